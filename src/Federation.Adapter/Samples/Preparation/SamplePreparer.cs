using Federation.Adapter.Policies;
using Federation.Curation.Duplicates;
using Federation.Curation.Filtering;
using Federation.Curation.KnownValues;
using Federation.Stores;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>
/// Reads once what a policy needs to know of the whole dataset: which texts are alike, and which values are known. A
/// function of data and policy; it releases nothing, and nothing of it depends on who asks later.
/// </summary>
internal static class SamplePreparer
{
    /// <summary>Prepares one dataset, or takes what was prepared of the same data before.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="store">Its store.</param>
    /// <param name="spill">Where what does not fit in memory goes meanwhile.</param>
    /// <param name="kept">Where it is kept for the next start.</param>
    /// <param name="chooseCrowd">Tells which spans a crowd uses, where the policy asks.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What was prepared, and whether it had been kept.</returns>
    /// <exception cref="StoreUnavailableException">The data cannot be read.</exception>
    public static async Task<(PreparedSamples Prepared, bool IsKept)> RunAsync(
        DatasetPolicy policy, IDataStore store, ISpill spill, PreparedFile kept, Func<Task<CrowdSpans>> chooseCrowd,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(chooseCrowd);
        if (policy.Samples is not { } rules)
        {
            return (PreparedSamples.None, false);
        }

        var crowd = rules.Crowd is null ? null : await chooseCrowd(); // It pays, so it comes before any reading.
        if (!IsAsked(policy, rules))
        {
            return (PreparedSamples.None with { Crowd = crowd }, false);
        }

        if (kept.TryRead(crowd) is { } before)
        {
            return (before, true);
        }

        var prepared = await ReadAsync(policy, store, spill, crowd, cancellationToken);
        kept.Write(prepared);
        return (prepared, false);
    }

    /// <summary>The same for a look at the data that keeps nothing.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static async Task<PreparedSamples> ShowAsync(
        DatasetPolicy policy, IDataStore store, ISpill spill, Func<Task<CrowdSpans>> chooseCrowd,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(chooseCrowd);
        if (policy.Samples is not { } rules)
        {
            return PreparedSamples.None;
        }

        var crowd = rules.Crowd is null ? null : await chooseCrowd();
        return await ReadAsync(policy, store, spill, crowd, cancellationToken);
    }

    /// <summary>Whether anything beside a crowd has to be known of the whole dataset.</summary>
    private static bool IsAsked(DatasetPolicy policy, SampleRules rules) =>
        rules.Columns.Any(column => column.Text.NearDuplicateMicros is not null)
        || rules.KnownValues?.IsHolderWide == true || new SampleLayout(policy).HasUnit;

    private static async Task<PreparedSamples> ReadAsync(
        DatasetPolicy policy, IDataStore store, ISpill spill, CrowdSpans? crowd, CancellationToken cancellationToken)
    {
        var layout = new SampleLayout(policy);
        var near = layout.Rules.Columns.Index().Where(column => column.Item.Text.NearDuplicateMicros is not null)
            .ToDictionary(
                column => column.Index,
                column => new NearDuplicateMap(column.Item.Text.NearDuplicateMicros!.Value, spill));
        var units = new Dictionary<string, HashSet<(string Kind, string Value)>>(StringComparer.Ordinal);
        if (near.Count > 0 || layout.HasUnit)
        {
            await ReadBoundedAsync(policy, store, layout, near, units, cancellationToken);
        }

        return new PreparedSamples(
            near,
            units.ToDictionary(
                unit => unit.Key, IReadOnlyCollection<(string Kind, string Value)> (unit) => unit.Value,
                StringComparer.Ordinal),
            layout.Rules.KnownValues is { IsHolderWide: true } known
                ? await ReadHolderAsync(policy, store, known, cancellationToken) : KnownValueIndex.Empty,
            crowd);
    }

    /// <summary>The records that samples can ever show, as the pipeline reads them.</summary>
    private static async Task ReadBoundedAsync(
        DatasetPolicy policy, IDataStore store, SampleLayout layout, Dictionary<int, NearDuplicateMap> near,
        Dictionary<string, HashSet<(string Kind, string Value)>> units, CancellationToken cancellationToken)
    {
        var filters = near.Keys.ToDictionary(place => place, place => new TextFilter(layout.Rules.Columns[place].Text));
        var plan = new SamplePlan(policy.Shape, layout.Columns, layout.Rules.UnitsMax);
        await foreach (var record in store.SampleAsync(plan, cancellationToken))
        {
            if (layout.HasUnit && layout.UnitOf(record.Values) is { } unit)
            {
                if (!units.TryGetValue(unit, out var values))
                {
                    units[unit] = values = [];
                }

                values.UnionWith(layout.KnownOf(record.Values));
            }

            foreach (var (place, filter) in filters)
            {
                if (record.Values[place] is { } value && filter.Extract(value) is var text
                    && filter.Judge(text) == DropReason.None)
                {
                    near[place].Add(text);
                }
            }
        }

        foreach (var map in near.Values)
        {
            map.Finish(cancellationToken);
        }
    }

    /// <summary>Every row of the table, also those of units that no sample shows.</summary>
    private static async Task<KnownValueIndex> ReadHolderAsync(
        DatasetPolicy policy, IDataStore store, KnownValueRules rules, CancellationToken cancellationToken)
    {
        var builder = new KnownValueBuilder(isHolderWide: true);
        var rows = policy.Shape with { UnitColumn = null, RecordIdColumn = null };
        var plan = new SamplePlan(rows, [.. rules.Columns.Select(column => column.Name)], long.MaxValue);
        await foreach (var record in store.SampleAsync(plan, cancellationToken))
        {
            foreach (var (column, value) in rules.Columns.Zip(record.Values))
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    builder.Add(column.Kind, value);
                }
            }
        }

        return builder.Build();
    }
}
