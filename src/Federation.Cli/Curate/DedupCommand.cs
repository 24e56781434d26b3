using System.CommandLine;
using System.Globalization;
using Federation.Adapter.Samples.Preparation;
using Federation.Cli.Shell;
using Federation.Curation.Duplicates;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate dedup</c>: which documents of a file are near-duplicates of which.</summary>
internal static class DedupCommand
{
    private const string Auto = "auto";

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
                + "or of "
                + "each document where the first 2,000 documents are of several.",
            DefaultValueFactory = _ => Auto,
        };
        shingles.AcceptOnlyFromAmong(Auto, "words", "characters");
        var temporary = new Option<string>("--temp")
        {
            Description = "The folder for what does not fit in memory.",
            DefaultValueFactory = _ => Path.GetTempPath(),
        };
        var command = new Command(
            "dedup", "Prints pairs of near-duplicates with their exact similarity, then the clusters they form.")
        {
            input, threshold, shingles, temporary,
        };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            Terminal.Of(parsed), parsed.GetRequiredValue(input), Micros(parsed.GetRequiredValue(threshold)),
            parsed.GetRequiredValue(shingles), parsed.GetRequiredValue(temporary), cancellationToken)));
        return command;
    }

    private static int Run(
        Terminal terminal, string path, int thresholdMicros, string shingles, string temporary,
        CancellationToken cancellationToken)
    {
        using var spill = new FileSpill(temporary);
        var meter = new Meter(terminal, TimeProvider.System);
        var ids = new DocumentIds();
        var finders = new FinderChoice(thresholdMicros, KindOf(shingles), spill);
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
                continue;
            }

            finders.Add(ids.Of(line), line.Text);
        }

        var (pairs, clusters, dropped) = (0L, 0L, 0L);
        foreach (var finder in finders.Finish())
        {
            finder.Find(
                pair =>
                {
                    pairs++;
                    terminal.Output.WriteLine(CurateJson.Line(json => Write(json, pair)));
                },
                cancellationToken);
        }

        foreach (var cluster in finders.Finish().SelectMany(finder => finder.Clusters()))
        {
            (clusters, dropped) = (clusters + 1, dropped + cluster.Dropped.Count);
            terminal.Output.WriteLine(CurateJson.Line(json => Write(json, cluster)));
        }

        ids.Advise(terminal);
        return meter.Finish($"{pairs} pairs in {clusters} clusters, {dropped} documents would go");
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, DuplicatePair pair)
    {
        json.WriteString("a", pair.First);
        json.WriteString("b", pair.Second);
        var jaccard = (double)pair.SharedShingles / pair.AllShingles;
        var rounded = jaccard.ToString("F5", CultureInfo.InvariantCulture);
        json.WriteNumber("jaccard", double.Parse(rounded, CultureInfo.InvariantCulture));
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, DuplicateCluster cluster)
    {
        json.WriteStartArray("cluster");
        json.WriteStringValue(cluster.Kept);
        foreach (var id in cluster.Dropped)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteString("keep", cluster.Kept);
    }

    private static ShingleKind? KindOf(string shingles) => shingles switch
    {
        "words" => ShingleKind.Words,
        "characters" => ShingleKind.Characters,
        _ => null,
    };

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
