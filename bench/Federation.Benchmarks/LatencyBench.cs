using System.Diagnostics;

namespace Federation.Benchmarks;

/// <summary>How long a trainer waits for a statistic, beside what one bare sync of the same disk takes.</summary>
internal static class LatencyBench
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";

    /// <summary>Asks distinct questions one after the other, with a bare sync after each.</summary>
    /// <param name="warmUpsCount">How many are not counted: until then the runtime still compiles.</param>
    /// <param name="requestsCount">How many are.</param>
    /// <param name="folder">On the disk whose syncs are meant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LatencyResult> RunAsync(
        int warmUpsCount, int requestsCount, string folder, CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(folder).CreateSubdirectory(Guid.NewGuid().ToString("N"));
        try
        {
            await using var world = await LatencyWorld.StartAsync(home.FullName, cancellationToken);
            using var bare = new BareSync(Path.Combine(home.FullName, "bare"));
            var (waits, syncs) = (new List<double>(), new List<double>());
            var (allocatedBefore, cpuBefore) = (0L, TimeSpan.Zero);
            for (var request = 0; request < warmUpsCount + requestsCount; request++)
            {
                if (request == warmUpsCount)
                {
                    (waits, syncs) = ([], []);
                    allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
                    cpuBefore = Environment.CpuUsage.TotalTime;
                }

                var clock = Stopwatch.StartNew();
                await world.Client.QueryAsync(Sql, epsilonMicros: 1_000 + request, cancellationToken);
                waits.Add(clock.Elapsed.TotalMilliseconds);
                syncs.Add(bare.Take().TotalMilliseconds);
            }

            var cpu = (Environment.CpuUsage.TotalTime - cpuBefore) / requestsCount;
            var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
            return new LatencyResult([.. waits.Order()], [.. syncs.Order()], cpu, allocated / requestsCount);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
