using Federation.Audit;
using Federation.Sealing;

namespace Federation.Tests.Cli;

/// <summary>What an operator does with a log of its own, while nothing runs.</summary>
public sealed class OperatedLogTests
{
    private const string Origin = "demo.federation/adapter/a/audit";

    [Fact]
    public async Task The_log_opens_with_the_new_key_only_and_who_trusts_the_old_one_verifies_it()
    {
        using var folder = new TemporaryFolder();
        var old = await InitAsync(folder);
        var run = await CommandLine.RunAsync("audit", "rotate-key", "--adapter", folder["adapter.yaml"]);
        Assert.Equal(0, run.ExitCode);
        var next = KeyOf(folder);
        Assert.NotEqual(old.VerifierKey, next.VerifierKey);
        Assert.Contains(next.VerifierKey, Text(folder, "keys/adapter/a/public.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(old.VerifierKey, Text(folder, "keys/adapter/a/public.yaml"), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["keys/adapter/a/log.key.next"]));
        await AppendAsync(folder, next);
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => AppendAsync(folder, old));
        foreach (var key in new[] { old, next })
        {
            Assert.Equal(0, (await CommandLine.RunAsync("audit", "verify", folder["state/audit"], "--key", key.VerifierKey)).ExitCode);
        }
    }

    [Fact]
    public async Task The_new_key_is_readable_by_its_owner_alone_and_one_that_was_made_before_is_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a matter of Unix.");
        using var folder = new TemporaryFolder();
        await InitAsync(folder);
        using var made = SigningKey.Create();
        await File.WriteAllTextAsync(
            folder["keys/adapter/a/log.key.next"], Convert.ToBase64String(made.ExportSeed()), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await CommandLine.RunAsync("audit", "rotate-key", "--adapter", folder["adapter.yaml"])).ExitCode);
        Assert.Equal(new NoteSigner(Origin, made).VerifierKey, KeyOf(folder).VerifierKey);
        Assert.Equal(0, (await CommandLine.RunAsync("audit", "rotate-key", "--adapter", folder["adapter.yaml"])).ExitCode);
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(folder["keys/adapter/a/log.key"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_log_is_closed_and_goes_on_in_its_next_shard_and_what_was_may_go()
    {
        using var folder = new TemporaryFolder();
        var first = await InitAsync(folder);
        Assert.Equal(1, (await CommandLine.RunAsync("audit", "retain", folder["state/audit"], "--before", "1")).ExitCode);
        var run = await CommandLine.RunAsync("audit", "shard", "--adapter", folder["adapter.yaml"], "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{Origin}/2+", run.Output, StringComparison.Ordinal);
        foreach (var shard in new[] { "state/audit", "state/audit-2" })
        {
            Assert.Equal(0, (await CommandLine.RunAsync("audit", "verify", folder[shard], "--key", first.VerifierKey)).ExitCode);
        }

        Assert.Equal(2, (await CommandLine.RunAsync("audit", "retain", folder["state/audit"], "--before", "soon")).ExitCode);
        Assert.Equal(0, (await CommandLine.RunAsync("audit", "retain", folder["state/audit"], "--before", "2100-01-01")).ExitCode);
        var verified = await CommandLine.RunAsync("audit", "verify", folder["state/audit"], "--key", first.VerifierKey);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("no longer readable", verified.Output, StringComparison.Ordinal);
        var searched = await CommandLine.RunAsync("audit", "search", folder["state/audit"]);
        Assert.Contains("no longer readable", searched.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync("audit", "shard", "--adapter", folder["adapter.yaml"])).ExitCode);
        Assert.True(Directory.Exists(folder["state/audit-3"]));
    }

    [Fact]
    public async Task Neither_party_nor_both_are_a_matter_of_usage()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, (await CommandLine.RunAsync("audit", "rotate-key")).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync(
            "audit", "rotate-key", "--adapter", folder["adapter.yaml"], "--broker", folder["broker.yaml"])).ExitCode);
    }

    private static async Task<NoteSigner> InitAsync(TemporaryFolder folder)
    {
        Assert.Equal(0, (await CommandLine.RunAsync(
            "keys", "init", "--out", folder["keys"], "--federation", "demo.federation", "--adapter", "a")).ExitCode);
        Directory.CreateDirectory(folder["policies"]);
        await File.WriteAllTextAsync(folder["adapter.yaml"], """
            silo: a
            federation: demo.federation
            listen: 127.0.0.1:0
            keys: keys/adapter/a
            state: state
            policies: policies

            """, TestContext.Current.CancellationToken);
        var key = KeyOf(folder);
        await AppendAsync(folder, key);
        return key;
    }

    private static async Task AppendAsync(TemporaryFolder folder, NoteSigner key)
    {
        await using var log = await AuditLog.OpenAsync(
            new AuditLogOptions
            {
                Directory = folder["state/audit"],
                Origin = Origin,
                SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
            },
            key, TimeProvider.System, TestContext.Current.CancellationToken);
        var entry = new Contracts.Audit.V1.AuditEntry { Writer = "adapter/a", RecordedUnixMs = 1_700_000_000_000 };
        await log.AppendAsync(EntryBytes.Write(entry), TestContext.Current.CancellationToken);
    }

    private static NoteSigner KeyOf(TemporaryFolder folder) => new(
        Origin, SigningKey.FromSeed(Convert.FromBase64String(Text(folder, "keys/adapter/a/log.key"))));

    private static string Text(TemporaryFolder folder, string name) => File.ReadAllText(folder[name]);
}
