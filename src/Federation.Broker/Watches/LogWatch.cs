using Federation.Audit;
using Federation.Broker.Records;

namespace Federation.Broker.Watches;

/// <summary>Verifies the broker's own log from its files, at the start and every ten minutes, beside its
/// writing.</summary>
public sealed class LogWatch(BrokerLog log, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);
    private volatile Verdict? _verdict;

    /// <summary>How the log is now.</summary>
    public LogHealth Read()
    {
        var file = new FileInfo(Path.Combine(log.Folder, "checkpoint"));
        var (size, written) = file.Exists && SizeOf(file) is { } known
            ? (known, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds()) : (0, 0);
        var verdict = _verdict;
        return new LogHealth(
            log.Log.Count, size, written, log.IsWritable, verdict?.UnixMs ?? 0, verdict?.Damage)
        {
            Forks = [.. log.Witness.Forks.Select(fork => fork.Origin)],
            Disagreeing = log.Courier?.Disagreeing ?? [],
        };
    }

    /// <summary>Verifies the whole log now.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var report = await LogVerifier.VerifyAsync(log.Folder, log.Log.VerifierKey, progress: null, cancellationToken);
        _verdict = new Verdict(
            time.GetUtcNow().ToUnixTimeMilliseconds(), report.IsIntact ? null : report.Explanation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await VerifyQuietlyAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task VerifyQuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await VerifyAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            _verdict = new Verdict(time.GetUtcNow().ToUnixTimeMilliseconds(), exception.Message);
        }
    }

    private static long? SizeOf(FileInfo file) =>
        Checkpoint.TryParse(File.ReadAllText(file.FullName), out var checkpoint) ? checkpoint.Size : null;

    private sealed record Verdict(long UnixMs, string? Damage);
}
