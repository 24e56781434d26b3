using System.Security.Cryptography;
using System.Text;
using Federation.Privacy.Randomness;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Chooses the groups to show, and puts the others together as the rest.</summary>
/// <remarks>
/// Each group is chosen by its own size and coins, in the order of keys and not of the engine. Which of the chosen are
/// left out where there are too many depends on chosen keys alone, so it costs nothing. Shown groups and the rest
/// together hold each row once: their noise is that of the plan's components. Proof: docs/proofs/key-selection.md.
/// </remarks>
internal static class GroupSelection
{
    /// <summary>The groups that are shown, sorted by key, then the integers of the rest.</summary>
    public static (IReadOnlyList<ExactGroup> Shown, long[] Hidden, bool IsCut) Apply(
        ExactTable exact, INoiseSource noise)
    {
        var selection = exact.Plan.Selection ?? throw new ArgumentException("Every group is shown.", nameof(exact));
        var (shown, hidden) = (new List<ExactGroup>(), new List<ExactGroup>());
        foreach (var group in exact.Groups.Order(Comparer<ExactGroup>.Create(Compare)))
        {
            (selection.Keeps(group.Size, noise) ? shown : hidden).Add(group);
        }

        var isCut = shown.Count > Planner.CellsMax;
        if (isCut)
        {
            var ordered = shown.OrderBy(group => DigestOf(group.Key), StringComparer.Ordinal).ToList();
            hidden.AddRange(ordered.Skip(Planner.CellsMax));
            shown = [.. ordered.Take(Planner.CellsMax).Order(Comparer<ExactGroup>.Create(Compare))];
        }

        var rest = new long[exact.Plan.Components.Count];
        for (var component = 0; component < rest.Length; component++)
        {
            var sum = hidden.Aggregate((Int128)exact.Get(0, component), (sum, group) => sum + group.Values[component]);
            rest[component] = long.CreateSaturating(sum);
        }

        return (shown, rest, isCut);
    }

    private static int Compare(ExactGroup left, ExactGroup right) => left.Key.Zip(right.Key)
        .Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(sign => sign != 0);

    private static string DigestOf(IEnumerable<DomainValue> key) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Concat(key.Select(value => $"{value.ToString().Length}:{value}")))));
}
