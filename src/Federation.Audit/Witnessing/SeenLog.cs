using Federation.Sealing;

namespace Federation.Audit;

/// <summary>What a witness knows of one log.</summary>
internal sealed class SeenLog(NoteVerifier verifier) : IDisposable
{
    private readonly Dictionary<string, NoteVerifier> _keys = new(StringComparer.Ordinal)
    {
        [verifier.VerifierKey] = verifier,
    };

    /// <summary>Held while a checkpoint is compared and kept: one at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The newest checkpoint that was kept; null before the first.</summary>
    public Checkpoint? Checkpoint { get; set; }

    /// <summary>The newest checkpoint as a note with this witness's cosignature; empty before the first.</summary>
    public string CosignedNote { get; set; } = "";

    /// <summary>The cosignature line over the newest checkpoint; empty before the first.</summary>
    public string Cosignature { get; set; } = "";

    /// <summary>When the newest was cosigned, in seconds since 1970.</summary>
    public long UnixSeconds { get; set; }

    /// <summary>A note of it that contradicts what was seen; null while there is none.</summary>
    public string? ForkedNote { get; set; }

    /// <summary>Takes another key of the log, as while it changes keys.</summary>
    public void Trust(NoteVerifier key) => _keys[key.VerifierKey] = key;

    /// <summary>The text of a note that a key of the log signed, and that key; null where none did.</summary>
    public (string Text, string Key)? Verify(string note)
    {
        foreach (var (key, verifier) in _keys)
        {
            if (verifier.TryVerify(note, out var text))
            {
                return (text, key);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();
}
