using System.CommandLine;
using Federation.Cli.Keys;
using Federation.Cli.Shell;
using Federation.Sealing;

namespace Federation.Cli.Commands;

/// <summary><c>federation keys</c>: a small certificate authority, and keys for every party.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder to write to.", Required = true };
        var federation = new Option<string>("--federation")
        {
            Description = "The name of the federation, such as demo.federation.",
            Required = true,
        };
        var broker = Names("--broker", "A broker; may be given more than once.");
        var adapter = Names("--adapter", "An adapter, by the id of its silo; may be given more than once.");
        var trainer = Names("--trainer", "A trainer; may be given more than once.");
        var auditor = Names("--auditor", "An auditor; may be given more than once.");
        var days = new Option<int>("--days")
        {
            Description = "For how many days the certificates are valid.",
            DefaultValueFactory = _ => 365,
        };
        var init = new Command("init", "Makes an authority and keys. The authority's key belongs on no server.")
        {
            folder, federation, broker, adapter, trainer, auditor, days,
        };
        init.SetAction(parsed =>
        {
            var parties = new List<KeyParty>();
            parties.AddRange(Of(parsed.GetValue(broker), PartyRole.Broker));
            parties.AddRange(Of(parsed.GetValue(adapter), PartyRole.Adapter));
            parties.AddRange(Of(parsed.GetValue(trainer), PartyRole.Trainer));
            parties.AddRange(Of(parsed.GetValue(auditor), PartyRole.Auditor));
            var written = KeyWriter.Write(
                parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(federation), parties,
                parsed.GetValue(days), TimeProvider.System);
            Show(Terminal.Of(parsed), written);
            return ExitCodes.Done;
        });
        return new Command("keys", "Keys and certificates.") { init };
    }

    private static void Show(Terminal terminal, IReadOnlyList<KeySummary> written)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { Parties = written });
            return;
        }

        foreach (var party in written)
        {
            terminal.Say($"  {party.Role,-8} {party.Id,-16} {party.Fingerprint}  {party.Folder}");
        }

        terminal.Advise("Keep authority/ca.key offline. Give each party its own folder and nothing else.");
    }

    private static Option<string[]> Names(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    private static IEnumerable<KeyParty> Of(string[]? ids, PartyRole role) =>
        (ids ?? []).Select(id => new KeyParty(role, id));
}
