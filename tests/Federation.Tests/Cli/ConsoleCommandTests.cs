using Federation.Cli.Shell;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;

namespace Federation.Tests.Cli;

/// <summary><c>federation console sign-in</c>: a link for one console, signed by the key that it is made with.</summary>
public sealed class ConsoleCommandTests : IDisposable
{
    private const string PayloadType = "application/vnd.federation.console-sign-in.v1";
    private readonly TemporaryFolder _folder = new();
    private readonly SigningKey _key = SigningKey.Create();

    public ConsoleCommandTests() => File.WriteAllText(
        Path.Combine(_folder["."], "signing.key"), Convert.ToBase64String(_key.ExportSeed()));

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task The_link_leads_to_the_console_with_a_token_that_the_key_signed_for_this_broker()
    {
        var run = await RunAsync("https://127.0.0.1:7600/");

        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error.Contains("fault", StringComparison.Ordinal) ? run.Error : ""));
        var link = new Uri(run.Output.Split('\n')[0]);
        Assert.Equal("https://127.0.0.1:7600", link.GetLeftPart(UriPartial.Authority));
        var token = link.AbsolutePath.Split('/')[^1].Replace('-', '+').Replace('_', '/');
        var envelope = Envelope.Parser.ParseFrom(
            Convert.FromBase64String(token.PadRight((token.Length + 3) / 4 * 4, '=')));
        Assert.True(Dsse.Verify(_key.VerifyKey, PayloadType, envelope.Payload.Span, envelope.Signature.Span));
        var signIn = ConsoleSignIn.Parser.ParseFrom(envelope.Payload);
        Assert.Equal(("demo.federation", "hub"), (signIn.Federation, signIn.Broker));
        Assert.Equal(120_000, signIn.ExpiresUnixMs - signIn.IssuedUnixMs);
    }

    [Theory]
    [InlineData("127.0.0.1:7600")]
    [InlineData("http://127.0.0.1:7600/")]
    public async Task An_address_that_is_not_https_is_said_to_be_none(string url)
    {
        var run = await RunAsync(url);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("no https address", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine> RunAsync(string url) => CommandLine.RunAsync(
        "console", "sign-in", "--keys", _folder["."], "--federation", "demo.federation", "--broker", "hub", "--url", url);
}
