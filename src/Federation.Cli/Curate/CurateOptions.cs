using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Curation;
using Federation.Curation.Models;
using Federation.Curation.Redaction;

namespace Federation.Cli.Curate;

/// <summary>Arguments and options that the commands over a file share.</summary>
internal static class CurateOptions
{
    public static Argument<string> Input(string name = "IN.jsonl") =>
        new(name) { Description = "Documents: one JSON object a line, with 'text' and, if it can be, 'id'." };

    public static Option<string?> Types() => new("--types", "-t")
    {
        Description = "What to look for, as policies name it, with commas between; everything where it is left out. " +
            $"Known: {string.Join(", ", RedactorCatalog.Names)}.",
    };

    /// <summary>The names of a list.</summary>
    /// <exception cref="CommandException">A name is unknown.</exception>
    public static IReadOnlyList<string> NamesOf(string? types)
    {
        var names = types?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? RedactorCatalog.Names;
        var unknown = names.FirstOrDefault(name => !RedactorCatalog.Names.Contains(name));
        return unknown is null && names.Count > 0
            ? names
            : throw new CommandException(
                ExitCodes.Usage,
                $"--types has '{unknown}', which is unknown. Known: {string.Join(", ", RedactorCatalog.Names)}.");
    }

    /// <summary>The redactor of a list of names, with a model beside the rules or without.</summary>
    /// <exception cref="CommandException">A name is unknown.</exception>
    public static Redactor RedactorOf(string? types, NameModel? model) =>
        Redactor.Of(RedactionRecipe.Labels(NamesOf(types)) with { Model = model });
}
