using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Audit;
using Federation.Contracts.Broker.V1;

namespace Federation.Benchmarks;

/// <summary>
/// How much of the throughput of broker and adapter their logs take. Neither runs without its log, so the work of both
/// logs is done twice for every other slice of answers: what the second time costs is what the first one does.
/// </summary>
/// <remarks>The second time: the same appends and proofs in the same order on two more logs on the same disk, which
/// are published like the first ones, and the openings of two INTENT entries.</remarks>
internal sealed class ThroughputBench : IAsyncDisposable
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";
    private const int EntryLengthBytes = 400;
    private const int OpeningsCount = 3;
    private const int CallersCount = 32;
    private const int WarmUpsCount = 14;
    private const int PairsCount = 7;
    private const long EpsilonMicrosMin = 1_000;

    /// <summary>The rows behind the answers and the answers of a slice, which takes a second or a few.</summary>
    private static readonly (int RowsCount, int AnswersCount)[] Datasets =
        [(0, 640), (100_000, 320), (1_000_000, 96)];

    private readonly LatencyWorld _world;
    private readonly AuditLog _adapter;
    private readonly AuditLog _broker;
    private readonly OpeningStore _adapterOpenings;
    private readonly OpeningStore _brokerOpenings;
    private readonly byte[] _entry = RandomNumberGenerator.GetBytes(EntryLengthBytes);
    private readonly int _answersCount;
    private long _epsilonMicros = EpsilonMicrosMin;

    private ThroughputBench(string folder, int answersCount, LatencyWorld world, AuditLog adapter, AuditLog broker)
    {
        (_answersCount, _world, _adapter, _broker) = (answersCount, world, adapter, broker);
        _adapterOpenings = OpeningStore.Open(Path.Combine(folder, "adapter-openings"));
        _brokerOpenings = OpeningStore.Open(Path.Combine(folder, "broker-openings"));
    }

    /// <summary>Measures slices in turns; for each dataset a line of the median of pairs of them.</summary>
    public static async Task RunAsync(
        string folder, Func<string, Task<AuditLog>> open, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (rowsCount, answersCount) in Datasets)
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, $"throughput-{rowsCount}")).FullName;
            await using var bench = new ThroughputBench(
                home, answersCount, await LatencyWorld.StartAsync(home, rowsCount, cancellationToken),
                await open(Path.Combine(home, "adapter")), await open(Path.Combine(home, "broker")));
            await output.WriteLineAsync(
                $"{rowsCount} rows, {await bench.MeasureAsync(cancellationToken)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _adapter.DisposeAsync();
        await _broker.DisposeAsync();
        _adapterOpenings.Dispose();
        _brokerOpenings.Dispose();
    }

    private async Task<string> MeasureAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < WarmUpsCount; i++)
        {
            await SliceAsync(isTwice: i % 2 == 0, cancellationToken);
        }

        var pairs = new List<(Spent Once, Spent Twice)>();
        for (var i = 0; i < PairsCount; i++)
        {
            var first = await SliceAsync(isTwice: i % 2 == 0, cancellationToken);
            var second = await SliceAsync(isTwice: i % 2 != 0, cancellationToken);
            pairs.Add(i % 2 == 0 ? (second, first) : (first, second));
        }

        var (wall, cpu) = (Shares(pairs, spent => spent.Wall), Shares(pairs, spent => spent.Cpu));
        var rate = _answersCount / pairs.Select(pair => pair.Once.Wall.TotalSeconds).Order().ElementAt(PairsCount / 2);
        return string.Create(CultureInfo.InvariantCulture,
            $"logs of broker and adapter, of the throughput of {CallersCount} callers: {wall[PairsCount / 2]:F1} % of "
            + $"{rate:F0} answers/s (pairs: {Text(wall)}); of their processor time {cpu[PairsCount / 2]:F1} % "
            + $"(pairs: {Text(cpu)})");
    }

    /// <summary>What the second time adds to the first, in hundredths, ascending.</summary>
    private static List<double> Shares(List<(Spent Once, Spent Twice)> pairs, Func<Spent, TimeSpan> of) =>
        [.. pairs.Select(pair => 100 * ((of(pair.Twice) / of(pair.Once)) - 1)).Order()];

    private static string Text(List<double> shares) => string.Join(
        ' ', shares.Select(share => share.ToString("F1", CultureInfo.InvariantCulture)));

    private async Task<Spent> SliceAsync(bool isTwice, CancellationToken cancellationToken)
    {
        var requests = new ConcurrentStack<QueryStatisticRequest>(
            Enumerable.Range(0, _answersCount).Select(_ => _world.Sign(Sql, _epsilonMicros++)));
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, CallersCount).Select(_ => Task.Run(async () =>
        {
            while (requests.TryPop(out var request))
            {
                await AskAsync(request, isTwice, cancellationToken);
            }
        }, cancellationToken)));
        return new Spent(Environment.CpuUsage.TotalTime - cpu, clock.Elapsed);
    }

    private async Task AskAsync(QueryStatisticRequest request, bool isTwice, CancellationToken cancellationToken)
    {
        if (isTwice)
        {
            await IntentAsync(_broker, _brokerOpenings, cancellationToken);
            await IntentAsync(_adapter, _adapterOpenings, cancellationToken);
        }

        await _world.SendAsync(request, cancellationToken);
        if (isTwice)
        {
            await ReleaseAsync(_adapter, cancellationToken);
            await ReleaseAsync(_broker, cancellationToken);
        }
    }

    private async Task IntentAsync(AuditLog log, OpeningStore openings, CancellationToken cancellationToken)
    {
        openings.Add("access", [.. Enumerable.Range(0, OpeningsCount).Select(
            _ => Commitment.Create("tag", _entry.AsSpan(0, EntryLengthBytes / OpeningsCount)))]);
        var opened = openings.FlushAsync(cancellationToken);
        await log.AppendAsync(_entry, cancellationToken);
        await opened;
    }

    private async Task ReleaseAsync(AuditLog log, CancellationToken cancellationToken)
    {
        _ = log.Prove((await log.AppendAsync(_entry, cancellationToken)).Index);
        _ = log.AppendLaterAsync(_entry);
    }
}
