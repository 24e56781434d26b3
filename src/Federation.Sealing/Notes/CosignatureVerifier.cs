using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Federation.Sealing;

/// <summary>Checks the cosignatures of one known witness (C2SP tlog-cosignature v1).</summary>
public sealed class CosignatureVerifier
{
    private const int PayloadLengthBytes = sizeof(long) + 64;

    private readonly VerifyKey _key;
    private readonly byte[] _id;

    private CosignatureVerifier(string name, VerifyKey key) =>
        (Name, _key, _id) = (name, key, NoteKey.IdOf(name, key.PublicKey, NoteKey.Cosignature));

    /// <summary>The name of the witness.</summary>
    public string Name { get; }

    /// <summary>Reads a key of kind <c>0x04</c> from its text form. False where it is none.</summary>
    public static bool TryParse(string verifierKey, [NotNullWhen(true)] out CosignatureVerifier? verifier)
    {
        ArgumentNullException.ThrowIfNull(verifierKey);
        verifier = NoteKey.TryParse(verifierKey, NoteKey.Cosignature, out var name, out var key)
            ? new CosignatureVerifier(name, key)
            : null;
        return verifier is not null;
    }

    /// <summary>
    /// Whether the witness cosigned a note. False where it did not, and where any cosignature of its key fails.
    /// </summary>
    /// <param name="note">The whole note with the cosignatures.</param>
    /// <param name="unixSeconds">When it did, the latest time; 0 where it did not.</param>
    public bool TryVerify(string note, out long unixSeconds)
    {
        ArgumentNullException.ThrowIfNull(note);
        unixSeconds = 0;
        if (!SignedNote.TryParse(note, out var parsed))
        {
            return false;
        }

        var ours = parsed.Signatures.Where(line => line.Name == Name && line.Id.AsSpan().SequenceEqual(_id)).ToList();
        foreach (var (_, _, payload) in ours)
        {
            if (payload.Length != PayloadLengthBytes || !Verify(parsed.Text, payload, out var time))
            {
                unixSeconds = 0;
                return false;
            }

            unixSeconds = Math.Max(unixSeconds, time);
        }

        return ours.Count > 0;
    }

    /// <summary>What is signed: <c>cosignature/v1</c>, the time, and the text of the checkpoint.</summary>
    internal static byte[] Message(string text, long unixSeconds) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {unixSeconds}\n{text}"));

    private bool Verify(string text, ReadOnlySpan<byte> payload, out long unixSeconds)
    {
        unixSeconds = BinaryPrimitives.ReadInt64BigEndian(payload);
        return unixSeconds >= 0 && _key.Verify(Message(text, unixSeconds), payload[sizeof(long)..]);
    }
}
