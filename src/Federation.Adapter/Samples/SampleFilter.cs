using System.Runtime.CompilerServices;
using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples.Preparation;
using Federation.Adapter.Samples.Removals;
using Federation.Contracts.Type.V1;
using Federation.Curation.Filtering;
using Federation.Curation.Redaction;
using Federation.Stores;

namespace Federation.Adapter.Samples;

/// <summary>
/// P4: permitted columns only; every text through the policy's filters and redactors, then a re-scan that fails closed.
/// A record that does not pass is held back, counted for the holder only, and the next in the fixed order fills in.
/// </summary>
public sealed class SampleFilter
{
    /// <summary>The most records of one chunk.</summary>
    public const int ChunkRecordsCountMax = 1_000;

    /// <summary>The most plaintext of one chunk, so that its ciphertext stays under 1 MiB.</summary>
    public const int ChunkLengthBytesMax = 1_000_000;

    private readonly StoreSet _stores;
    private readonly PreparedSet _prepared;
    private readonly byte[] _secret;

    /// <summary>A filter over open stores.</summary>
    /// <param name="stores">The stores.</param>
    /// <param name="prepared">What is known of each dataset.</param>
    /// <param name="secret">The adapter's secret of 32 bytes, of which each release has keys of its own.</param>
    internal SampleFilter(StoreSet stores, PreparedSet prepared, byte[] secret) =>
        (_stores, _prepared, _secret) = (stores, prepared, secret);

    /// <summary>Begins to select and filter records in the fixed order.</summary>
    /// <param name="funded">The debit that pays for it.</param>
    /// <param name="releasedCount">How many of its records are on record as released already.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public SampleSelection Select(FundedSample funded, long releasedCount, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(funded);
        var (permitted, policy) = (funded.Permitted, funded.Permitted.Policy);
        var (layout, prepared) = (new SampleLayout(policy), _prepared.Of(policy.Dataset));
        var key = PseudonymKey.Derive(_secret, funded.AccessId, permitted.Request.TrainerFingerprint);
        var removals = permitted.RemovalCost == default ? null : new RemovalTally(
            RecordFilter.OneByOne(layout, permitted.Columns, prepared, key), permitted.Evaluation,
            permitted.Request.Body.SkippedRecordsCount, permitted.PaidRecordsCount);
        return new SampleSelection(
            funded, releasedCount, ReadAsync(_stores.Of(policy.Dataset), policy, layout, cancellationToken),
            new RecordFilter(layout, permitted.Columns, prepared, key), removals);
    }

    /// <summary>Every record of the fixed order as it would be released, or none and why, in the place of one that is
    /// held back.</summary>
    internal static async IAsyncEnumerable<(SampleRecord? Record, DropReason Reason)> JudgeAsync(
        IDataStore store, DatasetPolicy policy, IReadOnlyList<SampleColumn> columns, PreparedSamples prepared,
        PseudonymKey key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var layout = new SampleLayout(policy);
        var filter = new RecordFilter(layout, columns, prepared, key);
        await foreach (var values in ReadAsync(store, policy, layout, cancellationToken))
        {
            yield return filter.Judge(values);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<string?>> ReadAsync(
        IDataStore store, DatasetPolicy policy, SampleLayout layout,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = new SamplePlan(policy.Shape, layout.Columns, layout.Rules.UnitsMax);
        var rows = store.SampleAsync(plan, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = rows.ConfigureAwait(false);
        while (await MoveNextAsync(rows))
        {
            yield return rows.Current.Values;
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SampledRecord> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (StoreUnavailableException)
        {
            throw Refusals.StoreUnavailable();
        }
    }
}
