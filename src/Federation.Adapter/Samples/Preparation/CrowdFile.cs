using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Grants;
using Federation.Adapter.Policies;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>
/// Keeps which spans a crowd uses, for the whole epoch: noise is drawn once, and a start that finds the file neither
/// counts nor pays again. As private as the store; a file that is not the adapter's own, or of another epoch or rule,
/// counts as missing.
/// </summary>
internal sealed class CrowdFile
{
    private const string Purpose = "federation crowd v1";
    private const int DigestBytes = HMACSHA256.HashSizeInBytes;
    private readonly string _path;
    private readonly byte[] _key;

    /// <summary>The file of one dataset.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="secret">The adapter's secret.</param>
    public CrowdFile(string folder, DatasetPolicy policy, byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _path = Path.Combine(folder, "crowd", $"{policy.Dataset}.spans");
        _key = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{Purpose}\n{IdentityOf(policy)}"));
    }

    /// <summary>The number with which spans are hashed: nobody else knows it.</summary>
    public ulong Seed => BinaryPrimitives.ReadUInt64LittleEndian(
        HMACSHA256.HashData(_key, "seed"u8));

    /// <summary>The spans that were chosen before; null where none were, for this epoch and rule.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlySet<ulong>? TryRead()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(_path);
        if (bytes.Length < DigestBytes || (bytes.Length - DigestBytes) % sizeof(ulong) != 0)
        {
            return null;
        }

        var spans = bytes.AsSpan(DigestBytes);
        return CryptographicOperations.FixedTimeEquals(SealOf(spans), bytes.AsSpan(0, DigestBytes))
            ? MemoryMarshal.Cast<byte, ulong>(spans).ToArray().ToHashSet() : null;
    }

    /// <summary>Keeps what was chosen; durable once this returns.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(IReadOnlyList<ulong> spans)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var bytes = new byte[DigestBytes + (spans.Count * sizeof(ulong))];
        spans.ToArray().CopyTo(MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan(DigestBytes)));
        SealOf(bytes.AsSpan(DigestBytes)).CopyTo(bytes, 0);
        DurableFile.Replace(_path, bytes);
    }

    private byte[] SealOf(ReadOnlySpan<byte> spans) => HMACSHA256.HashData(_key, (byte[])[.. "seal"u8, .. spans]);

    /// <summary>All that decides what is counted and compared, on a line each.</summary>
    private static string IdentityOf(DatasetPolicy policy)
    {
        if (policy.Samples is not { Crowd: { } counted } rules)
        {
            return "";
        }

        var shape = policy.Shape;
        var crowd = counted with { HoldsBack = false }; // What becomes of a rare span is not counted.
        return string.Join('\n',
        [
            shape.Dataset, shape.Lineage, $"{shape.Epoch}", $"unit {shape.UnitColumn}", $"id {shape.RecordIdColumn}",
            $"{shape.RecordsPerUnitBound}", $"{crowd}",
            .. rules.Columns.Select(column => $"{column.Name} {column.IsRedacted}"),
        ]);
    }
}
