using System.CommandLine;
using System.Security.Cryptography;
using Federation.Cli.Keys;
using Federation.Cli.Shell;
using Federation.Contracts;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Cli.Commands;

/// <summary><c>federation console</c>: opens a broker's console by a key, without a password.</summary>
internal static class ConsoleCommand
{
    private const int NonceBytes = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var keys = new Option<DirectoryInfo>("--keys")
        {
            Description = "The folder of the auditor's or holder's keys, with signing.key.",
            Required = true,
        };
        var federation = new Option<string>("--federation") { Description = "The federation.", Required = true };
        var broker = new Option<string>("--broker") { Description = "Whose console it is.", Required = true };
        var url = new Option<string>("--url")
        {
            Description = "Where the console serves, such as https://127.0.0.1:7600/.",
            Required = true,
        };
        var signIn = new Command("sign-in", "Prints a link that opens the console once, within two minutes.")
        {
            keys, federation, broker, url,
        };
        signIn.SetAction(parsed =>
        {
            var token = TokenOf(
                parsed.GetRequiredValue(keys).FullName, parsed.GetRequiredValue(federation),
                parsed.GetRequiredValue(broker), TimeProvider.System);
            var link = new Uri(AddressOf(parsed.GetRequiredValue(url)), $"/sign-in/{token}");
            var terminal = Terminal.Of(parsed);
            if (terminal.IsJson)
            {
                terminal.WriteJson(new { Link = link, Token = token });
                return ExitCodes.Done;
            }

            terminal.Say(link.ToString());
            terminal.Advise("Open it within two minutes; it works once. Whoever has it is signed in as you.");
            return ExitCodes.Done;
        });
        return new Command("console", "The auditors' and holders' console of a broker.") { signIn };
    }

    private static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new CommandException(
                ExitCodes.Usage, $"'{text}' is no https address: write it like https://127.0.0.1:7600/.");

    private static string TokenOf(string folder, string federation, string broker, TimeProvider time)
    {
        using var key = ReadKey(Path.Combine(folder, "signing.key"));
        var now = time.GetUtcNow();
        var payload = new ConsoleSignIn
        {
            Federation = federation,
            Broker = broker,
            Nonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(NonceBytes)),
            IssuedUnixMs = now.ToUnixTimeMilliseconds(),
            ExpiresUnixMs = (now + Lifetime).ToUnixTimeMilliseconds(),
        }.ToByteArray();
        var envelope = new Envelope
        {
            PayloadType = PayloadTypes.ConsoleSignIn,
            Payload = UnsafeByteOperations.UnsafeWrap(payload),
            PublicKey = ByteString.CopyFrom(key.PublicKey),
            Signature = ByteString.CopyFrom(Dsse.Sign(key, PayloadTypes.ConsoleSignIn, payload)),
        };
        return Convert.ToBase64String(envelope.ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static SigningKey ReadKey(string file) => SeedFile.TryRead(file) ?? throw new CommandException(
        ExitCodes.Usage, $"'{file}' holds no signing key. Make keys with 'federation keys init'.");
}
