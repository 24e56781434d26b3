using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Curation.Duplicates;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate dedup</c>: which documents of a file are near-duplicates of which.</summary>
internal static class DedupCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("IN.jsonl") { Description = "Documents, one JSON object with 'text' a line." };
        var threshold = new Option<string>("--threshold", "-t")
        {
            Description = "The least Jaccard similarity of a pair, from 0.2 to 1.",
            DefaultValueFactory = _ => "0.8",
        };
        var shingles = new Option<string>("--shingles")
        {
            Description = "What texts are compared by: 5 words, 5 characters, or auto: by the language of the file, "
                + "or of each document where the first 2,000 are of several, and with --state always.",
            DefaultValueFactory = _ => DedupRun.Auto,
        };
        shingles.AcceptOnlyFromAmong(DedupRun.Auto, "words", "characters");
        var temporary = new Option<string>("--temp")
        {
            Description = "The folder for what does not fit in memory.",
            DefaultValueFactory = _ => Path.GetTempPath(),
        };
        var state = new Option<string?>("--state")
        {
            Description = "A folder that keeps what was searched: documents whose ids are in it are not read again, "
                + "and pairs that were told are not told again. Each document needs an id of its own.",
        };
        var command = new Command(
            "dedup", "Prints pairs of near-duplicates with their exact similarity, then the clusters they form.")
        {
            input, threshold, shingles, temporary, state,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var run = new DedupRun(
                Terminal.Of(parsed), parsed.GetRequiredValue(input), Micros(parsed.GetRequiredValue(threshold)),
                parsed.GetRequiredValue(shingles), parsed.GetRequiredValue(temporary), parsed.GetValue(state));
            return Task.FromResult(run.Run(cancellationToken));
        });
        return command;
    }

    private static int Micros(string text)
    {
        var isNumber = decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
        return isNumber && value is >= 0.2m and <= 1 && value * DuplicateOptions.MicrosPerOne % 1 == 0
            ? (int)(value * DuplicateOptions.MicrosPerOne)
            : throw new CommandException(
                ExitCodes.Usage, "--threshold must be from 0.2 to 1, with at most 6 digits behind the point.");
    }
}
