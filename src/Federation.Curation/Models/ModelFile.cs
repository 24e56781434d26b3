using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation.Curation.Models;

/// <summary>
/// A model as bytes: a head with versions, the weights of transitions, the rows of the table that are not zero in order
/// of their places, and the SHA-256 of all that. One model has one form, so its hash names it.
/// </summary>
internal static class ModelFile
{
    private const byte FormatVersion = 1;
    private const int RowLengthBytes = sizeof(int) + (NameTags.Count * sizeof(short));
    private const int TransitionsLengthBytes = NameTags.Count * NameTags.Count * sizeof(int);

    private static readonly int HeadLengthBytes = Magic.Length + 4;

    private static ReadOnlySpan<byte> Magic => "federation name model\n"u8;

    /// <summary>Writes a model.</summary>
    public static byte[] Write(ReadOnlySpan<short> weights, ReadOnlySpan<int> transitions)
    {
        var rows = Enumerable.Range(0, 1 << NameModel.Bits).ToArray().AsSpan();
        var count = 0;
        for (var place = 0; place < rows.Length; place++)
        {
            rows[count] = place;
            count += weights.Slice(place * NameTags.Count, NameTags.Count).ContainsAnyExcept((short)0) ? 1 : 0;
        }

        var file = new byte[HeadLengthBytes + TransitionsLengthBytes + sizeof(int) + (count * RowLengthBytes)
            + SHA256.HashSizeInBytes];
        Magic.CopyTo(file);
        (file[Magic.Length], file[Magic.Length + 1], file[Magic.Length + 2], file[Magic.Length + 3]) =
            (FormatVersion, UnitFeatures.Version, NameTags.Count, NameModel.Bits);
        var rest = file.AsSpan(HeadLengthBytes);
        foreach (var weight in transitions)
        {
            rest = Put(rest, weight);
        }

        rest = Put(rest, count);
        foreach (var place in rows[..count])
        {
            rest = Put(rest, place);
            foreach (var weight in weights.Slice(place * NameTags.Count, NameTags.Count))
            {
                BinaryPrimitives.WriteInt16LittleEndian(rest, weight);
                rest = rest[sizeof(short)..];
            }
        }

        SHA256.HashData(file.AsSpan(0, file.Length - SHA256.HashSizeInBytes), rest);
        return file;
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFormatException">The bytes are not what <see cref="Write"/> gives.</exception>
    public static (short[] Weights, int[] Transitions) Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Magic))
        {
            throw new ModelFormatException(ModelFault.NotAModel);
        }

        var least = HeadLengthBytes + TransitionsLengthBytes + sizeof(int) + SHA256.HashSizeInBytes;
        if (file.Length < least || (file.Length - least) % RowLengthBytes != 0)
        {
            throw new ModelFormatException(ModelFault.Damaged);
        }

        var body = file[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(file[^SHA256.HashSizeInBytes..]))
        {
            throw new ModelFormatException(ModelFault.Damaged);
        }

        ReadOnlySpan<byte> versions = [FormatVersion, UnitFeatures.Version, NameTags.Count, NameModel.Bits];
        return body.Slice(Magic.Length, versions.Length).SequenceEqual(versions)
            ? ReadBody(body[HeadLengthBytes..])
            : throw new ModelFormatException(ModelFault.OtherVersion);
    }

    private static (short[] Weights, int[] Transitions) ReadBody(ReadOnlySpan<byte> body)
    {
        var transitions = new int[NameTags.Count * NameTags.Count];
        for (var i = 0; i < transitions.Length; i++)
        {
            transitions[i] = BinaryPrimitives.ReadInt32LittleEndian(body[(i * sizeof(int))..]);
        }

        var weights = new short[NameTags.Count << NameModel.Bits];
        var rows = body[TransitionsLengthBytes..];
        var count = BinaryPrimitives.ReadInt32LittleEndian(rows);
        rows = rows[sizeof(int)..];
        var isWhole = rows.Length == (long)count * RowLengthBytes;
        for (var (row, before) = (0, -1); isWhole && row < count; row++)
        {
            var place = BinaryPrimitives.ReadInt32LittleEndian(rows[(row * RowLengthBytes)..]);
            isWhole = place > before && place < 1 << NameModel.Bits;
            before = place;
            for (var tag = 0; isWhole && tag < NameTags.Count; tag++)
            {
                weights[(place * NameTags.Count) + tag] = BinaryPrimitives.ReadInt16LittleEndian(
                    rows[((row * RowLengthBytes) + sizeof(int) + (tag * sizeof(short)))..]);
            }
        }

        return isWhole ? (weights, transitions) : throw new ModelFormatException(ModelFault.Damaged);
    }

    private static Span<byte> Put(Span<byte> rest, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, number);
        return rest[sizeof(int)..];
    }
}
