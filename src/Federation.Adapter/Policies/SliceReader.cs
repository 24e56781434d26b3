using Federation.Adapter.Slices;
using Federation.Hosting.Configuration;

namespace Federation.Adapter.Policies;

/// <summary>Reads which slice of another adapter's lineage a policy spends.</summary>
internal static class SliceReader
{
    public static SliceTerms? Read(YamlMap budget, BudgetRules rules, string lineage)
    {
        if (budget.OptionalMap("slice") is not { } map)
        {
            return null;
        }

        var file = map.RequiredPath("file");
        var home = map.RequiredString("home", pattern: "[0-9a-f]{64}");
        var logKey = map.RequiredString("homeLog", 512);
        if (!map.IsConfirmed("file") || !map.IsConfirmed("home") || !map.IsConfirmed("homeLog"))
        {
            return null;
        }

        var (slice, problem) = SliceFile.Read(file, home, logKey);
        if (slice is null)
        {
            map.Reject("file", $"{file} {problem}", "fetch the file that 'federation adapter slice' wrote at its home");
            return null;
        }

        if (slice.Lineage != lineage)
        {
            map.Reject("file", $"the slice is of lineage '{slice.Lineage}', not of '{lineage}'",
                "name a slice of this lineage");
        }

        RejectAbove(budget, "lineageEpsilon", rules.LineageEpsilonMicrosMax, slice.EpsilonMicros);
        RejectAbove(budget, "lineageDelta", rules.LineageDeltaFemtosMax, slice.DeltaFemtos);
        if (budget.Has("renewal"))
        {
            budget.Reject("renewal", "a slice is not renewed", "remove it; its home grants another slice");
        }

        return new SliceTerms(
            slice.SliceId, slice.HomeSilo, slice.RecipientFingerprint, slice.EpsilonMicros, slice.DeltaFemtos);
    }

    private static void RejectAbove(YamlMap budget, string key, long written, long granted)
    {
        if (written > granted && budget.IsConfirmed(key))
        {
            budget.Reject(key, $"'{key}' is above what the slice grants", "write at most that");
        }
    }
}
