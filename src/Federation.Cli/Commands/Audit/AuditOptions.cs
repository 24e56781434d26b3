using System.CommandLine;
using Federation.Audit;
using Federation.Cli.Shell;
using Federation.Sealing;

namespace Federation.Cli.Commands.Audit;

/// <summary>What the commands of an auditor share: the log's key, progress, and where a log is.</summary>
internal static class AuditOptions
{
    /// <summary>The option that names the log's key.</summary>
    public static Option<string> Key() => new("--key", "-k")
    {
        Description = "The log's verifier key, from a source you trust.",
        Required = true,
    };

    /// <summary>The log's key.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static string Key(ParseResult parsed, Option<string> option)
    {
        var verifierKey = parsed.GetRequiredValue(option);
        return NoteVerifier.TryParse(verifierKey, out _)
            ? verifierKey
            : throw new CommandException(
                ExitCodes.Usage,
                $"{option.Name} is no verifier key: copy logVerifierKey from the party's public.yaml.");
    }

    /// <summary>The folder that an argument names; <c>file://</c> is taken too.</summary>
    public static string Folder(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var address) && address.IsFile ? address.LocalPath : place;

    /// <summary>The address that an argument names; null where it is a folder.</summary>
    public static Uri? Address(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>Says how far a long check is, to a person who watches.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="what">Of what: <c>entries checked</c>.</param>
    public static IProgress<long>? Progress(Terminal terminal, string what) =>
        terminal.IsWatched ? new ProgressLine(terminal, what) : null;

    /// <summary>Says which entries of a log are no longer readable; returns the first that is.</summary>
    public static long AdviseRemoved(Terminal terminal, string folder)
    {
        var first = LogRetention.FirstKept(folder);
        if (first > 0)
        {
            terminal.Advise(
                $"Entries 0 to {first - 1} are no longer readable: retention removed them. Their hashes are kept.");
        }

        return first;
    }

    /// <summary>Writes the first faults of a check, a line each.</summary>
    public static void Say(Terminal terminal, IEnumerable<PublishedFault> faults, int shownMax)
    {
        foreach (var fault in faults.Take(shownMax))
        {
            terminal.Say($"    {fault}");
        }
    }

    private sealed class ProgressLine(Terminal terminal, string what) : IProgress<long>
    {
        public void Report(long value) => terminal.Error.Write($"\r{value:N0} {what} ");
    }
}
