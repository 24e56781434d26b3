using System.Runtime.CompilerServices;
using Federation.Privacy;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

/// <summary>Exact answers as lines, such as <c>f,true|CountRows 3|PairLow age 7|PairHigh age 5</c>.</summary>
public static class StoreAnswers
{
    /// <summary>What a store answers.</summary>
    public static async Task<List<string>> AskAsync(
        IDataStore store, DatasetShape shape, TypedQuery query, CancellationToken cancellationToken)
    {
        var plan = Plan(shape, query);
        var table = await store.AggregateAsync(plan, cancellationToken);
        return Lines(plan, (cell, component) => Get(table, cell, component), (cell, column) => CountsOf(table, cell, column).ToArray());
    }

    /// <summary>What the model answers.</summary>
    public static List<string> Of(StoreTable table, DatasetShape shape, TypedQuery query, byte[] key)
    {
        var plan = Plan(shape, query);
        var rows = StoreModel.Select(table, shape, query.Filter, key);
        IEnumerable<Dictionary<string, object?>> Here(int cell)
        {
            var values = plan.KeyOf(cell);
            return rows.Where(row => plan.Groups.Index().All(
                group => PlaceOf(row[group.Item.Column], group.Item, shape) == values[group.Index].ToString()));
        }

        return Lines(plan, (cell, component) =>
        {
            var here = Here(cell);
            return plan.Components[component] switch
            {
                { Kind: ComponentKind.CountRows } => here.LongCount(),
                { Kind: ComponentKind.CountUnits } => here.Select(row => StoreTable.TextOf(row[shape.UnitColumn!])).Distinct().LongCount(),
                var part => here.Select(row => StoreModel.Index(row[part.Column!], shape.Find(part.Column!)!))
                    .Sum(index => Part(part.Kind, index, shape.Find(part.Column!)!.Bounds!.StepsCount)) ?? 0,
            };
        }, (cell, column) =>
        {
            var declared = shape.Find(plan.CountedColumns[column])!;
            var counts = new long[declared.Bounds!.StepsCount + 1];
            foreach (var index in Here(cell).Select(row => StoreModel.Index(row[declared.Name], declared)).OfType<long>())
            {
                counts[index]++;
            }

            return counts;
        });
    }

    private static long? Part(ComponentKind kind, long? index, long steps) => kind switch
    {
        ComponentKind.PairLow => steps - index,
        ComponentKind.PairHigh => index,
        ComponentKind.TripleLow => (steps - index) * (steps - index),
        ComponentKind.TripleMiddle => 2 * index * (steps - index),
        _ => index * index,
    };

    /// <summary>The value, or of a column in bins the lower end of the last bin that does not begin above it.</summary>
    private static string? PlaceOf(object? value, PlanGroup group, DatasetShape shape) =>
        !group.IsBinned ? StoreTable.TextOf(value)
        : StoreModel.Index(value, shape.Find(group.Column)!) is { } index
            ? group.Values.Where((_, bin) => (group.BinSteps > 0 ? bin * group.BinSteps : group.Starts[bin]) <= index).Last().ToString() : null;

    public static BoundedPlan Plan(DatasetShape shape, TypedQuery query) =>
        Planner.Plan(query, shape, new Epsilon(Epsilon.MicrosPerNat)) switch
        {
            Planned planned => planned.Plan,
            NotPlanned not => throw new InvalidOperationException(string.Join("; ", not.Faults)),
            _ => throw new InvalidOperationException(),
        };

    private static List<string> Lines(BoundedPlan plan, Func<int, int, long> value, Func<int, int, long[]> counts) =>
    [
        .. Enumerable.Range(0, plan.CellsCount).Select(cell => string.Join(',', plan.KeyOf(cell)) + string.Concat(
            plan.Components.Select((component, i) =>
                $"|{component.Kind} {(component.Column is { } column ? column + " " : "")}{value(cell, i)}"))
            + string.Concat(plan.CountedColumns.Select((column, i) => $"|{column} at " + string.Join(' ', counts(cell, i).Index()
                .Where(count => count.Item > 0).Select(count => $"{count.Index}:{count.Item}"))))),
    ];

    /// <summary>The exact integers are the noise step's alone; tests of stores look past the wall.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    private static extern long Get(ExactTable table, int cell, int component);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CountsOf")]
    private static extern ReadOnlySpan<long> CountsOf(ExactTable table, int cell, int column);
}
