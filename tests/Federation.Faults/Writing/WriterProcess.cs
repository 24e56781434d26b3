using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Federation.Faults.Writing;

/// <summary>A process that writes a log, and all that it said. It is gone when this is.</summary>
internal sealed class WriterProcess : IAsyncDisposable
{
    private const int SignalStop = 19;
    private const int SignalContinue = 18;
    private readonly Process _process;
    private readonly Acknowledged _acknowledged;
    private readonly Task _reading;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int _linesCount;

    private WriterProcess(Process process, Acknowledged acknowledged)
    {
        (_process, _acknowledged) = (process, acknowledged);
        _reading = ReadAsync();
    }

    /// <summary>Starts it, under another program where one is given, such as strace with its arguments.</summary>
    public static WriterProcess Start(WriterOptions options, Acknowledged acknowledged, params IReadOnlyList<string> under)
    {
        string[] words =
        [
            .. under, "dotnet", typeof(WriterProcess).Assembly.Location, LogWriter.Command, .. options.Words(),
        ];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0"; // It starts sooner, and lives for a second.
        return new WriterProcess(Process.Start(start)!, acknowledged);
    }

    /// <summary>Waits until the log is open, or the process ended without.</summary>
    public async Task OpenedAsync() =>
        await Task.WhenAny(_opened.Task, _reading).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>Waits for its end by itself. Its exit code; 137 where it was killed.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Stops it where it is, as a power cut does, and waits until all that it had said is heard.</summary>
    public async Task StopAsync()
    {
        Signal(SignalStop);
        for (var heard = -1; heard != _linesCount; await Task.Delay(20))
        {
            heard = _linesCount;
        }
    }

    public void Continue() => Signal(SignalContinue);

    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _acknowledged.Take(line);
            _linesCount++;
            if (line.StartsWith("OPEN", StringComparison.Ordinal))
            {
                _opened.TrySetResult();
            }
        }
    }

    private void Signal(int number) => Assert.Equal(0, Kill(_process.Id, number));

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
