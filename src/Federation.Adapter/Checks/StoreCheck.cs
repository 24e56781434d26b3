using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Checks;

/// <summary>
/// Opens the store of a policy and compares what it keeps with what the policy declares. Shows no value of the data.
/// </summary>
public static class StoreCheck
{
    /// <summary>How many records are looked at to tell whether values can be read as declared.</summary>
    public const int RecordsLookedAtMax = 1_000;

    /// <summary>Looks into one store.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="selectionKey">The adapter's key, or any 32 bytes: it only chooses which records to look at.</param>
    /// <param name="cancellationToken">Stops the engine.</param>
    public static async Task<StoreFinding> RunAsync(
        DatasetPolicy policy, byte[] selectionKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        try
        {
            var store = StoreFactory.Open(policy.Store, selectionKey);
            await using (store.ConfigureAwait(false))
            {
                return await CompareAsync(policy, store, cancellationToken);
            }
        }
        catch (StoreUnavailableException exception)
        {
            return new StoreFinding(policy.Dataset, exception.Message, [], []);
        }
    }

    private static async Task<StoreFinding> CompareAsync(
        DatasetPolicy policy, IDataStore store, CancellationToken cancellationToken)
    {
        var description = await store.DescribeAsync(cancellationToken);
        var lines = PolicyLines.Of(policy.File);
        var faults = FindMissing(policy, description, lines);
        var warnings = new List<string>();
        if (description.Rows > policy.Shape.RowsMax)
        {
            warnings.Add("the store holds more rows than rowsMax: raise it, and leave room for growth");
        }

        if (faults.Count == 0)
        {
            await ReadAsync(policy, store, description, lines, faults, warnings, cancellationToken);
        }

        if (faults.Count == 0)
        {
            warnings.AddRange(await DataWarnings.FindAsync(policy.Shape, store, cancellationToken));
        }

        return new StoreFinding(policy.Dataset, null, faults, warnings);
    }

    private static List<ConfigurationFault> FindMissing(
        DatasetPolicy policy, StoreDescription description, PolicyLines lines)
    {
        var faults = new List<ConfigurationFault>();
        foreach (var column in policy.Shape.Columns.Where(column => CountOf(column.Name) != 1))
        {
            faults.Add(lines.OfColumn(column.Name, WhatOf(column.Name), FixOf(column.Name)));
        }

        if (policy.Shape.UnitColumn is { } unit && CountOf(unit) != 1)
        {
            faults.Add(lines.OfKey("unit", WhatOf(unit), FixOf(unit)));
        }

        if (policy.Shape.RecordIdColumn is { } id && CountOf(id) != 1)
        {
            faults.Add(lines.OfKey("recordId", WhatOf(id), FixOf(id)));
        }

        foreach (var column in policy.Samples?.KnownValues?.Columns.Where(column => CountOf(column.Name) != 1) ?? [])
        {
            faults.Add(lines.OfKey("samples", WhatOf(column.Name), FixOf(column.Name)));
        }

        return faults;

        int CountOf(string name) => description.Columns.Count(column => column.Name == name);

        string WhatOf(string name) => CountOf(name) == 0
            ? $"the data have no column '{name}'" : $"the data have more than one column '{name}'";

        string FixOf(string name) => CountOf(name) == 0
            ? $"write one of: {string.Join(", ", description.Columns.Select(column => column.Name).Take(50))}"
            : "rename one of them in the data";
    }

    private static async Task ReadAsync(
        DatasetPolicy policy, IDataStore store, StoreDescription description, PolicyLines lines,
        List<ConfigurationFault> faults, List<string> warnings, CancellationToken cancellationToken)
    {
        var toRead = new List<ColumnShape>();
        foreach (var column in policy.Shape.Columns)
        {
            var type = description.Columns.First(stored => stored.Name == column.Name).EngineType;
            switch (ColumnFit.OfType(policy.Store.Kind, type, column.Kind))
            {
                case false:
                    faults.Add(lines.OfColumn(
                        column.Name, $"'{column.Name}' is kept as {type}, which cannot be read as {Word(column)}",
                        "declare it as text, or store it otherwise"));
                    break;
                case null:
                    toRead.Add(column);
                    break;
                default:
                    break;
            }
        }

        if (toRead.Count == 0)
        {
            return;
        }

        foreach (var (column, (readCount, presentCount)) in toRead.Zip(
            await CountAsync(policy.Shape, store, toRead, cancellationToken)))
        {
            if (presentCount > 0 && readCount == 0)
            {
                faults.Add(lines.OfColumn(
                    column.Name, $"no value of '{column.Name}' that was looked at can be read as {Word(column)}",
                    "declare its type as the data have it"));
            }
            else if (readCount < presentCount)
            {
                warnings.Add($"some values of '{column.Name}' cannot be read as {Word(column)}: they count as NULL");
            }
        }
    }

    private static async Task<IReadOnlyList<(int ReadCount, int PresentCount)>> CountAsync(
        DatasetShape shape, IDataStore store, List<ColumnShape> columns, CancellationToken cancellationToken)
    {
        var counts = new (int ReadCount, int PresentCount)[columns.Count];
        var plan = new SamplePlan(shape, [.. columns.Select(column => column.Name)], RecordsLookedAtMax);
        var seenCount = 0;
        await foreach (var record in store.SampleAsync(plan, cancellationToken))
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (record.Values[i] is { } text)
                {
                    counts[i].PresentCount++;
                    counts[i].ReadCount += ColumnFit.OfValue(text, columns[i].Kind) ? 1 : 0;
                }
            }

            if (++seenCount == RecordsLookedAtMax)
            {
                break;
            }
        }

        return counts;
    }

    private static string Word(ColumnShape column) => Explanations.Words.Of(column.Kind);
}
