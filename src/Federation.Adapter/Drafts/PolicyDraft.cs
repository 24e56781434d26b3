using System.Security.Cryptography;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Drafts;

/// <summary>
/// A first policy for a file of data, commented, with every guess marked so that no adapter takes it.
/// </summary>
public static class PolicyDraft
{
    /// <summary>How many records are looked at.</summary>
    public const int RecordsLookedAtMax = 100_000;

    private const int ColumnsMax = 1_000;
    private const int NameCharactersMax = 128;

    /// <summary>Looks at the data and writes the policy's text.</summary>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="options">Where the data are.</param>
    /// <param name="shownPath">The path to write, absolute or from the policy's folder.</param>
    /// <param name="unit">The column of the privacy unit, where the holder names it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DraftException">There is nothing to declare, or no such unit.</exception>
    /// <exception cref="StoreUnavailableException">The data cannot be read.</exception>
    public static async Task<DraftedPolicy> WriteAsync(
        string dataset, StoreOptions options, string shownPath, string? unit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var store = StoreFactory.Open(options, RandomNumberGenerator.GetBytes(32)); // Any records will do.
        await using (store.ConfigureAwait(false))
        {
            var description = await store.DescribeAsync(cancellationToken);
            if (unit is not null && description.Columns.All(column => column.Name != unit))
            {
                throw new DraftException(
                    $"The data have no column '{unit}'. They have: " +
                    $"{string.Join(", ", description.Columns.Select(column => column.Name).Take(50))}.");
            }

            var profiles = await ProfileAsync(options, store, description, unit, cancellationToken);
            if (profiles.Count == 0)
            {
                throw new DraftException("The data have no column besides the unit that could be declared.");
            }

            var leftOut = description.Columns.Select(column => column.Name)
                .Except(profiles.Select(profile => profile.Name)).Where(name => name != unit);
            return new DraftText(dataset, options, shownPath, unit, description.Rows).Write(profiles, [.. leftOut]);
        }
    }

    private static async Task<IReadOnlyList<ColumnProfile>> ProfileAsync(
        StoreOptions options, IDataStore store, StoreDescription description, string? unit,
        CancellationToken cancellationToken)
    {
        var profiles = description.Columns.GroupBy(column => column.Name).Where(group => group.Count() == 1)
            .Select(group => group.First())
            .Where(column => column.Name != unit && column.Name.Length is > 0 and <= NameCharactersMax)
            .Take(ColumnsMax)
            .Select(column => new ColumnProfile(column.Name, ColumnFit.KindOf(options.Kind, column.EngineType)))
            .ToList();
        if (profiles.Count == 0)
        {
            return profiles;
        }

        var shape = new DatasetShape("draft", "draft", 1, null, null, 1, [], long.MaxValue);
        var plan = new SamplePlan(shape, [.. profiles.Select(profile => profile.Name)], RecordsLookedAtMax);
        await foreach (var record in store.SampleAsync(plan, cancellationToken))
        {
            for (var i = 0; i < profiles.Count; i++)
            {
                profiles[i].Add(record.Values[i]);
            }
        }

        return profiles;
    }
}
