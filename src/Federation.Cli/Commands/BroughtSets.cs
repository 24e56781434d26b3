using Federation.Cli.Curate;
using Federation.Cli.Shell;
using Federation.Contracts;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>Reads the evaluation sets that a trainer brings with its request: one file a set, all or none.</summary>
internal static class BroughtSets
{
    private const int NameLengthMax = 63;

    /// <summary>Reads files of one JSON object with <c>text</c> a line; each set has the name of its file.</summary>
    /// <exception cref="CommandException">A line is no item, or they are too many for one request.</exception>
    public static IReadOnlyList<EvaluationSet> Read(
        Terminal terminal, IReadOnlyList<FileInfo> files, CancellationToken cancellationToken)
    {
        if (files.Count > RequestLimits.EvaluationSetsMax)
        {
            throw new CommandException(
                ExitCodes.Usage, $"One request takes at most {RequestLimits.EvaluationSetsMax} evaluation sets.");
        }

        var sets = new List<EvaluationSet>();
        var lengthBytes = 0L;
        foreach (var file in files)
        {
            var set = Read(terminal, file, cancellationToken);
            lengthBytes += set.CalculateSize();
            if (lengthBytes > RequestLimits.EvaluationSetsBytesMax)
            {
                throw new CommandException(
                    ExitCodes.Usage,
                    $"The evaluation sets are longer than the {RequestLimits.EvaluationSetsBytesMax >> 10} KiB that "
                        + "one request takes: bring fewer items.");
            }

            sets.Add(set);
        }

        return sets.Select(set => set.Name).Distinct(StringComparer.Ordinal).Count() == sets.Count
            ? sets : throw new CommandException(ExitCodes.Usage, "Two evaluation sets have the same name.");
    }

    private static EvaluationSet Read(Terminal terminal, FileInfo file, CancellationToken cancellationToken)
    {
        var set = new EvaluationSet { Name = NameOf(file) };
        var meter = new Meter(terminal, TimeProvider.System);
        foreach (var line in TextLines.Read(file.FullName, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                throw new CommandException(
                    ExitCodes.Usage, $"{file.Name}:{line.Number}: is no item, as {line.Fault}.");
            }

            set.Items.Add(line.Text);
        }

        return set.Items.Count > 0
            ? set : throw new CommandException(ExitCodes.Usage, $"{file.Name} has no evaluation item.");
    }

    /// <summary>The name of the file without its ending, in the letters that a name of a set may have.</summary>
    private static string NameOf(FileInfo file)
    {
        var name = string.Concat(Path.GetFileNameWithoutExtension(file.Name).ToLowerInvariant()
            .Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_'
                ? letter : '-')).TrimStart('.', '_', '-');
        return name.Length > 0
            ? name[..Math.Min(name.Length, NameLengthMax)]
            : throw new CommandException(
                ExitCodes.Usage, $"{file.Name}: name the file in letters a to z or digits: the set has its name.");
    }
}
