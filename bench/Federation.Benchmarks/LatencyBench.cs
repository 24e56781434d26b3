using System.Diagnostics;

namespace Federation.Benchmarks;

/// <summary>
/// How long a release takes through broker and adapter, from the sent request to the received answer, and how long a
/// trainer's call that also reads SQL, signs and verifies, beside what one bare sync of the same disk takes.
/// </summary>
internal static class LatencyBench
{
    private const string Sql = "SELECT sex, COUNT(*) FROM people GROUP BY sex";

    /// <summary>Asks distinct questions one after the other, by both ways, with a bare sync after each.</summary>
    /// <param name="warmUpsCount">How many are not counted: until then the runtime still compiles.</param>
    /// <param name="requestsCount">How many of each way are.</param>
    /// <param name="folder">On the disk whose syncs are meant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LatencyResult> RunAsync(
        int warmUpsCount, int requestsCount, string folder, CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(folder).CreateSubdirectory(Guid.NewGuid().ToString("N"));
        try
        {
            await using var world = await LatencyWorld.StartAsync(home.FullName, rowsCount: 0, cancellationToken);
            using var bare = new BareSync(Path.Combine(home.FullName, "bare"));
            var (releases, calls, syncs) = (new List<double>(), new List<double>(), new List<double>());
            var (allocatedBefore, cpuBefore) = (0L, TimeSpan.Zero);
            for (var request = 0; request < warmUpsCount + requestsCount; request++)
            {
                if (request == warmUpsCount)
                {
                    (releases, calls, syncs) = ([], [], []);
                    allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
                    cpuBefore = Environment.CpuUsage.TotalTime;
                }

                var signed = world.Sign(Sql, epsilonMicros: 1_000 + (2 * request));
                var clock = Stopwatch.StartNew();
                await world.SendAsync(signed, cancellationToken);
                releases.Add(clock.Elapsed.TotalMilliseconds);
                clock.Restart();
                await world.Client.QueryAsync(Sql, epsilonMicros: 1_001 + (2 * request), cancellationToken);
                calls.Add(clock.Elapsed.TotalMilliseconds);
                syncs.Add(bare.Take().TotalMilliseconds);
            }

            var cpu = (Environment.CpuUsage.TotalTime - cpuBefore) / (2 * requestsCount);
            var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
            return new LatencyResult([.. releases.Order()], [.. calls.Order()], [.. syncs.Order()], cpu, allocated / (2 * requestsCount));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
