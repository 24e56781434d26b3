using System.Runtime.CompilerServices;
using Federation.Privacy.Plans;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Stores;

/// <summary>Exact groups of undeclared keys as lines, such as <c>oslo|7 of 9|CountRows 12</c>, sorted; the last is the
/// rest.</summary>
public static class KeyedAnswers
{
    /// <summary>What a store answered.</summary>
    public static List<string> Of(BoundedPlan plan, ExactTable table)
    {
        var lines = new List<string>();
        foreach (var group in (System.Collections.IEnumerable)Groups(table))
        {
            lines.Add(Line(plan, string.Join(',', Read<DomainValue[]>(group, "Key")), Read<long>(group, "Size"), Read<long[]>(group, "Values")));
        }

        return [.. lines.Order(StringComparer.Ordinal), Line(plan, "rest", 0, [.. plan.Components.Select((_, i) => Get(table, 0, i))])];
    }

    /// <summary>What the model answers: groups of enough units with their sizes, and the sums of the others.</summary>
    public static List<string> Of(BoundedPlan plan, IReadOnlyList<Dictionary<string, object?>> rows)
    {
        var shape = plan.Shape;
        string UnitOf(Dictionary<string, object?> row) => shape.UnitColumn is { } unit ? StoreTable.TextOf(row[unit])! : row["id"]!.ToString()!;
        var groups = rows.Select(row => (Row: row, Key: StoreModel.KeyOf(row, plan))).Where(pair => pair.Key is not null)
            .GroupBy(pair => pair.Key!, pair => pair.Row).ToList();
        var groupsOfUnit = groups.SelectMany(group => group.Select(UnitOf).Distinct()).CountBy(unit => unit).ToDictionary();
        var rest = new long[plan.Components.Count];
        var lines = new List<string>();
        foreach (var group in groups)
        {
            var units = group.Select(UnitOf).Distinct().ToList();
            long[] values = [.. plan.Components.Select(component => StoreAnswers.ValueOf(component, [.. group], shape))];
            if (units.Count < plan.Selection!.UnitsMin)
            {
                rest = [.. rest.Zip(values, (left, right) => left + right)];
                continue;
            }

            var weights = plan.Selection.Weights;
            lines.Add(Line(plan, group.Key, units.Sum(unit => weights.Count == 0 ? 1 : weights[groupsOfUnit[unit] - 1]), values));
        }

        return [.. lines.Order(StringComparer.Ordinal), Line(plan, "rest", 0, rest)];
    }

    private static string Line(BoundedPlan plan, string key, long size, IReadOnlyList<long> values) =>
        $"{key}|{size}|{string.Join('|', plan.Components.Zip(values, (component, value) => $"{component.Kind} {component.Column} {value}"))}";

    private static T Read<T>(object group, string name) => (T)group.GetType().GetProperty(name)!.GetValue(group)!;

    private static object Groups(ExactTable table) => typeof(ExactTable)
        .GetProperty("Groups", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(table)!;

    /// <summary>The exact integers are the noise step's alone; tests of stores look past the wall.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    private static extern long Get(ExactTable table, int cell, int component);
}
