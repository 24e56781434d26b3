using System.Security.Cryptography.X509Certificates;
using Federation.Sealing;

namespace Federation.Tests.Cli;

public sealed class KeysInitTests
{
    [Fact]
    public async Task Every_party_gets_a_certificate_of_its_role_and_keys_that_fit_what_is_public()
    {
        using var folder = new TemporaryFolder();
        await InitAsync(folder);
        var authorities = PeerCertificate.ReadAuthorities(Text(folder, "authority/ca.pem"));
        foreach (var (role, id) in new[] { ("broker", "hub"), ("adapter", "a"), ("adapter", "b"), ("trainer", "lab"), ("auditor", "office") })
        {
            using var certificate = X509Certificate2.CreateFromPem(
                Text(folder, $"{role}/{id}/tls.pem"), Text(folder, $"{role}/{id}/tls.key"));
            var check = PeerCertificate.Check(certificate, authorities, "demo.federation", DateTimeOffset.UtcNow);
            Assert.Equal($"spiffe://demo.federation/{role}/{id}", check.Identity?.Uri);
            using var signing = SigningKey.FromSeed(Convert.FromBase64String(Text(folder, $"{role}/{id}/signing.key")));
            var shown = Text(folder, $"{role}/{id}/public.yaml");
            Assert.Contains($"fingerprint: {signing.Fingerprint}", shown, StringComparison.Ordinal);
            Assert.Equal(role is "broker" or "adapter", File.Exists(folder[$"keys/{role}/{id}/log.key"]));
            Assert.False(File.Exists(folder[$"keys/{role}/{id}/ca.key"]));
        }

        using var hpke = HpkePrivateKey.FromPem(Text(folder, "trainer/lab/hpke.key"));
        Assert.Equal(32, Convert.FromBase64String(Text(folder, "adapter/a/selection.key")).Length);
        using var log = SigningKey.FromSeed(Convert.FromBase64String(Text(folder, "adapter/a/log.key")));
        Assert.Contains(
            new NoteSigner("demo.federation/adapter/a/audit", log).VerifierKey,
            Text(folder, "adapter/a/public.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_readable_by_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a matter of Unix.");
        using var folder = new TemporaryFolder();
        await InitAsync(folder);
        foreach (var file in Directory.EnumerateFiles(folder["keys"], "*.key", SearchOption.AllDirectories))
        {
            var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
        }
    }

    [Fact]
    public async Task Keys_are_never_written_over()
    {
        using var folder = new TemporaryFolder();
        await InitAsync(folder);
        var before = Text(folder, "authority/ca.key");
        var again = await CommandLine.RunAsync(
            "keys", "init", "--out", folder["keys"], "--federation", "demo.federation", "--broker", "hub");
        Assert.Equal(2, again.ExitCode);
        Assert.Equal(before, Text(folder, "authority/ca.key"));
    }

    [Theory]
    [InlineData("demo.federation", "Hub")]
    [InlineData("demo.federation", "../hub")]
    [InlineData("demo.federation", "-hub")]
    [InlineData("demo federation", "hub")]
    public async Task A_name_that_is_none_is_refused(string federation, string broker)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandLine.RunAsync(
            "keys", "init", "--out", folder["keys"], $"--federation={federation}", $"--broker={broker}");
        Assert.Equal(2, run.ExitCode);
        Assert.False(Directory.Exists(folder["keys"]));
    }

    private static async Task InitAsync(TemporaryFolder folder)
    {
        var run = await CommandLine.RunAsync(
            "keys", "init", "--out", folder["keys"], "--federation", "demo.federation", "--broker", "hub",
            "--adapter", "a", "--adapter", "b", "--trainer", "lab", "--auditor", "office");
        Assert.Equal((0, ""), (run.ExitCode, run.Error.Contains("federation:", StringComparison.Ordinal) ? run.Error : ""));
    }

    private static string Text(TemporaryFolder folder, string file) => File.ReadAllText(folder[$"keys/{file}"]);
}
