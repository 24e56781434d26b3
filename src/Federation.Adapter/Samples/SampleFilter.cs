using System.Runtime.CompilerServices;
using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples.Preparation;
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

    /// <summary>Selects and filters records in the fixed order.</summary>
    /// <param name="funded">The quota debit that pays for it.</param>
    /// <param name="skippedCount">How many releasable records at the head of the order to pass over.</param>
    /// <param name="takenCount">How many records to give at the most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Hosting.Errors.RefusalException">The store could not be read; the debit stays.</exception>
    public async IAsyncEnumerable<FilteredBatch> SelectAsync(
        FundedSample funded, long skippedCount, long takenCount,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(funded);
        var batch = new SampleRecords();
        var lengthBytes = 0;
        var passed = 0L;
        await foreach (var record in ReadAsync(funded, cancellationToken))
        {
            if (passed++ < skippedCount)
            {
                continue;
            }

            var size = record.CalculateSize();
            if (batch.Records.Count == ChunkRecordsCountMax || lengthBytes + size > ChunkLengthBytesMax)
            {
                yield return new FilteredBatch(batch);
                (batch, lengthBytes) = (new SampleRecords(), 0);
            }

            batch.Records.Add(record);
            lengthBytes += size + 8;
            if (passed - skippedCount == takenCount)
            {
                break;
            }
        }

        if (batch.Records.Count > 0)
        {
            yield return new FilteredBatch(batch);
        }
    }

    /// <summary>Every record of the fixed order as it would be released, or none and why, in the place of one that is
    /// held back.</summary>
    internal static async IAsyncEnumerable<(SampleRecord? Record, DropReason Reason)> JudgeAsync(
        IDataStore store, DatasetPolicy policy, IReadOnlyList<SampleColumn> columns, PreparedSamples prepared,
        PseudonymKey key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var layout = new SampleLayout(policy);
        var filter = new RecordFilter(layout, columns, prepared, key);
        var plan = new SamplePlan(policy.Shape, layout.Columns, layout.Rules.UnitsMax);
        var rows = store.SampleAsync(plan, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = rows.ConfigureAwait(false);
        while (await MoveNextAsync(rows))
        {
            yield return filter.Judge(rows.Current.Values);
        }
    }

    private async IAsyncEnumerable<SampleRecord> ReadAsync(
        FundedSample funded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var permitted = funded.Permitted;
        var dataset = permitted.Policy.Dataset;
        var key = PseudonymKey.Derive(_secret, funded.AccessId, permitted.Request.TrainerFingerprint);
        var judged = JudgeAsync(
            _stores.Of(dataset), permitted.Policy, permitted.Columns, _prepared.Of(dataset), key, cancellationToken);
        await foreach (var (record, _) in judged)
        {
            if (record is not null)
            {
                yield return record;
            }
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
