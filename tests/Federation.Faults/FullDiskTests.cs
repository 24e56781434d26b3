using Federation.Faults.Recovery;
using Federation.Faults.Sweeping;
using Federation.Faults.Writing;
using Federation.Tests.Cli;

namespace Federation.Faults;

/// <summary>Fault 5: the disk of a log is full, in bytes or in files.</summary>
public sealed class FullDiskTests
{
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
        var denied = await DeniedLog.WriteAsync(options, fill: () => { });

        disk.Resize(more);

        await denied.AssertToldOnceAsync(options);
    }

    [Fact]
    public async Task A_start_that_is_killed_at_any_write_or_sync_while_it_takes_denials_leaves_each_once()
    {
        Assert.SkipUnless(HinderedRun.IsPossible, "strace is not here.");
        using var folder = new TemporaryFolder();
        using var disk = SmallDisk.Mount(folder["disk"], "size=3m");
        var options = OptionsIn(folder["disk"]);
        var denied = await DeniedLog.WriteAsync(options, fill: () => { });
        var killedCount = 0;
        foreach (var call in Kills())
        {
            using var run = new HinderedRun();
            Assert.True(SystemProgram.Run("cp", "-a", options.Log, run.Options.Log));
            File.Copy(options.Guard, run.Options.Guard);

            await run.RunAsync(call, run.Names());

            killedCount += run.WasInjected ? 1 : 0;
            await denied.AssertToldOnceAsync(run.Options);
        }

        Assert.InRange(killedCount, 5, 11); // The log is written and synced once, its reserve twice.
    }

    [Fact]
    public async Task What_is_denied_on_a_full_disk_survives_a_power_cut()
    {
        using var folder = new TemporaryFolder();
        using var disk = LoopDisk.TryCreate(folder["before"]);
        Assert.SkipWhen(disk is null, "No loop device can be mounted here (it needs root).");
        var denied = await DeniedLog.WriteAsync(OptionsIn(disk[""]), fill: () => SmallDisk.Fill(disk[""]));

        using var after = disk.AfterPowerCut(folder["after"]);
        File.Delete(after["filler"]);

        await denied.AssertToldOnceAsync(OptionsIn(after[""]));
    }

    private static IEnumerable<SystemCall> Kills() =>
    [
        .. Enumerable.Range(1, 6).Select(number => new SystemCall("pwrite64", "SIGKILL", number)),
        .. Enumerable.Range(1, 5).Select(number => new SystemCall("fdatasync", "SIGKILL", number)),
    ];

    private static WriterOptions OptionsIn(string folder) =>
        new() { Log = Path.Combine(folder, "log"), Guard = Path.Combine(folder, "guard") };
}
