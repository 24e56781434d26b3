using System.Text;
using Federation.Audit;
using Federation.Broker;
using Federation.Broker.Records;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Faults.Recovery;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Federation.Tests.Adapter;
using Federation.Tests.Broker;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Tests.BadInput;

/// <summary>
/// A disk without room under a whole adapter and a whole broker: whoever asks is told that the log is out, and once there
/// is room each of these denials is on the log, once.
/// </summary>
public sealed class FullDiskTests
{
    private const int CallsCount = 12;
    private const string ReserveFile = ".state/reserve";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_adapter_denied_is_on_its_log_after_the_next_start(bool isPublishedFirst)
    {
        await using var rig = new AdapterRig();
        using var disk = SmallDisk.Mount(rig.StateFolder, "size=100m");
        await rig.StartAsync();
        await rig.AskAsync(1_000);
        disk.Fill();
        if (isPublishedFirst)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1)); // What has no room then is the log's, else the openings or answers.
        }

        var requestIds = await AskAsync(rig);
        Assert.False(rig.Core.IsWritable);
        disk.Resize("size=200m");
        await rig.RestartAsync();
        await rig.AskAsync(1_000, requestId: Id(99_999));

        var entries = await rig.EntriesAsync();
        var denials = entries.Where(entry => entry.Intent?.Decision == Decision.Deny).ToList();
        Assert.Equal(requestIds, denials.Select(entry => entry.Intent.RequestId));
        Assert.All(denials, entry => Assert.Equal(RefusalReason.AuditUnavailable, entry.Intent.Reason));
        Assert.Equal(denials.Count, denials.DistinctBy(entry => entry.AccessId).Count());
        var after = entries.FindIndex(entry => entry.Intent?.RequestId == Id(99_999));
        Assert.True(entries.FindLastIndex(entry => entry.Intent?.Decision == Decision.Deny) < after);
        await AssertIntactAsync(rig.AuditFolder, rig.LogKeyOf(1));
    }

    [Fact]
    public async Task A_sample_and_an_answer_that_is_kept_are_denied_on_record_too()
    {
        await using var rig = await new AdapterRig().StartAsync();
        var kept = rig.SignedQuestion(1_000, requestId: Id(2));
        await rig.Core.Queries.RunAsync(kept, AdapterRig.Cancellation);
        await CloseAsync(rig);

        await AssertUnavailableAsync(() => rig.Core.Queries.RunAsync(kept, AdapterRig.Cancellation));
        await AssertUnavailableAsync(() => rig.SampleAsync(2, requestId: Id(3)));
        await AssertUnavailableAsync(() => rig.AskAsync(0, requestId: Id(4)));

        await rig.RestartAsync();
        Assert.Equal([Id(2), Id(3), Id(4)], await DeniedAsync(rig));
    }

    [Fact]
    public async Task Who_did_not_sign_what_it_asks_is_told_so_and_never_reaches_the_reserve()
    {
        await using var rig = await new AdapterRig().StartAsync();
        await CloseAsync(rig);
        var reserve = Path.Combine(rig.AuditFolder, ReserveFile);
        var before = await File.ReadAllBytesAsync(reserve, Cancellation);
        var forged = rig.SignedQuestion(1_000);
        forged.Signature = Google.Protobuf.ByteString.CopyFrom(new byte[64]);

        await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Queries.RunAsync(forged, AdapterRig.Cancellation));

        Assert.Equal(before, await File.ReadAllBytesAsync(reserve, Cancellation));
    }

    [Fact]
    public async Task After_a_failed_sync_a_denial_is_nowhere_and_the_caller_is_told_the_same()
    {
        await using var rig = await new AdapterRig().StartAsync();
        rig.LogStorage!.FailsNextSync = true;

        await AssertUnavailableAsync(() => rig.AskAsync(1_000));
        await AssertUnavailableAsync(() => rig.AskAsync(1_000));

        Assert.True((await File.ReadAllBytesAsync(Path.Combine(rig.AuditFolder, ReserveFile), Cancellation)).All(b => b == 0));
    }

    [Fact]
    public async Task A_denial_under_which_the_disk_fills_up_is_on_record_as_what_was_told()
    {
        await using var rig = await new AdapterRig().StartAsync();
        rig.LogStorage!.IsFull = true;

        await AssertUnavailableAsync(() => rig.AskAsync(0, requestId: Id(4)));

        await rig.RestartAsync();
        var denial = Assert.Single(await rig.EntriesAsync());
        Assert.Equal((Decision.Deny, RefusalReason.AuditUnavailable), (denial.Intent.Decision, denial.Intent.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_broker_denied_is_on_its_log_after_the_next_start_and_says_who_asked_where_that_has_room(
        bool hasRoomForOpenings)
    {
        using var folder = new Cli.TemporaryFolder();
        using var key = SigningKey.Create();
        using var disk = SmallDisk.Mount(folder["state"], "size=80m");
        using var silo = new FakeSilo("a", 1, 10);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var (askedCount, deniedCount) = (0, 0);
        await using (var log = await OpenAsync(folder["state"], key, time))
        {
            using var broker = new TestBroker([silo], log: log);
            if (hasRoomForOpenings)
            {
                Assert.True(await AskAsync(broker)); // They are written into space that has its zeros.
            }

            disk.Fill();
            time.Advance(TimeSpan.FromSeconds(1));
            silo.Asked = () => askedCount++;
            for (var call = 0; deniedCount < CallsCount; call++)
            {
                Assert.InRange(call, 0, 1_000);
                askedCount = 0;
                var isAnswered = await AskAsync(broker);
                deniedCount += isAnswered ? 0 : 1;
                Assert.Equal(isAnswered ? 1 : 0, askedCount);
                time.Advance(TimeSpan.FromSeconds(1));
            }

            Assert.False(log.IsWritable);
        }

        disk.Resize("size=200m");
        await using (var log = await OpenAsync(folder["state"], key, time))
        {
            var denied = log.Accesses.Search(new(), 0, 10_000).Rows.Where(row => row.Decision == Decision.Deny).ToList();
            Assert.Equal(CallsCount, denied.Count);
            Assert.All(denied, row => Assert.Equal(RefusalReason.AuditUnavailable, row.Refusal));
            foreach (var row in denied)
            {
                var committed = EntryBytes.TryRead(await log.Log.ReadAsync(row.IntentIndex, Cancellation))!.Intent.Commitments;
                var openings = log.OpeningsOf(row.AccessId.ToString("D"));
                Assert.Equal(committed.Select(commitment => commitment.Digest.ToByteArray()), openings.Select(o => o.Digest));
                Assert.Equal(
                    hasRoomForOpenings ? [TestBroker.Trainer.Identity.Id] : [],
                    openings.Where(o => o.Tag == "trainer").Select(o => Encoding.UTF8.GetString(o.Value)));
            }
        }
    }

    private static Task<BrokerLog> OpenAsync(string state, SigningKey key, TimeProvider time) => BrokerLog.OpenAsync(
        state, new BrokerIdentity(TestBroker.Federation, "hub", key), time, Cancellation);

    private static async Task<bool> AskAsync(TestBroker broker)
    {
        try
        {
            await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Cancellation);
            return true;
        }
        catch (RefusalException exception)
        {
            Assert.Equal(RefusalReason.AuditUnavailable, exception.Refusal.Reason);
            return false;
        }
    }

    /// <summary>Asks until nothing is answered, and then as often again; the ids of what was denied.</summary>
    private static async Task<List<string>> AskAsync(AdapterRig rig)
    {
        var denied = new List<string>();
        for (var call = 0; denied.Count < CallsCount; call++)
        {
            Assert.InRange(call, 0, 10_000);
            try
            {
                await rig.AskAsync(1, requestId: Id(call));
                Assert.Empty(denied);
            }
            catch (RefusalException exception)
            {
                Assert.Equal(RefusalReason.AuditUnavailable, exception.Refusal.Reason);
                denied.Add(Id(call));
            }
        }

        return denied;
    }

    private static string Id(int number) => new Guid(number, 0, 0, new byte[8]).ToString("D");

    private static async Task CloseAsync(AdapterRig rig)
    {
        rig.LogStorage!.IsFull = true;
        await AssertUnavailableAsync(() => rig.AskAsync(2_000, requestId: Id(1)));
    }

    private static async Task AssertUnavailableAsync(Func<Task> call) =>
        Assert.Equal(RefusalReason.AuditUnavailable, (await Assert.ThrowsAsync<RefusalException>(call)).Refusal.Reason);

    private static async Task<IEnumerable<string>> DeniedAsync(AdapterRig rig) => (await rig.EntriesAsync())
        .Where(entry => entry.Intent is { Decision: Decision.Deny, Reason: RefusalReason.AuditUnavailable })
        .Select(entry => entry.Intent.RequestId).Where(id => id != Id(1));

    private static async Task AssertIntactAsync(string folder, string key)
    {
        var report = await LogFsck.CheckAsync(folder, key, progress: null, Cancellation);
        Assert.True(report.IsIntact, report.ToString());
    }
}
