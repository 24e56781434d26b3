using System.Text;

namespace Federation.Sealing;

/// <summary>Signs notes as C2SP signed-note defines them, with an Ed25519 key that has a name.</summary>
public sealed class NoteSigner
{
    private readonly SigningKey _key;
    private readonly byte[] _id;

    /// <summary>Gives a key its name.</summary>
    /// <param name="name">Such as the origin of a log: not empty, without white space and plus signs.</param>
    /// <param name="key">The key; stays the caller's to dispose.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    public NoteSigner(string name, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(key);
        if (!NoteKey.IsName(name))
        {
            throw new ArgumentException("A key's name has no white space, control or plus sign.", nameof(name));
        }

        _key = key;
        _id = NoteKey.IdOf(name, key.PublicKey);
        Name = name;
        VerifierKey = NoteKey.Format(name, key.PublicKey);
    }

    /// <summary>The name of the key.</summary>
    public string Name { get; }

    /// <summary>The public half with its name, in the form that <see cref="NoteVerifier.Parse"/> reads.</summary>
    public string VerifierKey { get; }

    /// <summary>Signs a text.</summary>
    /// <param name="text">Ends with a line feed; has no other control character.</param>
    /// <returns>The text, an empty line, and the signature line <c>— name base64(id ‖ signature)</c>.</returns>
    /// <exception cref="ArgumentException">The text cannot stand in a note.</exception>
    public string Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!SignedNote.IsText(text))
        {
            throw new ArgumentException("A note's text ends with a line feed and has no other control.", nameof(text));
        }

        var signature = _key.Sign(Encoding.UTF8.GetBytes(text));
        return $"{text}\n— {Name} {Convert.ToBase64String([.. _id, .. signature])}\n";
    }
}
