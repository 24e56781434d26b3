using Federation.Audit.Tests;
using Federation.Faults.Recovery;
using Federation.Faults.Writing;
using Federation.Tests.Cli;

namespace Federation.Faults;

/// <summary>
/// Fault 1: <c>kill -9</c> of the process that writes a log, at any moment. A campaign: <c>FEDERATION_LOG_KILLS=1000</c>.
/// </summary>
public sealed class KillTests
{
    private const int KillsCountShort = 5;
    private const int KillsPerLog = 40;
    private const int DelayMsMin = 10;
    private const int DelayMsMax = 350;
    private const int WritersCount = 16;

    [Fact]
    public async Task No_kill_loses_an_acknowledged_entry_or_contradicts_a_signed_checkpoint()
    {
        var killsCount = Campaign.Count("FEDERATION_LOG_KILLS", KillsCountShort);
        var acknowledgedCount = 0;
        for (var first = 0; first < killsCount; first += KillsPerLog)
        {
            acknowledgedCount += await KillAsync(first, Math.Min(KillsPerLog, killsCount - first));
        }

        TestContext.Current.SendDiagnosticMessage("{0} kills, {1} entries acknowledged", killsCount, acknowledgedCount);
        Assert.True(acknowledgedCount > killsCount, "The kills met no work.");
    }

    private static async Task<int> KillAsync(int first, int count)
    {
        using var folder = new TemporaryFolder();
        var options = new WriterOptions
        {
            Log = folder["log"],
            Guard = folder["guard"],
            WritersCount = WritersCount,
            PauseMs = 1,
        };
        var acknowledged = new Acknowledged();
        for (var kill = first; kill < first + count; kill++)
        {
            await using var process = WriterProcess.Start(options, acknowledged);
            await process.OpenedAsync();
            await Task.Delay(DelayMs(kill), TestContext.Current.CancellationToken);
            await process.KillAsync();
            Assert.Null(await RecoveredLog.FaultAsync(options, acknowledged));
        }

        using var independent = new IndependentCheck();
        independent.Add("log", options.Log, LogWriter.Signer.VerifierKey);
        Assert.All(independent.Run(), check => Assert.True(check.Holds, check.Line));
        return acknowledged.Digests.Count;
    }

    /// <summary>Spread evenly, in an order of its own.</summary>
    private static int DelayMs(int kill) => DelayMsMin + (kill * 137 % (DelayMsMax - DelayMsMin));
}
