using System.Globalization;
using System.Text;

namespace Federation.Audit;

/// <summary>
/// A log's public file that says from which entry on its entries are kept. Written before any is removed: what is
/// missing before it is no damage. Hashes are never removed, so that every proof stays valid.
/// </summary>
internal static class RetentionMark
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "retention";

    private const string Header = "federation/retention/v1";
    private const int LengthBytesMax = 1024;

    /// <summary>The text of the file.</summary>
    /// <param name="origin">The log.</param>
    /// <param name="first">The first entry that is kept.</param>
    public static byte[] Format(string origin, long first) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Header}\n{origin}\n{first}\n"));

    /// <summary>The first entry that is kept; 0 where all are.</summary>
    /// <exception cref="AuditLogDamagedException">The file cannot be read.</exception>
    public static long Read(ILogStorage storage) => Read(storage.ReadFile(FileName));

    /// <summary>The same from public files.</summary>
    /// <exception cref="AuditLogDamagedException">The file cannot be read.</exception>
    public static async Task<long> ReadAsync(ILogFiles files, CancellationToken cancellationToken) =>
        Read(await files.ReadAsync(FileName, LengthBytesMax, cancellationToken).ConfigureAwait(false));

    private static long Read(byte[]? content)
    {
        if (content is null)
        {
            return 0;
        }

        var lines = Encoding.UTF8.GetString(content).Split('\n');
        return lines is [Header, _, var number, ""] && LogText.TryReadNumber(number, out var first)
            ? first
            : throw new AuditLogDamagedException($"The file {FileName} of the audit log cannot be read.");
    }
}
