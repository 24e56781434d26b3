using System.Security.Cryptography;
using System.Text;
using Federation.Audit;
using Federation.Sealing;

namespace Federation.Faults.Writing;

/// <summary>The process that writes a log and says on its output, a line each, what it was told.</summary>
/// <remarks>
/// <c>OPEN count</c>, <c>ACK index SHA-256-of-entry</c>, <c>NOTE Base64-of-signed-checkpoint</c>, and <c>REFUSED</c> for an
/// append that was not acknowledged. Each line is with the reader before the next call, as an answer is on the wire.
/// </remarks>
internal static class LogWriter
{
    public const string Command = "write-log";
    public const string Origin = "demo.federation/adapter/a/audit";

    /// <summary>The log opened and closed as it should.</summary>
    public const int Ended = 0;

    /// <summary>It refused to go on, and said so.</summary>
    public const int Refused = 3;

    /// <summary>It could not be opened.</summary>
    public const int NotOpened = 4;

    private const int EntryLengthBytesMax = 1_500;
    private const int NotesEvery = 5;
    private const int PublicationsEvery = 9;
    private static readonly Lock OutputGate = new();
    private static readonly Stream Output = Console.OpenStandardOutput();

    public static NoteSigner Signer { get; } = new(Origin, SigningKey.FromSeed(SHA256.HashData("log"u8)));

    public static async Task<int> RunAsync(string[] words)
    {
        var options = WriterOptions.Read(words);
        try
        {
            for (var round = 0; round < 2; round++) // The second finds a log that the first left.
            {
                if (await WriteAsync(options) is not Ended and var code)
                {
                    return code;
                }
            }

            return Ended;
        }
        catch (Exception exception) when (exception is AuditLogUnavailableException or AuditLogDamagedException)
        {
            Say($"FAILED {exception.Message.ReplaceLineEndings(" ")}");
            return NotOpened;
        }
    }

    public static Task<AuditLog> OpenAsync(WriterOptions options, CancellationToken cancellationToken) => AuditLog.OpenAsync(
        new AuditLogOptions
        {
            Directory = options.Log,
            Origin = Origin,
            SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
            GuardFile = options.Guard,
            Storage = options.IgnoresSyncs ? new UnsyncedStorage(options.Log) : null,
        },
        Signer, TimeProvider.System, cancellationToken);

    private static async Task<int> WriteAsync(WriterOptions options)
    {
        await using var log = await OpenAsync(options, CancellationToken.None);
        Say($"OPEN {log.Count}");
        var codes = await Task.WhenAll(
            Enumerable.Range(0, options.WritersCount).Select(_ => Task.Run(() => AppendAsync(log, options))));
        return codes.Max();
    }

    private static async Task<int> AppendAsync(AuditLog log, WriterOptions options)
    {
        for (var number = 1; options.EntriesCount == 0 || number <= options.EntriesCount; number++)
        {
            var entry = RandomNumberGenerator.GetBytes(RandomNumberGenerator.GetInt32(1, EntryLengthBytesMax));
            if (!await IsAcknowledgedAsync(log, entry, number))
            {
                await Task.Delay(10); // A log that failed stays closed: a later try is no better.
                await IsAcknowledgedAsync(log, entry, number);
                return Refused;
            }

            await Task.Delay(options.PauseMs);
        }

        return Ended;
    }

    private static async Task<bool> IsAcknowledgedAsync(AuditLog log, byte[] entry, int number)
    {
        try
        {
            var position = await log.AppendAsync(entry, CancellationToken.None);
            Say($"ACK {position.Index} {Convert.ToHexStringLower(SHA256.HashData(entry))}");
            if (number % NotesEvery == 0)
            {
                Say($"NOTE {Convert.ToBase64String(Encoding.UTF8.GetBytes(log.SignCheckpoint()))}");
            }

            if (number % PublicationsEvery == 0)
            {
                log.Publish();
            }

            return true;
        }
        catch (AuditLogUnavailableException)
        {
            Say("REFUSED");
            return false;
        }
    }

    private static void Say(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (OutputGate)
        {
            Output.Write(bytes);
        }
    }
}
