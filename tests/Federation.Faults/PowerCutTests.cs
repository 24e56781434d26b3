using Federation.Audit.Tests;
using Federation.Faults.Recovery;
using Federation.Faults.Writing;
using Federation.Tests.Cli;

namespace Federation.Faults;

/// <summary>
/// Fault 2: the power goes. The process is stopped, the file below its disk is copied without what the system still holds in
/// memory, and the copy is mounted. A campaign: <c>FEDERATION_DISK_CUTS=500</c>.
/// </summary>
/// <remarks>Where no loop device can be had, the disk in memory of <c>Federation.Audit.Tests</c> stands in for it.</remarks>
public sealed class PowerCutTests
{
    private const int CutsCountShort = 5;
    private const int CutsPerDisk = 20;
    private const int CutsForMutant = 3;
    private const int WritersCount = 8;

    [Fact]
    public async Task No_power_cut_loses_an_acknowledged_entry_or_contradicts_a_signed_checkpoint()
    {
        var cutsCount = Campaign.Count("FEDERATION_DISK_CUTS", CutsCountShort);
        for (var first = 0; first < cutsCount; first += CutsPerDisk)
        {
            var faults = await CutAsync(first, Math.Min(CutsPerDisk, cutsCount - first), ignoresSyncs: false);
            Assert.Empty(faults);
        }
    }

    [Fact]
    public async Task A_log_that_does_not_sync_is_found_out_within_three_cuts() =>
        Assert.NotEmpty(await CutAsync(0, CutsForMutant, ignoresSyncs: true));

    /// <summary>What was lost or contradicted; the same process writes on after each cut.</summary>
    private static async Task<List<string>> CutAsync(int first, int count, bool ignoresSyncs)
    {
        using var folder = new TemporaryFolder();
        using var disk = LoopDisk.TryCreate(folder["disk"]);
        Assert.SkipWhen(
            disk is null,
            "No loop device with ext4 can be had here (it needs root): power cuts run over the disk in memory only.");
        var options = Options(disk, ignoresSyncs);
        var acknowledged = new Acknowledged();
        await using var process = WriterProcess.Start(options, acknowledged);
        await process.OpenedAsync();
        var faults = new List<string>();
        for (var cut = first; cut < first + count; cut++)
        {
            await Task.Delay(50 + (cut * 137 % 300), TestContext.Current.CancellationToken);
            await process.StopAsync();
            using var after = disk.AfterPowerCut(folder["after"]);
            var toldBefore = acknowledged.Copy();
            process.Continue();
            var recovered = Options(after, ignoresSyncs: false);
            if (await RecoveredLog.FaultAsync(recovered, toldBefore) is { } fault)
            {
                faults.Add($"cut {cut}: {fault}");
            }
            else if (cut == first)
            {
                CheckIndependently(recovered);
            }
        }

        await process.KillAsync();
        return faults;
    }

    private static void CheckIndependently(WriterOptions recovered)
    {
        using var independent = new IndependentCheck();
        independent.Add("log", recovered.Log, LogWriter.Signer.VerifierKey);
        Assert.All(independent.Run(), check => Assert.True(check.Holds, check.Line));
    }

    private static WriterOptions Options(LoopDisk disk, bool ignoresSyncs) => new()
    {
        Log = disk["log"],
        Guard = disk["guard"],
        WritersCount = WritersCount,
        PauseMs = 5,
        IgnoresSyncs = ignoresSyncs,
    };
}
