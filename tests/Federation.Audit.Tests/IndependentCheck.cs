using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Federation.Audit.Tests;

/// <summary>The second implementation, in Go, that shares no code with ours: <c>tests/independent</c>.</summary>
internal sealed class IndependentCheck : IDisposable
{
    private static readonly Lazy<(int ExitCode, string Output, string Error)?> Built = new(Build);

    private static readonly string Program = Path.Combine(Path.GetTempPath(), $"independent-{Environment.ProcessId}");

    private readonly Federation.Tests.Cli.TemporaryFolder _folder = new();
    private readonly List<string> _checks = [];

    public IndependentCheck()
    {
        var built = Built.Value;
        Assert.SkipWhen(
            built is null, "go is not here (Debian: golang-go and golang-golang-x-mod-dev), so nothing is checked independently.");
        Assert.SkipWhen(
            built.Value.Error.Contains("cannot find package", StringComparison.Ordinal),
            "golang.org/x/mod is not here (Debian: golang-golang-x-mod-dev), so nothing is checked independently.");
        Assert.True(built.Value.ExitCode == 0, built.Value.Error);
    }

    public string this[string name] => _folder[name];

    /// <summary>Writes a file for a check; its path.</summary>
    public string Write(string text) => Write(System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(byte[] content)
    {
        var path = _folder[$"file-{Guid.NewGuid():N}"];
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Add(params string[] words) => _checks.Add(string.Join(' ', words));

    /// <summary>Runs all checks that were added; whether each holds, in order.</summary>
    public IReadOnlyList<(bool Holds, string Line)> Run()
    {
        var run = Run(Program, [], _folder.Path, string.Join('\n', _checks) + "\n");
        var lines = run!.Value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(_checks.Count, lines.Length);
        return [.. lines.Select(line => (line.StartsWith("ok ", StringComparison.Ordinal), line))];
    }

    public void Dispose() => _folder.Dispose();

    private static (int ExitCode, string Output, string Error)? Build()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(Program);
        return Run("go", ["build", "-o", Program, "."], Sources(), input: "");
    }

    private static string Sources([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../independent"));

    private static (int ExitCode, string Output, string Error)? Run(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GO111MODULE"] = "off"; // Debian's packages are found by path; nothing is fetched.
        start.Environment["GOPATH"] = "/usr/share/gocode";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(); // Read before anything is written: pipes are short.
            var output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (process.ExitCode, output.Result, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
