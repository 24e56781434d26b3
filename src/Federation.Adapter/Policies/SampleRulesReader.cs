using Federation.Curation.Redaction;
using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>Reads what a sample may hold.</summary>
internal static class SampleRulesReader
{
    private const int EvaluationItemsMax = 100_000;

    public static SampleRules? Read(YamlMap root, DatasetShape shape, BudgetRules budget)
    {
        if (root.OptionalMap("samples") is not { } map)
        {
            root.Ignore("recordsFromOutsiders");
            return null;
        }

        var known = KnownValuesReader.Read(root, map);
        var year = (int)map.OptionalInteger(
            "referenceYear", RedactionRecipe.ReferenceYearMin, RedactionRecipe.ReferenceYearMax,
            RedactionRecipe.DefaultReferenceYear);
        var columns = map.RequiredList(
            "columns", 1, column => SampleColumnReader.Read(column, shape, known, year), maxItems: 1_000);
        var rules = new SampleRules(
            columns, (int)map.RequiredInteger("unitsMax", 1, int.MaxValue),
            (int)map.RequiredInteger("recordsPerRequest", 1, 1_000_000))
        {
            KnownValues = known,
            Crowd = CrowdReader.Read(map, budget),
            CrowdLine = map.LineOf("crowd"),
            EvaluationItemsMax = (int)map.OptionalInteger("trainerEvaluationItems", 0, EvaluationItemsMax, 0),
        };
        if (columns.DistinctBy(column => column.Name).Count() < columns.Count)
        {
            map.Reject("columns", "a sample lists a column twice", "keep one of each");
        }

        if (known is not null && !columns.Any(column => column.IsRedacted))
        {
            map.Reject("knownValues", "no text column of the sample is redacted, so nothing is removed from any",
                "list redactors for the text columns, or remove knownValues");
        }

        if (rules.Crowd is not null && !columns.Any(column => column.IsRedacted))
        {
            map.Reject("crowd", "no text column of the sample is redacted, so no text is compared with a crowd's",
                "list redactors for the text columns, or remove crowd");
        }

        return rules;
    }
}
