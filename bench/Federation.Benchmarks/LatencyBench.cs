using System.Diagnostics;
using System.Globalization;

namespace Federation.Benchmarks;

/// <summary>How long a trainer waits for a statistic, beside what one bare sync of the same disk takes.</summary>
internal static class LatencyBench
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";
    private const int WarmUpsCount = 50;

    public static async Task RunAsync(
        int requestsCount, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(folder).CreateSubdirectory(Guid.NewGuid().ToString("N"));
        try
        {
            await using var world = await LatencyWorld.StartAsync(home.FullName, cancellationToken);
            using var bare = new BareSync(Path.Combine(home.FullName, "bare"));
            var (waits, syncs) = (new List<double>(), new List<double>());
            var allocatedBefore = 0L;
            for (var request = 0; request < WarmUpsCount + requestsCount; request++)
            {
                if (request == WarmUpsCount)
                {
                    (waits, syncs) = ([], []);
                    allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
                }

                var clock = Stopwatch.StartNew();
                await world.Client.QueryAsync(Sql, epsilonMicros: 1_000 + request, cancellationToken);
                waits.Add(clock.Elapsed.TotalMilliseconds);
                syncs.Add(bare.Take().TotalMilliseconds);
            }

            var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
            Report(output, waits, syncs, allocated / requestsCount);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static void Report(TextWriter output, List<double> waits, List<double> syncs, long allocatedBytes)
    {
        double At(List<double> all, double share) => all.Order().ElementAt((int)(share * (all.Count - 1)));
        var (release, sync) = (At(waits, 0.5), At(syncs, 0.5));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{waits.Count} releases: p50 {release:F2} ms, p95 {At(waits, 0.95):F2}, p99 {At(waits, 0.99):F2}; "
            + $"bare sync p50 {sync:F2} ms, p95 {At(syncs, 0.95):F2}; release / bare sync {release / sync:F1}; "
            + $"allocated {allocatedBytes / 1024} KiB a release in all three processes' code"));
    }
}
