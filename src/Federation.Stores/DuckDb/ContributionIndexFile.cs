using System.Security.Cryptography;
using System.Text;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>The side file of an index and its seal, which says what it was made from and that it is whole.</summary>
/// <remarks>
/// The seal is an HMAC under the selection key over the source's stamp, what was declared, the engine's types and the
/// file's bytes. So a file that is stale, damaged, of another key or of another dataset is told apart, and the key is
/// nowhere in it. File and seal are written aside, synced and renamed, the seal last: half of a change never fits.
/// </remarks>
internal sealed class ContributionIndexFile(string path, SelectionKey key)
{
    private const string Form = "federation contribution index 3";
    private const string SealEnding = ".seal";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file, whole or absent.</summary>
    public string Path => path;

    /// <summary>Where it is written before it is whole.</summary>
    public string Draft => path + ".draft";

    /// <summary>Describes what an index is made from.</summary>
    public static byte[] Origin(
        (long LengthBytes, DateTime WrittenUtc) stamp, RankedSource ranked, IEnumerable<SourceColumn> columns)
    {
        var message = new MemoryStream();
        IndexOrigin.Write(message, Form);
        IndexOrigin.Write(message, Statement.Literal(stamp.LengthBytes));
        IndexOrigin.Write(message, Statement.Literal(stamp.WrittenUtc.Ticks));
        IndexOrigin.Write(message, ranked.Shape, columns);
        return message.ToArray();
    }

    /// <summary>Whether a whole file of that origin is there.</summary>
    public bool Fits(byte[] origin) =>
        File.Exists(path) && File.Exists(path + SealEnding)
        && new FileInfo(path + SealEnding).Length == 2 * HMACSHA256.HashSizeInBytes
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Seal(path, origin)), File.ReadAllBytes(path + SealEnding));

    /// <summary>Makes room for a draft that only its owner may read.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Discard();
        File.Delete(Draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var draft = new FileStream(Draft, options);
    }

    /// <summary>Makes the draft the file.</summary>
    public void Publish(byte[] origin)
    {
        var seal = Seal(Draft, origin);
        Sync(Draft);
        File.Move(Draft, path, overwrite: true);
        File.WriteAllText(Draft + SealEnding, seal);
        Sync(Draft + SealEnding);
        File.Move(Draft + SealEnding, path + SealEnding, overwrite: true);
    }

    /// <summary>Removes what no longer fits.</summary>
    public void Discard()
    {
        File.Delete(path + SealEnding);
        File.Delete(path);
    }

    private string Seal(string file, byte[] origin)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(key.OfIndex([.. origin, .. SHA256.HashData(stream)]));
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
