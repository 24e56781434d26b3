using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Federation.Adapter.Drafts;
using Federation.Adapter.Grants;
using Federation.Cli.Shell;
using Federation.Stores;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation adapter draft</c>: a commented first policy from a file of data.</summary>
internal static partial class DraftCommand
{
    private const int NameCharactersMax = 63;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The data: .csv, .parquet, .jsonl or .sqlite." };
        var unit = new Option<string?>("--unit")
        {
            Description = "The column that is the same in all records of one person. Without it, each row is one.",
        };
        var dataset = new Option<string?>("--dataset") { Description = "Its name; without it, that of the file." };
        var table = new Option<string?>("--table") { Description = "The table or view, for SQLite." };
        var output = new Option<FileInfo?>("--out", "-o")
        {
            Description = "The policy file to write; without it, the policy goes to the output.",
        };
        var force = new Option<bool>("--force") { Description = "Write over a file that exists." };
        var command = new Command("draft", "Writes a commented first policy for a file of data; marks its guesses.")
        {
            file, unit, dataset, table, output, force,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = parsed.GetRequiredValue(file);
            var target = parsed.GetValue(output);
            if (target is { Exists: true } && !parsed.GetValue(force))
            {
                throw new CommandException(
                    ExitCodes.Usage, $"{target.FullName} exists. Choose another --out, or write over it with --force.");
            }

            var name = NameOf(parsed.GetValue(dataset), data);
            var shown = target is null ? data.FullName
                : Path.GetRelativePath(target.DirectoryName!, data.FullName);
            var draft = await WriteAsync(
                name, OptionsOf(data, parsed.GetValue(table)), shown, parsed.GetValue(unit), cancellationToken);
            if (target is not null)
            {
                target.Directory!.Create();
                DurableFile.Replace(target.FullName, Encoding.UTF8.GetBytes(draft.Text));
            }

            Show(Terminal.Of(parsed), name, target, draft);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<DraftedPolicy> WriteAsync(
        string name, StoreOptions options, string shownPath, string? unit, CancellationToken cancellationToken)
    {
        try
        {
            return await PolicyDraft.WriteAsync(name, options, shownPath, unit, cancellationToken);
        }
        catch (DraftException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Message);
        }
    }

    private static void Show(Terminal terminal, string dataset, FileInfo? target, DraftedPolicy draft)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                Dataset = dataset,
                File = target?.FullName,
                draft.ColumnsCount,
                draft.GuessesCount,
                Policy = target is null ? draft.Text : null,
            });
            return;
        }

        if (target is null)
        {
            terminal.Output.Write(draft.Text);
        }
        else
        {
            terminal.Say($"  {target.FullName}: {draft.ColumnsCount} columns");
        }

        terminal.Advise($"{draft.GuessesCount} guesses are marked UNCONFIRMED. Until you replace or confirm each, no " +
            "adapter starts with this policy. Then: federation adapter check --policies FILE");
    }

    private static StoreOptions OptionsOf(FileInfo data, string? table)
    {
        if (!data.Exists)
        {
            throw new CommandException(ExitCodes.Unreachable, $"There is no file {data.FullName}. Check the path.");
        }

        var kind = data.Extension.ToLowerInvariant() switch
        {
            ".csv" => StoreKind.Csv,
            ".parquet" => StoreKind.Parquet,
            ".jsonl" or ".ndjson" => StoreKind.JsonLines,
            ".sqlite" or ".sqlite3" or ".db" => StoreKind.Sqlite,
            _ => throw new CommandException(
                ExitCodes.Usage, $"What is {data.Name}? Its name must end in .csv, .parquet, .jsonl or .sqlite."),
        };
        return kind == StoreKind.Sqlite == table is not null
            ? new StoreOptions { Kind = kind, Path = data.FullName, Table = table }
            : throw new CommandException(ExitCodes.Usage, kind == StoreKind.Sqlite
                ? "Which table? Name it with --table." : "--table is for SQLite only: leave it out.");
    }

    private static string NameOf(string? given, FileInfo data)
    {
        if (given is not null)
        {
            return DatasetName().IsMatch(given) ? given : throw new CommandException(
                ExitCodes.Usage, $"'{given}' is no name of a dataset: 2 to 63 of a-z, 0-9 and '-', a letter first.");
        }

        var name = NoNameCharacters()
            .Replace(Path.GetFileNameWithoutExtension(data.Name).ToLowerInvariant(), "-").Trim('-');
        name = name.Length > 1 && char.IsAsciiLetterLower(name[0]) ? name : $"dataset-{name}".Trim('-');
        return name[..Math.Min(name.Length, NameCharactersMax)];
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,62}\z")]
    private static partial Regex DatasetName();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoNameCharacters();
}
