using Federation.Faults.Writing;
using Federation.Tests.Cli;

namespace Federation.Faults.Sweeping;

/// <summary>One run of the writing process in which the system fails one call on the files of its log.</summary>
internal sealed class HinderedRun : IDisposable
{
    private const string Strace = "/usr/bin/strace";
    private const string Marker = "(INJECTED)";
    private const int EntriesCount = 10;
    private readonly TemporaryFolder _folder = new();

    public static bool IsPossible => File.Exists(Strace);

    public WriterOptions Options => new() { Log = _folder["log"], Guard = _folder["guard"], EntriesCount = EntriesCount };

    public Acknowledged Acknowledged { get; } = new();

    /// <summary>Whether the call was ever made, so that it could fail.</summary>
    public bool WasInjected { get; private set; }

    public int ExitCode { get; private set; }

    /// <summary>The calls that failed, and what else strace said.</summary>
    public string Trace { get; private set; } = "";

    /// <summary>Runs it.</summary>
    /// <param name="call">What fails; null lets all succeed.</param>
    /// <param name="names">The files of such a log, as an earlier run left them, below its folder.</param>
    public async Task RunAsync(SystemCall? call, IReadOnlyList<string> names)
    {
        var trace = _folder["trace"];
        var paths = names.Append("").SelectMany(name => new[] { "-P", Path.Combine(Options.Log, name).TrimEnd('/') })
            .Concat(["-P", Options.Guard, "-P", Options.Guard + ".tmp"]);
        string[] under = call is null
            ? []
            : [Strace, "-f", "-qq", .. FilterOf(call), "-o", trace, "-e", "trace=" + call.Name, "-e", call.Injection, .. paths];
        await using var process = WriterProcess.Start(Options, Acknowledged, under);
        ExitCode = await process.EndedAsync();
        Trace = File.Exists(trace) ? await File.ReadAllTextAsync(trace) : "";
        WasInjected = Trace.Contains(Marker, StringComparison.Ordinal)
            || Trace.Contains("killed by SIGKILL", StringComparison.Ordinal);
    }

    /// <summary>Files and folders of the log now, and what each is called while it is written.</summary>
    public IReadOnlyList<string> Names() =>
    [
        .. Directory.EnumerateFileSystemEntries(Options.Log, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Options.Log, path))
            .SelectMany(name => new[] { name, name + ".tmp" }),
    ];

    public void Dispose() => _folder.Dispose();

    /// <summary>Other calls need not stop for strace. With this filter, strace 6.1 sends no signal but at the first call.
    /// </summary>
    private static string[] FilterOf(SystemCall call) => call.IsKill ? [] : ["--seccomp-bpf"];
}
