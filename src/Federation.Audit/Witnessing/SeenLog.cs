using Federation.Sealing;

namespace Federation.Audit;

/// <summary>What a witness knows of one log.</summary>
internal sealed class SeenLog(NoteVerifier verifier) : IDisposable
{
    private readonly Dictionary<string, LogKeys> _keys = new(StringComparer.Ordinal)
    {
        [verifier.VerifierKey] = LogKeys.Of(verifier, []),
    };

    private bool _isPinned;

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

    /// <summary>Takes another key of the log, which who runs this witness trusts beside those so far.</summary>
    public void Trust(NoteVerifier key)
    {
        lock (_keys)
        {
            _isPinned = true;
            _keys.TryAdd(key.VerifierKey, LogKeys.Of(key, []));
        }
    }

    /// <summary>Takes the key that is on record with a checkpoint, where it is none of those so far: it was found to
    /// follow them. Keys that who runs this witness chose stay as they are.</summary>
    public void Adopt(NoteVerifier key, string note)
    {
        lock (_keys)
        {
            if (!_isPinned && Verify(note) is null)
            {
                _keys.Clear();
                _keys[key.VerifierKey] = LogKeys.Of(key, []);
            }
        }
    }

    /// <summary>
    /// Follows trusted keys to those that they handed over to. A key that signed more than it says it did leads
    /// nowhere.
    /// </summary>
    /// <returns>Whether one led to another that was not known.</returns>
    public bool Follow(string succession)
    {
        if (succession.Length == 0)
        {
            return false;
        }

        lock (_keys)
        {
            var isFollowed = false;
            foreach (var key in _keys.Keys.ToList())
            {
                var further = LogKeys.Of(key, succession);
                if (further.Count > _keys[key].Count
                    && (CosignedNote.Length == 0 || further.TryVerify(CosignedNote, out _)))
                {
                    _keys[key] = further;
                    isFollowed = true;
                }
            }

            return isFollowed;
        }
    }

    /// <summary>Whether a trusted key handed over to one, such as that of the log's next shard.</summary>
    public bool LeadsTo(string key, string succession)
    {
        lock (_keys)
        {
            return _keys.Keys.Select(trusted => LogKeys.Of(trusted, succession)).Any(further =>
                further.NewestKey == key && (CosignedNote.Length == 0 || further.TryVerify(CosignedNote, out _)));
        }
    }

    /// <summary>What a note says that a key of the log signed, and that key; null where none did.</summary>
    public (Checkpoint Checkpoint, string Key)? Verify(string note)
    {
        lock (_keys)
        {
            foreach (var keys in _keys.Values)
            {
                if (keys.TryVerify(note, out var checkpoint, out var key) && checkpoint.Origin == verifier.Name)
                {
                    return (checkpoint, key);
                }
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();
}
