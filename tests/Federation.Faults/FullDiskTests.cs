using Federation.Faults.Recovery;
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
        var place = Directory.CreateDirectory(folder["disk"]).FullName;
        Assert.SkipUnless(SystemProgram.Run("mount", "-t", "tmpfs", "-o", little, "tmpfs", place), "No tmpfs can be mounted here (it needs root).");
        try
        {
            var options = new WriterOptions { Log = Path.Combine(place, "log"), Guard = Path.Combine(place, "guard") };
            var acknowledged = new Acknowledged();
            await using var process = WriterProcess.Start(options, acknowledged);

            Assert.Equal(LogWriter.Refused, await process.EndedAsync());

            Assert.NotEmpty(acknowledged.Digests);
            Assert.True(SystemProgram.Run("mount", "-o", "remount," + more, place));
            Assert.Null(await RecoveredLog.FaultAsync(options, acknowledged));
        }
        finally
        {
            Assert.True(SystemProgram.Run("umount", place));
        }
    }
}
