using System.Diagnostics;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Adapter;

namespace Federation.Tests.BadInput;

/// <summary>A store that vanishes, a database that is locked, a disk that is full.</summary>
public sealed class FailingPlaceTests
{
    public static TheoryData<string> Ways => new("deleted", "replaced", "grown", "corrupt", "locked");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_store_that_cannot_be_read_is_refused_in_type_on_record_and_the_debit_stays(string way)
    {
        await using var rig = await new AdapterRig
        {
            Source = way switch
            {
                "corrupt" => CanaryData.CorruptParquet,
                "locked" => CanaryData.Sqlite,
                _ => CanaryData.Csv,
            },
            LineageEpsilonMicrosMax = 1_000,
        }.StartAsync();
        var path = Directory.EnumerateFiles(rig.Folder).Single();
        using var locked = way == "locked" ? new LockedDatabase(path) : null;
        rig.Store!.BeforeRead = () => Harm(path, way);

        var watch = Stopwatch.StartNew();
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.AskAsync(1_000));

        Assert.Equal(RefusalReason.StoreUnavailable, refusal.Refusal.Reason);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(RefusalReason.BudgetExhausted, (await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(1, request => P2FundedTests.Distinguish(request, 1)))).Refusal.Reason);
        var entries = await rig.EntriesAsync();
        Assert.Equal([Decision.Allow, Decision.Deny, Decision.Deny], entries.Select(entry => entry.Intent.Decision));
        Assert.Equal(RefusalReason.StoreUnavailable, entries[1].Intent.Reason);
    }

    [Fact]
    public async Task A_full_disk_under_the_log_stops_everything_and_loses_nothing_that_was_acknowledged()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(600);
        var kept = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);
        rig.LogStorage!.FailsNextWrite = true;

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.AskAsync(400, request => P2FundedTests.Distinguish(request, 1)));

        Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        Assert.False(rig.Core.IsWritable);
        await rig.RestartAsync(); // The holder made room.
        Assert.Equal(kept.Envelope, (await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation)).Envelope);
        await rig.AskAsync(400, request => P2FundedTests.Distinguish(request, 1));
    }

    [Fact]
    public async Task A_full_disk_under_the_openings_stops_everything_and_health_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        await using var rig = new AdapterRig();
        Directory.CreateDirectory(Path.Combine(rig.Folder, "state"));
        File.CreateSymbolicLink(Path.Combine(rig.Folder, "state", "openings"), "/dev/full");
        await rig.StartAsync();
        var envelope = rig.SignedQuestion(1_000);

        for (var number = 0; number < 3; number++)
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(
                () => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));
            Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        }

        Assert.Equal(0, rig.Store!.ReadsCount);
        Assert.False(rig.Core.IsWritable);
    }

    [Fact]
    public async Task A_full_disk_under_the_answers_lets_nothing_leave_and_the_debit_serves_the_next_try()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        var envelope = rig.SignedQuestion(1_000);
        var answers = Path.Combine(rig.Folder, "state", "answers", "wal");
        rig.Store!.BeforeRead = () => Directory.Delete(answers); // No segment can be made.
        await Assert.ThrowsAsync<RefusalException>(() => rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation));
        rig.Store.BeforeRead = () => { };
        Directory.CreateDirectory(answers);

        var release = await rig.Core.Queries.RunAsync(envelope, AdapterRig.Cancellation);

        Assert.Equal(1_000, StatisticRelease.Parser.ParseFrom(release.Envelope.Payload).LineageCost.EpsilonMicros);
        Assert.Single(await rig.EntriesAsync(), entry => entry.Intent?.Decision == Decision.Allow);
    }

    private static void Harm(string path, string way)
    {
        switch (way)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "replaced":
                File.WriteAllText(path, "pid,sex,age,note\n");
                break;
            case "grown":
                File.AppendAllText(path, "9,f,30,a\n");
                break;
            default:
                break;
        }
    }
}
