using System.Buffers.Binary;

namespace Federation.Sealing;

/// <summary>Cosigns checkpoints as a witness does (C2SP tlog-cosignature v1): with an Ed25519 key and a time.</summary>
/// <remarks>
/// What it signs begins with a line that no checkpoint can begin with, so a key that signs checkpoints of its own log
/// may be a witness of others too.
/// </remarks>
public sealed class Cosigner
{
    private readonly SigningKey _key;
    private readonly byte[] _id;

    /// <summary>Gives a key its name as a witness.</summary>
    /// <param name="name">Not empty, without white space and plus signs.</param>
    /// <param name="key">The key; stays the caller's to dispose.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public Cosigner(string name, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(key);
        if (!NoteKey.IsName(name))
        {
            throw new ArgumentException("A key's name has no white space, control or plus sign.", nameof(name));
        }

        _key = key;
        _id = NoteKey.IdOf(name, key.PublicKey, NoteKey.Cosignature);
        Name = name;
        VerifierKey = NoteKey.Format(name, key.PublicKey, NoteKey.Cosignature);
    }

    /// <summary>The name of the witness.</summary>
    public string Name { get; }

    /// <summary>The public half with its name, in the form that <see cref="CosignatureVerifier.TryParse"/> reads.
    /// </summary>
    public string VerifierKey { get; }

    /// <summary>Cosigns a checkpoint.</summary>
    /// <param name="text">The text of the checkpoint, with its last line feed.</param>
    /// <param name="unixSeconds">When, in seconds since 1970; not below 0.</param>
    /// <returns>The line to add to the note, with its line feed.</returns>
    public string Cosign(string text, long unixSeconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(unixSeconds);
        if (!SignedNote.IsText(text))
        {
            throw new ArgumentException("A note's text ends with a line feed and has no other control.", nameof(text));
        }

        var time = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, unixSeconds);
        var signature = _key.Sign(CosignatureVerifier.Message(text, unixSeconds));
        return $"— {Name} {Convert.ToBase64String([.. _id, .. time, .. signature])}\n";
    }
}
