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

    private static async Task<string> WriteLogAsync(string directory)
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

        return notes.VerifierKey;
    }
}
