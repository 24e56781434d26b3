using System.Diagnostics.CodeAnalysis;

namespace Federation.Sealing;

/// <summary>Checks C2SP signed notes against one known key, passing over signatures of other keys.</summary>
public sealed class NoteVerifier
{
    private readonly VerifyKey _key;
    private readonly byte[] _id;

    private NoteVerifier(string name, VerifyKey key) =>
        (Name, _key, _id) = (name, key, NoteKey.IdOf(name, key.PublicKey));

    /// <summary>The name of the key.</summary>
    public string Name { get; }

    /// <summary>The key as text: <c>name+hex8+base64(kind ‖ key)</c>.</summary>
    public string VerifierKey => NoteKey.Format(Name, _key.PublicKey);

    /// <summary>Reads a key from its text form.</summary>
    /// <exception cref="FormatException">It is no Ed25519 verifier key, or its id is not that of its name.</exception>
    public static NoteVerifier Parse(string verifierKey) => TryParse(verifierKey, out var verifier)
        ? verifier
        : throw new FormatException("Not a verifier key of the form name+id+key for Ed25519.");

    /// <summary>Reads a key from its text form. False where it is none.</summary>
    public static bool TryParse(string verifierKey, [NotNullWhen(true)] out NoteVerifier? verifier)
    {
        ArgumentNullException.ThrowIfNull(verifierKey);
        verifier = NoteKey.TryParse(verifierKey, NoteKey.Ed25519, out var name, out var key)
            ? new NoteVerifier(name, key)
            : null;
        return verifier is not null;
    }

    /// <summary>
    /// Checks a note. True where the known key signed it; false where it did not, where its signature fails (even when
    /// another line of the same key would pass), and where the text is no note.
    /// </summary>
    /// <param name="note">The whole note.</param>
    /// <param name="text">What was signed, with its last line feed.</param>
    public bool TryVerify(string note, [NotNullWhen(true)] out string? text)
    {
        ArgumentNullException.ThrowIfNull(note);
        text = null;
        if (!SignedNote.TryParse(note, out var parsed) || !StrictText.TryEncode(parsed.Text, out var bytes))
        {
            return false;
        }

        var ours = parsed.Signatures.Where(line => line.Name == Name && line.Id.AsSpan().SequenceEqual(_id)).ToList();
        if (ours.Count > 0 && ours.All(line => _key.Verify(bytes, line.Signature)))
        {
            text = parsed.Text;
        }

        return text is not null;
    }
}
