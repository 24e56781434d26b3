using System.Globalization;
using System.Text.Json;
using Federation.Adapter.Samples.Preparation;
using Federation.Cli.Shell;
using Federation.Curation.Duplicates;

namespace Federation.Cli.Curate;

/// <summary>One search for near-duplicates, over a file alone or over it and all that a state has seen.</summary>
/// <param name="terminal">Where it is told.</param>
/// <param name="path">The documents.</param>
/// <param name="thresholdMicros">The least similarity, in millionths.</param>
/// <param name="shingles">What texts are compared by, in the word of the option.</param>
/// <param name="temporary">The folder for what does not fit in memory.</param>
/// <param name="stateFolder">The folder of the state; null without one.</param>
internal sealed class DedupRun(
    Terminal terminal, string path, int thresholdMicros, string shingles, string temporary, string? stateFolder)
{
    /// <summary>The word that leaves it to the documents what they are compared by.</summary>
    public const string Auto = "auto";

    private readonly string _recipe = string.Create(
        CultureInfo.InvariantCulture,
        $"--threshold {(decimal)thresholdMicros / DuplicateOptions.MicrosPerOne} --shingles {shingles}");

    /// <summary>Searches and tells pairs and clusters.</summary>
    public int Run(CancellationToken cancellationToken)
    {
        using var spill = new FileSpill(temporary);
        using var state = stateFolder is null ? null : SeenFile.Take(stateFolder);
        var finders = state is null
            ? FinderChoice.Of(thresholdMicros, KindOf(shingles), spill)
            : FinderChoice.WithoutVote(thresholdMicros, KindOf(shingles), spill);
        var ids = new DocumentIds();
        state?.Load(_recipe, finders, ids.AddSeen);
        var meter = new Meter(terminal, TimeProvider.System);
        var seenBefore = Read(meter, ids, finders, isByIdOnly: state is not null, cancellationToken);
        var outcome = Tell(finders, cancellationToken);
        state?.Save(_recipe, finders);
        ids.Advise(terminal);
        return meter.Finish(state is null ? outcome : $"{outcome}, {seenBefore} documents were seen before");
    }

    private long Read(
        Meter meter, DocumentIds ids, FinderChoice finders, bool isByIdOnly, CancellationToken cancellationToken)
    {
        var seenBefore = 0L;
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
            }
            else if (!isByIdOnly)
            {
                finders.Add(ids.Of(line), line.Text);
            }
            else if (line.Id is null)
            {
                meter.CountFault(path, line with { Fault = "it has no id, by which --state knows a document again" });
            }
            else if (ids.TryAdd(line.Id))
            {
                finders.Add(line.Id, line.Text);
            }
            else
            {
                seenBefore++;
            }
        }

        return seenBefore;
    }

    private string Tell(FinderChoice finders, CancellationToken cancellationToken)
    {
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

        return $"{pairs} pairs in {clusters} clusters, {dropped} documents would go";
    }

    private static void Write(Utf8JsonWriter json, DuplicatePair pair)
    {
        json.WriteString("a", pair.First);
        json.WriteString("b", pair.Second);
        var jaccard = (double)pair.SharedShingles / pair.AllShingles;
        var rounded = jaccard.ToString("F5", CultureInfo.InvariantCulture);
        json.WriteNumber("jaccard", double.Parse(rounded, CultureInfo.InvariantCulture));
    }

    private static void Write(Utf8JsonWriter json, DuplicateCluster cluster)
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
}
