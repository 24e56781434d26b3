using Federation.Cli.Shell;
using Federation.Sealing;

namespace Federation.Tests.Cli;

/// <summary><c>federation audit witness</c>: what is wrong is said before anything is served.</summary>
public sealed class WitnessCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _key = SigningKey.Create();

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("no-key", "w/1", "127.0.0.1:0", "no verifier key")]
    [InlineData(null, "a name", "127.0.0.1:0", "no name of a witness")]
    [InlineData(null, "w/1", "127.0.0.1", "not an address and a port")]
    public async Task A_wrong_key_name_or_address_is_said(string? log, string name, string listen, string says)
    {
        var run = await CommandLine.RunAsync(
            "audit", "witness", "--state", _folder["w"], "--name", name, "--listen", listen,
            "--log", log ?? new NoteSigner("test/log", _key).VerifierKey);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_overwritten_is_not_replaced_by_a_new_one()
    {
        Directory.CreateDirectory(_folder["w"]);
        await File.WriteAllTextAsync(
            Path.Combine(_folder["w"], "witness.key"), "AAAA\n", TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync(
            "audit", "witness", "--state", _folder["w"], "--name", "w/1", "--listen", "127.0.0.1:0",
            "--log", new NoteSigner("test/log", _key).VerifierKey);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("restore it", run.Error, StringComparison.Ordinal);
    }
}
