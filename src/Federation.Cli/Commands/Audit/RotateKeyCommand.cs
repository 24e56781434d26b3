using System.CommandLine;
using System.Text;
using Federation.Adapter.Grants;
using Federation.Audit;
using Federation.Cli.Keys;
using Federation.Cli.Shell;
using Federation.Hosting.Keys;
using Federation.Sealing;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit rotate-key</c>: gives a log another signing key.</summary>
internal static class RotateKeyCommand
{
    private const string KeyFile = "log.key";
    private const string NextFile = "log.key.next";
    private const string PublicFile = "public.yaml";
    private const string PublicLine = "logVerifierKey:";

    public static Command Create()
    {
        var adapter = OperatedLog.Adapter();
        var broker = OperatedLog.Broker();
        var command = new Command(
            "rotate-key", "Changes the key that signs a log. Stop its adapter or broker first.")
        {
            adapter, broker,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var operated = OperatedLog.Load(parsed.GetValue(adapter), parsed.GetValue(broker));
            var (old, next) = await RotateAsync(operated, cancellationToken);
            Show(Terminal.Of(parsed), old, next);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The new key is kept before the log names it, and takes the old one's place last: whenever this ends
    /// early, running it again goes on with the same key.</summary>
    private static async Task<(string Old, string Next)> RotateAsync(
        OperatedLog operated, CancellationToken cancellationToken)
    {
        var (keys, log) = (operated.Keys, operated.Log);
        using var current = keys.SigningKey(KeyFile);
        KeyWriter.WriteSigningKey(keys.FileOf(NextFile));
        using var following = keys.SigningKey(NextFile);
        var (old, next) = (new NoteSigner(log.Origin, current), new NoteSigner(log.Origin, following));
        await LogKeyRotation.RunAsync(log, old, next, operated.Writer, TimeProvider.System, cancellationToken);
        Announce(keys, next.VerifierKey);
        File.Move(keys.FileOf(NextFile), keys.FileOf(KeyFile), overwrite: true);
        DurableFolder.Sync(Path.GetDirectoryName(keys.FileOf(KeyFile))!);
        return (old.VerifierKey, next.VerifierKey);
    }

    /// <summary>Writes the new key where the party's public facts are, if they lie here.</summary>
    private static void Announce(KeyFolder keys, string verifierKey)
    {
        var file = keys.FileOf(PublicFile);
        if (File.Exists(file))
        {
            var lines = File.ReadAllText(file).Split('\n').Select(line =>
                line.StartsWith(PublicLine, StringComparison.Ordinal) ? $"{PublicLine} \"{verifierKey}\"" : line);
            DurableFile.Replace(file, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }
    }

    private static void Show(Terminal terminal, string old, string next)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { OldVerifierKey = old, NewVerifierKey = next });
            return;
        }

        terminal.Say($"The log goes on under {next}");
        terminal.Advise(
            $"Who trusts {old} comes to the new key by the log's file '{LogSuccession.FileName}' and by receipts. "
            + "Witness policies that name the log's key as a witness need the new one. The old key is gone.");
    }
}
