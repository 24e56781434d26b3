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
        if (plan.Selection is not null)
        {
            return KeyedAnswers.Of(plan, table);
        }

        return Lines(
            plan, (cell, component) => Get(table, cell, component),
            (cell, column) => CountsOf(table, cell, column).ToArray());
    }

    /// <summary>What the model answers.</summary>
    public static List<string> Of(StoreTable table, DatasetShape shape, TypedQuery query, byte[] key)
    {
        var plan = Plan(shape, query);
        var rows = StoreModel.Cap(StoreModel.Share(StoreModel.Select(table, shape, query.Filter, key), plan, key), plan, key);
        if (plan.Selection is not null)
        {
            return KeyedAnswers.Of(plan, rows);
        }

        List<Dictionary<string, object?>> Here(int cell)
        {
            var values = plan.KeyOf(cell);
            return [.. rows.Where(row => plan.Groups.Index().All(
                group => StoreModel.PlaceOf(row[group.Item.Column], group.Item, shape) == values[group.Index].ToString()))];
        }

        return Lines(plan, (cell, component) => ValueOf(plan.Components[component], Here(cell), shape), (cell, column) =>
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

    /// <summary>One integer over some rows.</summary>
    public static long ValueOf(
        PlanComponent component, IReadOnlyList<Dictionary<string, object?>> rows, DatasetShape shape) => component switch
        {
            { Kind: ComponentKind.CountRows } => rows.Count,
            { Kind: ComponentKind.CountDistinct, Column: { } column } =>
                rows.Select(row => StoreModel.CountedOf(row, column, shape)).OfType<string>().Distinct().LongCount(),
            { Kind: ComponentKind.CountUnits } => rows.Select(row => StoreTable.TextOf(row[shape.UnitColumn!])).Distinct().LongCount(),
            var part => rows.Select(row => StoreModel.Index(row[part.Column!], shape.Find(part.Column!)!))
                .Sum(index => Part(part.Kind, index, shape.Find(part.Column!)!.Bounds!.StepsCount)) ?? 0,
        };

    private static long? Part(ComponentKind kind, long? index, long steps) => kind switch
    {
        ComponentKind.PairLow => steps - index,
        ComponentKind.PairHigh => index,
        ComponentKind.TripleLow => (steps - index) * (steps - index),
        ComponentKind.TripleMiddle => 2 * index * (steps - index),
        _ => index * index,
    };

    /// <summary>10⁻⁶, which only undeclared keys use.</summary>
    private const long DeltaFemtos = 1_000_000_000;

    public static BoundedPlan Plan(DatasetShape shape, TypedQuery query) =>
        Planner.Plan(query, shape, new Epsilon(Epsilon.MicrosPerNat), DeltaFemtos) switch
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
