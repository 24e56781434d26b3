using System.Diagnostics;
using Federation.Tests.Cli;

namespace Federation.Tests.BadInput;

/// <summary>What an adapter asks of the system, seen with strace: which files it syncs, and in which order.</summary>
public sealed class OrderOnDiskTests
{
    [Fact]
    public async Task An_answers_bytes_are_synced_before_its_release_is_and_both_before_it_leaves()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "strace is not here.");
        await using var adapter = new RealAdapter();
        using var folder = new TemporaryFolder();
        using var process = Start(adapter.OptionsFile, folder["calls"]);
        try
        {
            var address = await RealAdapter.ReadyAsync(process);
            var answer = await adapter.AskAsync(adapter.SignedQuestion(1_000_000), address);
            Assert.Equal("0", answer["grpc-status"]);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var calls = await File.ReadAllLinesAsync(folder["calls"], TestContext.Current.CancellationToken);
        int[] Syncs(string path) => [.. Enumerable.Range(0, calls.Length)
            .Where(i => IsSync(calls[i]) && calls[i].Contains(path, StringComparison.Ordinal))];
        var answers = Syncs("/answers/wal/"); // A new segment, its folder, then the answer's bytes in it.
        var names = Syncs("/answers/wal>");
        var log = Syncs("/audit/wal/");
        Assert.True(names.Length == 1 && answers[^1] > names[0], "The segment's name, then the answer's bytes.");
        Assert.Contains(log, i => i < answers[^1]); // The INTENT.
        Assert.Contains(log, i => i > answers[^1]); // The RELEASE.
    }

    private static bool IsSync(string call) => call.Contains("sync(", StringComparison.Ordinal);

    private static Process Start(string options, string calls)
    {
        var start = new ProcessStartInfo("/usr/bin/strace")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-f", "-y", "-qq", "-e", "trace=fsync,fdatasync", "-o", calls,
                "dotnet", Path.Combine(AppContext.BaseDirectory, "federation.dll"), "adapter", "run", "--config",
                options,
            },
        };
        return Process.Start(start)!;
    }
}
