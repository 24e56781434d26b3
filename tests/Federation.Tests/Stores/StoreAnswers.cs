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
        return Lines(plan, (cell, component) => Get(table, cell, component));
    }

    /// <summary>What the model answers.</summary>
    public static List<string> Of(StoreTable table, DatasetShape shape, TypedQuery query, byte[] key)
    {
        var plan = Plan(shape, query);
        var rows = StoreModel.Select(table, shape, query.Filter, key);
        return Lines(plan, (cell, component) =>
        {
            var values = plan.KeyOf(cell);
            var here = rows.Where(row => plan.Groups.Index().All(
                group => StoreTable.TextOf(row[group.Item.Column]) == values[group.Index].ToString()));
            return plan.Components[component] switch
            {
                { Kind: ComponentKind.CountRows } => here.LongCount(),
                var pair => here.Select(row => StoreModel.Index(row[pair.Column!], shape.Find(pair.Column!)!)).Sum(
                    index => pair.Kind == ComponentKind.PairHigh ? index : shape.Find(pair.Column!)!.Bounds!.StepsCount - index) ?? 0,
            };
        });
    }

    public static BoundedPlan Plan(DatasetShape shape, TypedQuery query) =>
        Planner.Plan(query, shape, new Epsilon(Epsilon.MicrosPerNat)) switch
        {
            Planned planned => planned.Plan,
            NotPlanned not => throw new InvalidOperationException(string.Join("; ", not.Faults)),
            _ => throw new InvalidOperationException(),
        };

    private static List<string> Lines(BoundedPlan plan, Func<int, int, long> value) =>
    [
        .. Enumerable.Range(0, plan.CellsCount).Select(cell => string.Join(',', plan.KeyOf(cell)) + string.Concat(
            plan.Components.Select((component, i) =>
                $"|{component.Kind} {(component.Column is { } column ? column + " " : "")}{value(cell, i)}"))),
    ];

    /// <summary>The exact integers are the noise step's alone; tests of stores look past the wall.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    private static extern long Get(ExactTable table, int cell, int component);
}
