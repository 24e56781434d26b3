using System.Diagnostics;
using System.Globalization;
using Federation.Contracts.Audit.V1;
using Federation.Tests.Cli;
using Google.Protobuf;

namespace Federation.Tests.BadInput;

/// <summary>
/// Fault 7: what a whole adapter asks of the system, followed with strace over many answers: no answer leaves before its
/// RELEASE is durable. A campaign: <c>FEDERATION_ORDERED_ANSWERS=100000</c>.
/// </summary>
public sealed class ReleaseOrderTests
{
    private const int AnswersCountShort = 120;
    private const string Strace = "/usr/bin/strace";
    private const string File = "<\\x2f\\x61\\x75\\x64\\x69\\x74\\x2f\\x77\\x61\\x6c\\x2f\\x30>";

    private static int AnswersCount => int.TryParse(
        Environment.GetEnvironmentVariable("FEDERATION_ORDERED_ANSWERS"), CultureInfo.InvariantCulture, out var count)
        ? count
        : AnswersCountShort;

    [Fact]
    public async Task No_answer_leaves_before_its_release_is_durable()
    {
        Assert.SkipUnless(System.IO.File.Exists(Strace), "strace is not here.");
        await using var adapter = new RealAdapter(requestsMax: 1_000_000, replySlotMs: 0);
        using var folder = new TemporaryFolder();
        using var pipe = Process.Start("mkfifo", folder["calls"]);
        await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var process = Start(adapter.OptionsFile, folder["calls"]);
        var oracle = new OrderOracle();
        var following = Task.Run(() => Follow(folder["calls"], oracle), TestContext.Current.CancellationToken);
        try
        {
            var address = await RealAdapter.ReadyAsync(process);
            using var client = adapter.Client();
            for (var number = 0; number < AnswersCount; number++) // The same question: only the first one costs anything.
            {
                var answer = await adapter.AskAsync(adapter.SignedQuestion(1_000_000), address, client);
                Assert.Equal("0", answer["grpc-status"]);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await following;
        }

        Assert.Equal((AnswersCount, 0), (oracle.AnswersCount, oracle.InversionsCount));
    }

    [Theory]
    [InlineData("intent sync release sync send", 0)]
    [InlineData("intent sync release send sync", 1)]
    [InlineData("intent sync release failing-sync send", 1)]
    [InlineData("intent sync sync-begins release sync-ends send", 1)]
    [InlineData("intent sync release sync-begins send sync-ends", 1)]
    [InlineData("intent sync release sync-begins sync-ends send", 0)]
    [InlineData("intent sync release sync send intent sync send release sync", 1)]
    public void An_answer_that_leaves_too_early_is_found(string calls, int inversionsCount)
    {
        var oracle = new OrderOracle();
        foreach (var call in calls.Split(' '))
        {
            oracle.Take(call switch
            {
                "intent" => Write(new AuditEntry { Intent = new Intent() }),
                "release" => Write(new AuditEntry { Release = new ReleaseRecord() }),
                "sync" => $"7 fdatasync(9{File}) = 0",
                "failing-sync" => $"7 fdatasync(9{File}) = -1 EIO (Input/output error) (INJECTED)",
                "sync-begins" => $"8 fdatasync(9{File} <unfinished ...>",
                "sync-ends" => "8 <... fdatasync resumed>) = 0",
                _ => $"7 sendmsg(5<socket:[1]>, \"{string.Concat(Enumerable.Repeat("\\x00", 600))}\") = 600",
            });
        }

        Assert.Equal(inversionsCount, oracle.InversionsCount);
    }

    private static string Write(AuditEntry entry)
    {
        byte[] content = [0x01, .. entry.ToByteArray()];
        byte[] record = [.. BitConverter.GetBytes(content.Length), .. new byte[12], .. content];
        return $"7 pwrite64(9{File}, \"{string.Concat(record.Select(one => $"\\x{one:x2}"))}\", {record.Length}, 0) = {record.Length}";
    }

    private static void Follow(string calls, OrderOracle oracle)
    {
        using var lines = new StreamReader(calls);
        while (lines.ReadLine() is { } line)
        {
            oracle.Take(line);
        }
    }

    private static Process Start(string options, string calls) => Process.Start(new ProcessStartInfo(Strace)
    {
        RedirectStandardOutput = true,
        ArgumentList =
        {
            "-f", "-y", "-qq", "-xx", "--seccomp-bpf", "-s", "8192", "-e", "trace=pwrite64,fdatasync,sendmsg,sendto", "-o", calls,
            "dotnet", Path.Combine(AppContext.BaseDirectory, "federation.dll"), "adapter", "run", "--config", options,
        },
    })!;
}
