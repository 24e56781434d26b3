using Federation.Curation.KnownValues;
using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Reads which columns of the holder's own hold names, numbers and addresses to remove from text.</summary>
internal static class KnownValuesReader
{
    private const string Outsiders = "recordsFromOutsiders";

    /// <summary>The rules; null without any.</summary>
    /// <param name="root">The policy, which says whether outsiders can write records.</param>
    /// <param name="samples">What samples may hold.</param>
    public static KnownValueRules? Read(YamlMap root, YamlMap samples)
    {
        var hasOutsiders = root.OptionalBoolean(Outsiders, fallback: true);
        if (samples.OptionalMap("knownValues") is not { } map)
        {
            return null;
        }

        var columns = map.RequiredList(
            "columns", 1,
            column => new KnownColumn(
                column.RequiredString("name", 128), column.RequiredChoice("as", KnownValueBuilder.Kinds)),
            maxItems: 100);
        if (columns.DistinctBy(column => column.Name).Count() < columns.Count)
        {
            map.Reject("columns", "a known column is listed twice", "keep one of each");
        }

        return new KnownValueRules(columns, ReadScope(root, map, hasOutsiders));
    }

    /// <summary>
    /// Removing everybody's values tells whoever reads a sample which of the words in it are somebody's: who can write
    /// records can post guesses and see which are cut.
    /// </summary>
    private static bool ReadScope(YamlMap root, YamlMap map, bool hasOutsiders)
    {
        if (!map.Has("holderWide"))
        {
            map.Ignore("holderWide");
            return false;
        }

        _ = map.RequiredChoice("holderWide", "acknowledged");
        if (!root.Has(Outsiders))
        {
            map.Reject("holderWide", $"holder-wide removal needs '{Outsiders}' to be stated",
                $"write '{Outsiders}: false' at the top if nobody outside can add or change records; else remove this");
        }
        else if (hasOutsiders && root.IsConfirmed(Outsiders))
        {
            map.Reject("holderWide", "outsiders can write records: they could post names and see which are cut",
                "remove it; a record then loses the values of its own privacy unit");
        }

        return true;
    }
}
