using System.Runtime.CompilerServices;
using System.Text;
using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Curation;
using Federation.Stores;

namespace Federation.Adapter.Samples;

/// <summary>
/// P4: permitted columns only; every text through its redactors, then a re-scan that fails closed. A record that fails
/// it is held back, counted for the holder only, and the next in the fixed order fills in.
/// </summary>
public sealed class SampleFilter(StoreSet stores)
{
    /// <summary>The most records of one chunk.</summary>
    public const int ChunkRecordsCountMax = 1_000;

    /// <summary>The most plaintext of one chunk, so that its ciphertext stays under 1 MiB.</summary>
    public const int ChunkLengthBytesMax = 1_000_000;

    private const int RecordLengthBytesMax = 256 * 1024;

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
        await foreach (var record in ReadAsync(funded.Permitted, cancellationToken))
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

    /// <summary>What one record would be released as, or null where it is held back.</summary>
    public static SampleRecord? Filter(IReadOnlyList<SampleColumn> columns, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        var record = new SampleRecord();
        var lengthBytes = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            var field = new SampleField();
            if (values[i] is { } text && ColumnFit.OfValue(text, columns[i].Kind)) // A misfit counts as missing.
            {
                lengthBytes += Encoding.UTF8.GetByteCount(text);
                if (lengthBytes > RecordLengthBytesMax)
                {
                    return null;
                }

                var result = columns[i].Redactor.Redact(text);
                if (result.IsDropped || !LeakScan.IsClean(result.Text))
                {
                    return null;
                }

                field.Text = result.Text;
            }

            record.Fields.Add(field);
        }

        return record;
    }

    /// <summary>Every record of the fixed order as it would be released, or null in the place of one that is held
    /// back.</summary>
    internal static async IAsyncEnumerable<SampleRecord?> JudgeAsync(
        IDataStore store, Policies.DatasetPolicy policy, IReadOnlyList<SampleColumn> columns,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = new SamplePlan(
            policy.Shape, [.. columns.Select(column => column.Name)], policy.Samples!.UnitsMax);
        var rows = store.SampleAsync(plan, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = rows.ConfigureAwait(false);
        while (await MoveNextAsync(rows))
        {
            yield return Filter(columns, rows.Current.Values);
        }
    }

    private async IAsyncEnumerable<SampleRecord> ReadAsync(
        Permits.PermittedSample permitted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var judged = JudgeAsync(
            stores.Of(permitted.Policy.Dataset), permitted.Policy, permitted.Columns, cancellationToken);
        await foreach (var record in judged)
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
