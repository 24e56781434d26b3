using System.Diagnostics;
using System.Text;

namespace Federation.Simulation.Crashes;

/// <summary>A host as its operator runs it: a process of its own, which can be killed at any moment.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(string kind, string configFile)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { Program(), kind, "run", "-c", configFile })
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts <c>federation KIND run</c> and waits for its line <c>READY …</c>.</summary>
    public static async Task<GatewayProcess> StartAsync(
        string kind, string configFile, CancellationToken cancellationToken)
    {
        var process = new GatewayProcess(kind, configFile);
        var ended = process._process.WaitForExitAsync(cancellationToken);
        var first = await Task.WhenAny(process._ready.Task, ended, Task.Delay(Patience, cancellationToken));
        if (first == process._ready.Task)
        {
            return process;
        }

        await process.DisposeAsync();
        throw new InvalidOperationException($"The {kind} does not start.\n{process.Output()}");
    }

    /// <summary>Ends it as a power cut would: SIGKILL, nothing is flushed, nothing is told.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Assert.False(_process.HasExited, $"The process ended by itself.\n{Output()}");
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ends it as an operator would: SIGTERM, and it has to end well.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var signal = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine(Output()); // Shown where the test fails.
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.StartsWith("READY ", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }

    /// <summary>The command, as the build leaves it beside this test program.</summary>
    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(folder.Parent!.Parent!.FullName, "Federation.Cli", folder.Name, "federation.dll");
    }
}
