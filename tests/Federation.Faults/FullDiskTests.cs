using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Faults.Recovery;
using Federation.Faults.Writing;
using Federation.Tests.Cli;

namespace Federation.Faults;

/// <summary>Fault 5: the disk of a log is full, in bytes or in files.</summary>
public sealed class FullDiskTests
{
    private const int DenialsCount = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("size=3m", "size=24m")]
    [InlineData("size=24m,nr_inodes=28", "nr_inodes=4000")]
    public async Task A_full_disk_stops_the_log_and_with_more_room_it_goes_on_from_what_it_acknowledged(
        string little, string more)
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], little);
        var options = new WriterOptions { Log = Path.Combine(folder["disk"], "log"), Guard = Path.Combine(folder["disk"], "guard") };
        var acknowledged = new Acknowledged();
        await using var process = WriterProcess.Start(options, acknowledged);

        Assert.Equal(LogWriter.Refused, await process.EndedAsync());

        Assert.NotEmpty(acknowledged.Digests);
        disk.Resize(more);
        Assert.Null(await RecoveredLog.FaultAsync(options, acknowledged));
    }

    [Theory]
    [InlineData("size=3m", "size=24m")]
    [InlineData("size=24m,nr_inodes=28", "nr_inodes=4000")]
    public async Task What_is_denied_on_a_full_disk_is_on_the_log_once_there_is_room(string little, string more)
    {
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], little);
        var options = OptionsIn(folder["disk"]);
        var (appendedCount, denials) = await DenyAsync(options, fill: () => { });

        disk.Resize(more);

        await AssertDeniedOnceAsync(options, appendedCount, denials);
    }

    [Fact]
    public async Task What_is_denied_on_a_full_disk_survives_a_power_cut()
    {
        using var folder = new TemporaryFolder();
        using var disk = LoopDisk.TryCreate(folder["before"]);
        Assert.SkipWhen(disk is null, "No loop device can be mounted here (it needs root).");
        var (appendedCount, denials) = await DenyAsync(
            OptionsIn(disk[""]), fill: () => SmallDisk.Fill(disk[""]));

        using var after = disk.AfterPowerCut(folder["after"]);
        File.Delete(after["filler"]);

        await AssertDeniedOnceAsync(OptionsIn(after[""]), appendedCount, denials);
    }

    private static WriterOptions OptionsIn(string folder) =>
        new() { Log = Path.Combine(folder, "log"), Guard = Path.Combine(folder, "guard") };

    /// <summary>Appends until the disk is full, and then has denials kept.</summary>
    private static async Task<(long AppendedCount, List<string> Denials)> DenyAsync(WriterOptions options, Action fill)
    {
        var denials = new List<string>();
        await using var log = await LogWriter.OpenAsync(options, Cancellation);
        fill();
        await Assert.ThrowsAsync<AuditLogUnavailableException>(async () =>
        {
            while (true)
            {
                await log.AppendAsync(new byte[1_500], Cancellation);
                log.Publish();
            }
        });
        var appendedCount = log.Count;
        for (var number = 0; number < DenialsCount; number++)
        {
            var denial = EntryBytes.Write(new AuditEntry
            {
                AccessId = Guid.NewGuid().ToString("D"),
                Intent = new Intent { Decision = Decision.Deny },
            });
            denials.Add(Convert.ToHexString(denial));
            Assert.Null(await log.KeepDenialAsync(denial));
        }

        return (appendedCount, denials);
    }

    private static async Task AssertDeniedOnceAsync(WriterOptions options, long appendedCount, List<string> denials)
    {
        for (var start = 0; start < 2; start++)
        {
            await using var log = await LogWriter.OpenAsync(options, Cancellation);
            var entries = new List<string>();
            await foreach (var (_, entry) in log.ReadAllAsync(Cancellation))
            {
                entries.Add(Convert.ToHexString(entry.Span));
            }

            Assert.Equal(denials, entries[(int)appendedCount..]);
        }

        var report = await LogFsck.CheckAsync(options.Log, LogWriter.Signer.VerifierKey, progress: null, Cancellation);
        Assert.True(report.IsIntact, report.ToString());
    }
}
