using Federation.Audit;
using Federation.Sealing;

namespace Federation.Tests.Cli;

/// <summary>An operator gives a log another key, while nothing runs.</summary>
public sealed class RotateKeyTests
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
        await log.AppendAsync("entry"u8.ToArray(), TestContext.Current.CancellationToken);
    }

    private static NoteSigner KeyOf(TemporaryFolder folder) => new(
        Origin, SigningKey.FromSeed(Convert.FromBase64String(Text(folder, "keys/adapter/a/log.key"))));

    private static string Text(TemporaryFolder folder, string name) => File.ReadAllText(folder[name]);
}
