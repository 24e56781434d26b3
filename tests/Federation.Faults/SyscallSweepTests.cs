using Federation.Faults.Recovery;
using Federation.Faults.Sweeping;

namespace Federation.Faults;

/// <summary>
/// Faults 3 and 4: each call to the system by which a log is written or read fails once, in each way that calls fail. A
/// campaign: <c>FEDERATION_SYSCALLS=1</c> lets every one fail, the short form a few of them.
/// </summary>
/// <remarks>The method is Tessera's; the calls are failed by strace, which counts them for each thread.</remarks>
public sealed class SyscallSweepTests
{
    private const int EveryShort = 7;
    private const int NumberMax = 200;

    private static bool IsWhole => Campaign.Count("FEDERATION_SYSCALLS", 0) > 0;

    [Fact]
    public async Task No_failing_call_loses_an_acknowledged_entry_or_lets_a_log_go_on()
    {
        Assert.SkipUnless(HinderedRun.IsPossible, "strace is not here.");
        var names = await NamesAsync();
        var (runsCount, injectedCount, faults) = (0, 0, new List<string>());
        foreach (var first in IsWhole ? Every() : Every().Where((_, place) => place % EveryShort == 0))
        {
            for (var call = first; call.Number <= NumberMax; call = call with { Number = call.Number + 1 })
            {
                runsCount++;
                var wasInjected = await IsInjectedAsync(call, names, faults);
                injectedCount += wasInjected ? 1 : 0;
                if (!wasInjected || !IsWhole)
                {
                    break;
                }
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0} runs, {1} with a call that failed", runsCount, injectedCount);
        Assert.Empty(faults);
        Assert.True(injectedCount > 0, "No call failed: nothing was tried.");
    }

    /// <summary>fsyncgate: a sync that failed once and would succeed afterwards is never tried again.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task After_a_sync_that_failed_nothing_is_acknowledged_though_the_next_would_succeed(int number)
    {
        Assert.SkipUnless(HinderedRun.IsPossible, "strace is not here.");
        using var run = new HinderedRun();

        await run.RunAsync(new SystemCall("fdatasync", "EIO", number), await NamesAsync());

        Assert.True(run.WasInjected, run.Trace);
        Assert.NotEqual(Writing.LogWriter.Ended, run.ExitCode);
        Assert.Null(await RecoveredLog.FaultAsync(run.Options, run.Acknowledged));
    }

    /// <summary>Each call with each of its failures, from the first time that it is made.</summary>
    private static IEnumerable<SystemCall> Every() =>
        SystemCall.Names.SelectMany(name => SystemCall.Faults.Select(fault => new SystemCall(name, fault, 1)));

    private static async Task<IReadOnlyList<string>> NamesAsync()
    {
        using var run = new HinderedRun();
        await run.RunAsync(call: null, []);
        Assert.Equal(Writing.LogWriter.Ended, run.ExitCode);
        Assert.Null(await RecoveredLog.FaultAsync(run.Options, run.Acknowledged));
        return run.Names();
    }

    private static async Task<bool> IsInjectedAsync(SystemCall call, IReadOnlyList<string> names, List<string> faults)
    {
        using var run = new HinderedRun();
        await run.RunAsync(call, names);
        if (run.WasInjected && await RecoveredLog.FaultAsync(run.Options, run.Acknowledged) is { } fault)
        {
            faults.Add($"{call}, exit {run.ExitCode}: {fault}\n{run.Trace}");
        }

        return run.WasInjected;
    }
}
