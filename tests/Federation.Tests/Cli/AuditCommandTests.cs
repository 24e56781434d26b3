using Federation.Audit;
using Federation.Sealing;

namespace Federation.Tests.Cli;

public sealed class AuditCommandTests
{
    [Fact]
    public async Task An_intact_log_is_zero_and_an_altered_entry_is_one_and_named()
    {
        using var folder = new TemporaryFolder();
        var verifierKey = await WriteLogAsync(folder["log"]);
        var intact = await CommandLine.RunAsync("audit", "verify", folder["log"], "--key", verifierKey);
        Assert.Equal((0, ""), (intact.ExitCode, intact.Error));

        var segment = Directory.EnumerateFiles(folder["log"], "*.seg", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        var place = bytes.AsSpan().IndexOf("entry number 3"u8);
        bytes[place] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);
        var altered = await CommandLine.RunAsync("audit", "verify", folder["log"], "--key", verifierKey, "--json");
        Assert.Equal(1, altered.ExitCode);
        Assert.Contains("\"firstBadIndex\": 3", altered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_none_is_two_and_a_folder_that_is_not_there_is_three()
    {
        using var folder = new TemporaryFolder();
        var verifierKey = await WriteLogAsync(folder["log"]);
        Assert.Equal(2, (await CommandLine.RunAsync("audit", "verify", folder["log"], "--key", "x")).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync("audit", "verify", folder["no"], "--key", verifierKey)).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Witnesses_of_a_policy_are_counted_and_their_quorum_is_asked_for(bool isFromEntries)
    {
        using var folder = new TemporaryFolder();
        var (one, two) = (new Cosigner("w/1", SigningKey.Create()), new Cosigner("w/2", SigningKey.Create()));
        var verifierKey = await WriteLogAsync(folder["log"], one);
        if (!isFromEntries)
        {
            Directory.Delete(Path.Combine(folder["log"], "wal"), recursive: true);
        }

        var witnesses = $"witness one {one.VerifierKey}\nwitness two {two.VerifierKey}\n";
        var any = await VerifyAsync("any");
        Assert.Equal((0, ""), (any.ExitCode, any.Error));
        Assert.Contains(
            "OK  1 witnesses of the policy cosigned the log of 6 entries: one at 2023-11-14", any.Output,
            StringComparison.Ordinal);
        var all = await VerifyAsync("all");
        Assert.Equal(1, all.ExitCode);
        Assert.Contains("NO QUORUM 1 witnesses", all.Output, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder["log"], "cosigned"));
        var none = await VerifyAsync("any");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("NO QUORUM No checkpoint of the log is cosigned.", none.Output, StringComparison.Ordinal);
        var wrong = await VerifyAsync("2000");
        Assert.Equal(2, wrong.ExitCode);

        async Task<(int ExitCode, string Output, string Error)> VerifyAsync(string rule)
        {
            await File.WriteAllTextAsync(
                folder["policy"], $"{witnesses}group g {rule} one two\nquorum g\n",
                TestContext.Current.CancellationToken);
            var run = await CommandLine.RunAsync(
                "audit", "verify", folder["log"], "--key", verifierKey, "--policy", folder["policy"]);
            return (run.ExitCode, run.Output, run.Error);
        }
    }

    private static async Task<string> WriteLogAsync(string directory, Cosigner? witness = null)
    {
        using var key = SigningKey.Create();
        var notes = new NoteSigner("demo.federation/adapter/a/audit", key);
        await using var log = await AuditLog.OpenAsync(
            new AuditLogOptions
            {
                Directory = directory,
                Origin = notes.Name,
                SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
            },
            notes, TimeProvider.System, TestContext.Current.CancellationToken);
        for (var number = 0; number < 6; number++)
        {
            await log.AppendAsync(
                System.Text.Encoding.UTF8.GetBytes($"entry number {number}"), TestContext.Current.CancellationToken);
        }

        if (witness is not null)
        {
            var text = log.SignCheckpoint().Split("\n\n")[0] + "\n";
            log.TakeCosignatures(6, witness.Cosign(text, 1_700_000_000));
        }

        return notes.VerifierKey;
    }
}
