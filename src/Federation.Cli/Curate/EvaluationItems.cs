using Federation.Cli.Shell;
using Federation.Curation.Decontamination;

namespace Federation.Cli.Curate;

/// <summary>Reads evaluation items from files, all of them or none.</summary>
internal static class EvaluationItems
{
    /// <summary>How many words and Chinese characters all items may have together where nothing is said.</summary>
    public const int TokensMaxUsual = 4_000_000;

    /// <summary>Reads files of items.</summary>
    /// <exception cref="CommandException">An item cannot be read, or they are too many, or all too short.</exception>
    public static DecontaminationIndex Read(
        Terminal terminal, string[] paths, int tokensMax, CancellationToken cancellationToken)
    {
        var index = new DecontaminationIndex(tokensMax);
        foreach (var path in paths)
        {
            var meter = new Meter(terminal, TimeProvider.System);
            foreach (var line in TextLines.Read(path, meter, cancellationToken))
            {
                if (line.Fault is not null)
                {
                    meter.CountFault(path, line);
                }
                else if (!index.TryAdd(line.Id ?? $"{Path.GetFileName(path)}:{line.Number}", line.Text))
                {
                    throw new CommandException(
                        ExitCodes.Usage,
                        $"{path}:{line.Number}: the items have more than {tokensMax} words and characters. Raise "
                        + "--tokens-max, or search with fewer items at once.");
                }
            }

            if (meter.FaultsCount > 0)
            {
                throw new CommandException(
                    ExitCodes.Usage, $"{path}: {meter.FaultsCount} lines are no items, so overlaps with them would "
                        + "be missed.");
            }
        }

        if (index.TooShortCount > 0)
        {
            terminal.Advise($"{index.TooShortCount} items of fewer than 8 words or 19 characters are not searched "
                + "for.");
        }

        return index.Count > 0
            ? index
            : throw new CommandException(ExitCodes.Usage, "No evaluation item is long enough to be searched for.");
    }
}
