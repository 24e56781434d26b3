using Federation.Audit;
using Federation.Broker;
using Federation.Broker.Records;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;

namespace Federation.Tests.Broker;

/// <summary>A broker goes on in the next shard of its log and still knows what accesses added up to and whom it saw.
/// </summary>
public sealed class ShardedBrokerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sums_purposes_and_what_was_seen_of_peers_are_carried_over()
    {
        using var folder = new Cli.TemporaryFolder();
        using var key = SigningKey.Create();
        using var peerKey = SigningKey.Create();
        var peer = new NoteSigner("demo.federation/adapter/a/audit", peerKey);
        var note = peer.Sign(new Checkpoint(peer.Name, 5, new byte[32]).Format());
        await using (var log = await OpenAsync(folder, key))
        {
            await WriteAsync(log, 1);
            await log.Witness.AddCheckpointAsync(new AddCheckpointRequest(0, [], note), true, Cancellation);
            log.Witness.Trust(peer.VerifierKey);
            Assert.Equal(200, (await log.Witness.AddCheckpointAsync(new AddCheckpointRequest(0, [], note), true, Cancellation)).Status);
            Assert.Equal((1, 40_000), Sums(log));
        }

        var plan = new ShardPlan(
            BrokerLog.OptionsOf("demo.federation", "hub", folder.Path), BrokerLog.OptionsOf("demo.federation", "hub", folder.Path, 2),
            key, "broker/hub", BrokerEssence.Of);
        await LogShards.AdvanceAsync(plan, TimeProvider.System, Cancellation);

        await using var next = await OpenAsync(folder, key);
        Assert.Equal("demo.federation/broker/hub/audit/2", next.Log.Origin);
        Assert.Equal((1, 40_000), Sums(next));
        Assert.Equal(0, next.Accesses.Count);
        Assert.Equal([("people", "research")], next.Accesses.Purposes());
        Assert.Equal(5, next.Witness.LastOf(peer.Name).Size);
        await WriteAsync(next, 2);
        Assert.Equal((2, 80_000), Sums(next));
        Assert.Equal(1, next.Accesses.Count);
    }

    private static Task<BrokerLog> OpenAsync(Cli.TemporaryFolder folder, SigningKey key) => BrokerLog.OpenAsync(
        folder.Path, new BrokerIdentity("demo.federation", "hub", key), TimeProvider.System, Cancellation);

    private static (long Count, long EpsilonMicros) Sums(BrokerLog log)
    {
        var totals = log.Accesses.Totals();
        return (totals.Released.Values.SelectMany(days => days.Values).Sum(day => day.Answers),
            totals.Spent.Values.SelectMany(days => days.Values).Sum());
    }

    private static async Task WriteAsync(BrokerLog log, int number)
    {
        AuditEntry NewEntry() => new()
        {
            AccessId = new Guid(number, 0, 0, new byte[8]).ToString(),
            RecordedUnixMs = Now.ToUnixTimeMilliseconds(),
            Writer = "broker/hub",
        };
        var entry = NewEntry();
        entry.Intent = new Intent
        {
            Decision = Decision.Allow,
            Dataset = "people",
            Purpose = "research",
            TrainerFingerprint = "t",
            Silos = { "a" },
        };
        await log.AppendAsync(entry, [new CommittedField("trainer", new byte[] { 1 })], Cancellation);
        entry = NewEntry();
        entry.Release = new ReleaseRecord
        {
            Silos =
            {
                new SiloDigest
                {
                    Silo = "a", AccessId = "x", ReleaseDigest = Google.Protobuf.ByteString.CopyFrom(new byte[32]),
                    Cost = new PrivacyCost { EpsilonMicros = 40_000 },
                },
            },
        };
        await log.AppendAsync(entry, [], Cancellation);
    }
}
