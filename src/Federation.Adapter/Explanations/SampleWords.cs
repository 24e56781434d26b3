using Federation.Adapter.Policies;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Explanations;

/// <summary>Which samples a policy lets out, what is cut from them, and what never leaves.</summary>
internal static class SampleWords
{
    /// <summary>How a warning starts, on screen and in JSON.</summary>
    public const string Warning = "WARNING";

    public static IEnumerable<string> Of(DatasetPolicy policy)
    {
        if (policy.Samples is not { } rules)
        {
            yield return "SAMPLES never leave: the policy offers none";
            yield break;
        }

        yield return "SAMPLES can leave: records of real people's data, without noise";
        foreach (var column in rules.Columns)
        {
            yield return $"  {Words.Quoted(column.Name)}: {(column.Redactor.Names.Count > 0
                ? $"{Words.List(column.Redactor.Names)} are cut from it, everything else in it leaves"
                : "leaves as it stands in the data")}";
        }

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
    public static IEnumerable<string> WarningsOf(DatasetPolicy policy)
    {
        foreach (var column in policy.Samples?.Columns ?? [])
        {
            var name = Words.Quoted(column.Name);
            if (column.Redactor.Names.Count == 0)
            {
                var kind = policy.Shape.Find(column.Name)?.Kind ?? ColumnKind.Text;
                yield return kind == ColumnKind.Text
                    ? $"{name} is text with 'none-public': NOTHING is cut from it. Names, addresses, diagnoses and " +
                        "all else in it leave word for word, save records that the last scan holds back. Keep this " +
                        "only if every value is public already; else list redactors."
                    : $"{name} leaves as it stands, also where a value is no {Words.Of(kind)}.";
            }

            if (column.Name == policy.Shape.UnitColumn || column.Name == policy.Shape.RecordIdColumn)
            {
                yield return $"{name} names the person or the record: with it, samples can be joined to other data.";
            }
        }
    }
}
