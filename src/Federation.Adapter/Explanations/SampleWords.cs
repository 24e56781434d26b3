using Federation.Adapter.Policies;
using Federation.Curation.Filtering;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Explanations;

/// <summary>Which samples a policy lets out, what is cut from them, and what never leaves.</summary>
public static class SampleWords
{
    /// <summary>How a warning starts, on screen and in JSON.</summary>
    public const string Warning = "WARNING";

    /// <summary>Why a record was held back, for its holder.</summary>
    public static string Of(DropReason reason) => reason switch
    {
        DropReason.TooLarge => "larger than a record may be",
        DropReason.Mojibake => "a text that was read in the wrong encoding",
        DropReason.Language => "a text in another language or script",
        DropReason.Quality => "a text that fails a quality filter",
        DropReason.Evaluation => "a text that shares a passage with an evaluation item",
        DropReason.Duplicate => "a text that an earlier record holds",
        DropReason.NearDuplicate => "nearly the text of an earlier record",
        DropReason.Unprepared => "written after the adapter started",
        DropReason.Dropped => "a type was found that the policy holds records back for",
        DropReason.Rare => "a span of text that too few units use",
        DropReason.Leak => "the last scan still found something",
        _ => "not held back",
    };

    internal static IEnumerable<string> Of(DatasetPolicy policy)
    {
        if (policy.Samples is not { } rules)
        {
            yield return "SAMPLES never leave: the policy offers none";
            yield break;
        }

        yield return "SAMPLES can leave: records of real people's data, without noise";
        foreach (var column in rules.Columns)
        {
            var lines = TextWords.Of(column, rules.KnownValues);
            yield return $"  {Words.Quoted(column.Name)}: {(column.Redaction.Names.Count > 0
                ? $"{Words.List(column.Redaction.Names)} are cut from it, everything else in it leaves"
                : lines.Count == 0 ? "leaves as it stands in the data" : "leaves, after what follows")}";
            foreach (var line in lines)
            {
                yield return $"    {line}";
            }
        }

        if (rules.Columns.Any(column => column.Text.HoldsBack))
        {
            yield return "  which records leave does not depend on who asks, nor on the columns asked for; the next " +
                "in order fill in, and a request is charged for what it asks";
        }

        foreach (var line in CrowdWords.Of(policy))
        {
            yield return $"  {line}";
        }

        yield return rules.EvaluationItemsMax == 0
            ? "  trainers bring no evaluation items of their own: 'trainerEvaluationItems' is not set"
            : $"  a trainer may bring {Words.Count(rules.EvaluationItemsMax, "evaluation item", "evaluation items")} " +
                "a request: records that overlap one, as they would leave, are left out; only records that it pays " +
                "for are compared";
        yield return "  how many records the filters hold back and why is told to trainers under noise only, and " +
            "what that costs is debited like a statistic";

        foreach (var warning in WarningsOf(policy))
        {
            yield return $"  {Warning} {warning}";
        }

        yield return "  at the end each record is scanned for e-mail addresses, phone numbers, resident ids, bank " +
            "cards, IP addresses and passwords in links: where one is left, the whole record is held back";
        var different = $"different {Words.Unit(policy)}";
        yield return $"  at most {Words.Count(rules.UnitsMax, different, different)} are ever shown, over all " +
            "trainers, requests and time: always the same ones";
        yield return $"  at most {Words.Count(rules.RecordsPerRequestMax, "record", "records")} a request";
        var kept = policy.Shape.Columns.Select(column => column.Name)
            .Except(rules.Columns.Select(column => column.Name)).Select(Words.Quoted).ToList();
        yield return $"  never in a sample: {string.Concat(kept.Select(name => $"{name}, "))}" +
            "and every column that this policy does not declare";
    }

    /// <summary>What a holder should know before it offers these samples.</summary>
    internal static IEnumerable<string> WarningsOf(DatasetPolicy policy)
    {
        foreach (var column in policy.Samples?.Columns ?? [])
        {
            var name = Words.Quoted(column.Name);
            if (column.Redaction.Names.Count == 0 && column.Redaction.Patterns.Count == 0)
            {
                var kind = policy.Shape.Find(column.Name)?.Kind ?? ColumnKind.Text;
                yield return kind == ColumnKind.Text
                    ? $"{name} is text with 'none-public': NOTHING is cut from it. Names, addresses, diagnoses and " +
                        "all else in it leave word for word, save records that the last scan holds back. Keep this " +
                        "only if every value is public already; else list redactors."
                    : $"{name} leaves as it stands, also where a value is no {Words.Of(kind)}.";
            }

            foreach (var warning in TextWords.WarningsOf(column))
            {
                yield return warning;
            }

            if (column.Name == policy.Shape.UnitColumn || column.Name == policy.Shape.RecordIdColumn)
            {
                yield return $"{name} names the person or the record: with it, samples can be joined to other data.";
            }
        }
    }
}
