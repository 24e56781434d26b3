using Federation.Audit;
using Federation.Client;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Faults.Recovery;
using Federation.Simulation.Worlds;

namespace Federation.Simulation.Reconciliation;

/// <summary>The disk of one host fills up under a whole federation: what it denied meanwhile is told once there is room, and
/// the logs still tell one story.</summary>
public sealed class FullDiskTests
{
    private const int DenialsCount = 5;
    private const string Silo = "north";

    [Theory]
    [InlineData(Silo)]
    [InlineData(World.Broker)]
    public async Task Denials_of_a_host_whose_disk_was_full_reconcile(string party)
    {
        await using var world = new World(Silo, "south");
        using var disk = SmallDisk.Mount(Path.Combine(world.FolderOf(party), "state"), "size=100m");
        var port = World.FreePort();
        await StartAsync(world, Silo, port);
        await StartAsync(world, "south", port: 0);
        await world.StartBrokerAsync();
        await AskAsync(world, count: 1); // Segments are made.
        disk.Fill();
        await CloseAsync(world);
        await AskAsync(world, DenialsCount);

        disk.Resize("size=300m");
        await world.StopAllAsync();
        await world.StartAdapterAsync(Silo, port);
        await world.StartAdapterAsync("south");
        await world.StartBrokerAsync();
        await AskAsync(world, count: 3);
        await world.StopAllAsync();

        var denied = world.LogOf(party).Read().Where(entry => entry.Intent?.Decision == Decision.Deny).ToList();
        Assert.InRange(denied.Count, DenialsCount, DenialsCount + 1);
        Assert.All(denied, entry => Assert.Equal(RefusalReason.AuditUnavailable, entry.Intent.Reason));
        Assert.Equal(denied.Count, denied.DistinctBy(entry => entry.AccessId).Count());
        await AssertOneStoryAsync(world, [.. denied.Select(entry => entry.AccessId)]);
    }

    private static async Task AssertOneStoryAsync(World world, IReadOnlyList<string?> denied)
    {
        foreach (var party in new[] { Silo, "south", World.Broker })
        {
            var log = world.LogOf(party);
            var fsck = await LogFsck.CheckAsync(log.Path, log.VerifierKey, progress: null, World.Cancellation);
            Assert.True(fsck.IsIntact, fsck.Published.Explanation);
        }

        var report = await Reconciler.RunAsync(
            new ReconciliationInput(
                world.LogOf(World.Broker).Path, [world.LogOf(Silo).Path, world.LogOf("south").Path], [],
                [world.LogKeyOf(Silo), world.LogKeyOf("south"), world.LogKeyOf(World.Broker)])
            {
                InFlight = TimeSpan.Zero, // All of it is judged.
            },
            progress: null, World.Cancellation);

        // An access that the end of the log interrupted has no end, as after any crash. Of a denial nothing is missing.
        Assert.DoesNotContain(report.Findings, finding => finding.Verdict != ReconciliationVerdict.Unfinished);
        Assert.DoesNotContain(report.Findings, finding => denied.Contains(finding.AccessId));
        Assert.InRange(report.FindingsCount, 0, 1);
    }

    private static Task StartAsync(World world, string silo, int port)
    {
        world.WriteTable(silo, "people", peopleCount: 40, Texts.Agreement(world.FingerprintOf(World.TrainerId)));
        return world.StartAdapterAsync(silo, port);
    }

    /// <summary>One more access, so that there is something to publish, which has no room.</summary>
    private static async Task CloseAsync(World world)
    {
        await AskAsync(world, count: 1);
        await Task.Delay(TimeSpan.FromSeconds(1), World.Cancellation); // Ten times as long as until it is published.
    }

    private static async Task AskAsync(World world, int count)
    {
        using var client = world.OpenClient();
        for (var i = 0; i < count; i++)
        {
            try
            {
                await client.QueryAsync($"SELECT COUNT(*) FROM people WHERE age >= {20 + i}", 100_000, World.Cancellation);
            }
            catch (FederationException exception)
            {
                Assert.Equal(RefusalReason.AuditUnavailable, exception.Reason);
            }
        }
    }
}
