using System.CommandLine;
using System.Net;
using Federation.Audit;
using Federation.Cli.Keys;
using Federation.Cli.Shell;
using Federation.Hosting.Links;
using Federation.Hosting.Witnesses;
using Federation.Sealing;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit witness</c>: watches logs for whoever asks, and cosigns what continues what it saw.
/// </summary>
internal static class WitnessCommand
{
    private const string KeyFile = "witness.key";

    public static Command Create()
    {
        var state = new Option<DirectoryInfo>("--state")
        {
            Description = "Where key and log of the witness are kept; made at the first start.",
            Required = true,
        };
        var name = new Option<string>("--name")
        {
            Description = "The name of the witness, such as witness.example/w1.",
            Required = true,
        };
        var logs = new Option<string[]>("--log")
        {
            Description = "The verifier key of a log to watch; once for each.",
            Required = true,
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Where to serve: address and port.",
            DefaultValueFactory = _ => "127.0.0.1:7480",
        };
        var command = new Command("witness", "Runs a witness: cosigns what continues what it saw (C2SP tlog-witness).")
        {
            state, name, logs, listen,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Terminal.Of(parsed), parsed.GetRequiredValue(state).FullName, parsed.GetRequiredValue(name),
            parsed.GetRequiredValue(logs), Parse(parsed.GetRequiredValue(listen)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, string state, string name, string[] logs, IPEndPoint listen,
        CancellationToken cancellationToken)
    {
        if (logs.FirstOrDefault(log => !NoteVerifier.TryParse(log, out _)) is { } wrong)
        {
            throw Wrong($"'{wrong}' is no verifier key: copy logVerifierKey from the party's public.yaml.");
        }

        using var key = ReadKey(state);
        await using var witness = await LoggedWitness.OpenAsync(
            Path.Combine(state, "audit"), NameOf(name, key), key, logs, TimeProvider.System, cancellationToken);
        await using var host = await WitnessHost.StartAsync(witness, listen, cancellationToken);
        terminal.Say($"witness {name.Split('/')[^1]} {witness.Witness.VerifierKey} {host.Address}");
        terminal.Say($"READY witness {name} {host.Address}");
        await host.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }

    private static string NameOf(string name, SigningKey key)
    {
        try
        {
            return new Cosigner(name, key).Name;
        }
        catch (ArgumentException)
        {
            throw Wrong($"'{name}' is no name of a witness: leave out white space and plus signs.");
        }
    }

    private static IPEndPoint Parse(string text) =>
        ListenAddress.TryParse(text, out var listen)
            ? listen
            : throw Wrong($"'{text}' is not an address and a port: write it like 127.0.0.1:7480.");

    /// <summary>The key in the state, made where there is none: nobody else ever needs it.</summary>
    private static SigningKey ReadKey(string state)
    {
        Directory.CreateDirectory(state);
        var file = Path.Combine(state, KeyFile);
        if (!File.Exists(file))
        {
            KeyWriter.WriteSeed(state, KeyFile);
        }

        return SeedFile.TryRead(file)
            ?? throw Wrong($"{file} holds no key. A witness with another key is another witness: restore it.");
    }

    private static CommandException Wrong(string message) => new(ExitCodes.Usage, message);
}
