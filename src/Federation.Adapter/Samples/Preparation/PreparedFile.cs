using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Grants;
using Federation.Adapter.Policies;
using Federation.Curation;
using Federation.Stores;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>
/// Keeps what was prepared of one dataset, so that a start over the same data, policy and rules need not read them all
/// once more. A file that does not fit counts as missing; nothing else is ever taken from it.
/// </summary>
/// <remarks>
/// The bytes are encrypted, as known values are in them, and sealed by an HMAC. Both keys are derived from the
/// adapter's secret and from all that decides what is prepared: lineage, policy, version of the rules, and length and
/// time of writing of the data's files. Of a server nothing is kept: it does not tell when its table changed.
/// </remarks>
internal sealed class PreparedFile
{
    private const string Purpose = "federation prepared samples v1";
    private const int SealBytes = HMACSHA256.HashSizeInBytes;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = SealBytes + NonceBytes + TagBytes;
    private const int LengthBytesMax = 1 << 30;
    private readonly string _path;
    private readonly byte[] _key;
    private readonly bool _isStamped;

    /// <summary>The file of one dataset, as its data are now: made before they are read.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="secret">The adapter's secret.</param>
    public PreparedFile(string folder, DatasetPolicy policy, byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _path = Path.Combine(folder, "prepared", $"{policy.Dataset}.prepared");
        var stamps = StoreSources.StampsOf(policy.Store);
        _isStamped = stamps is not null;
        var shape = policy.Shape;
        _key = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Join('\n',
        [
            Purpose, RuleSet.Version, shape.Dataset, shape.Lineage, $"{shape.Epoch}",
            Convert.ToHexStringLower(policy.Digest), .. stamps ?? [],
        ])));
    }

    /// <summary>What was prepared before of the same data; null where nothing fits.</summary>
    /// <param name="crowd">The spans of a crowd, which have a file of their own.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public PreparedSamples? TryRead(CrowdSpans? crowd)
    {
        if (!_isStamped || !File.Exists(_path) || new FileInfo(_path).Length is < HeadBytes or > LengthBytesMax)
        {
            return null;
        }

        var bytes = File.ReadAllBytes(_path);
        var body = bytes.AsSpan(SealBytes);
        if (!CryptographicOperations.FixedTimeEquals(SealOf(body), bytes.AsSpan(0, SealBytes)))
        {
            return null;
        }

        var content = new byte[bytes.Length - HeadBytes];
        using var cipher = new AesGcm(KeyOf("encrypt"u8), TagBytes);
        cipher.Decrypt(body[..NonceBytes], body[(NonceBytes + TagBytes)..], body.Slice(NonceBytes, TagBytes), content);
        return PreparedBytes.Read(content, crowd);
    }

    /// <summary>Keeps what was prepared; durable once this returns. What is too large is not kept.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(PreparedSamples prepared)
    {
        if (!_isStamped || PreparedBytes.Write(prepared, LengthBytesMax - HeadBytes) is not { } content)
        {
            return;
        }

        var bytes = new byte[HeadBytes + content.Length];
        var body = bytes.AsSpan(SealBytes);
        RandomNumberGenerator.Fill(body[..NonceBytes]);
        using (var cipher = new AesGcm(KeyOf("encrypt"u8), TagBytes))
        {
            cipher.Encrypt(
                body[..NonceBytes], content, body[(NonceBytes + TagBytes)..], body.Slice(NonceBytes, TagBytes));
        }

        SealOf(body).CopyTo(bytes, 0);
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        DurableFile.Replace(_path, bytes);
    }

    private byte[] KeyOf(ReadOnlySpan<byte> use) => HMACSHA256.HashData(_key, use);

    private byte[] SealOf(ReadOnlySpan<byte> body) => HMACSHA256.HashData(KeyOf("seal"u8), body);
}
