using System.Diagnostics;

namespace Federation.Benchmarks;

/// <summary>How long a trainer waits for a statistic, beside what one bare sync of the same disk takes.</summary>
internal static class LatencyBench
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";
    private const int WarmUpsCount = 50;

    /// <summary>Asks distinct questions one after the other, with a bare sync after each.</summary>
    public static async Task<LatencyResult> RunAsync(
        int requestsCount, string folder, CancellationToken cancellationToken)
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
            return new LatencyResult([.. waits.Order()], [.. syncs.Order()], allocated / requestsCount);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
