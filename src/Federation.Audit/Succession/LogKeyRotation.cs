using System.Security.Cryptography;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit;

/// <summary>Changes the key of a log that nobody writes. May be ended at any point and run again.</summary>
public static class LogKeyRotation
{
    private const int BlindLengthBytes = 16;

    /// <summary>Puts the new key on record under the old one, and hands over. The log then opens with the new key only.
    /// </summary>
    /// <param name="options">The log; its key's name stays the origin.</param>
    /// <param name="current">The key so far.</param>
    /// <param name="next">The new key, kept somewhere durable already.</param>
    /// <param name="writer">Who writes the log: <c>adapter/NAME</c> or <c>broker/NAME</c>.</param>
    /// <param name="time">The clock of the entry.</param>
    /// <param name="cancellationToken">Gives up before it began.</param>
    /// <exception cref="AuditLogUnavailableException">Another process holds the log, or it cannot be written.
    /// </exception>
    /// <exception cref="AuditLogDamagedException">The log is damaged, or the key so far is not its own.</exception>
    public static async Task RunAsync(
        AuditLogOptions options, NoteSigner current, NoteSigner next, string writer, TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(time);
        if (IsDone(options.Directory, next))
        {
            return;
        }

        await using var log = await AuditLog.OpenAsync(options, current, time, cancellationToken).ConfigureAwait(false);
        var entry = new AuditEntry
        {
            Blind = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(BlindLengthBytes)),
            RecordedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Writer = writer,
            KeyRotated = new KeyRotated { OldVerifierKey = current.VerifierKey, NewVerifierKey = next.VerifierKey },
        };
        await log.SucceedAsync(next, EntryBytes.Write(entry)).ConfigureAwait(false);
    }

    private static bool IsDone(string directory, NoteSigner next)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        return LogSuccession.ReadAll(storage) is [.., var newest] && newest.NewKey == next.VerifierKey;
    }
}
