using Federation.Adapter.Budgets;
using Federation.Adapter.Samples.Evaluations;
using Federation.Adapter.Samples.Removals;
using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Samples;

/// <summary>The records of one stream, in the fixed order. Read once.</summary>
/// <remarks>
/// A request pays for a window of records that may leave: as many as it asks for and as many as make up for others.
/// Nothing behind the window is compared with an evaluation set, and what is left out of it is made up from it alone.
/// </remarks>
public sealed class SampleSelection
{
    private readonly IAsyncEnumerable<IReadOnlyList<string?>> _rows;
    private readonly RecordFilter _filter;
    private readonly EvaluationSearch? _search;
    private readonly long _skippedCount;
    private readonly long _windowEnd;
    private readonly long _releasedCount;
    private readonly long _askedCount;

    /// <summary>Begins a selection.</summary>
    /// <param name="funded">What pays for it.</param>
    /// <param name="releasedCount">How many of its records are on record as released.</param>
    /// <param name="rows">Every record of the dataset, in the fixed order; stops when its caller is gone.</param>
    /// <param name="filter">Judges them.</param>
    /// <param name="removals">Counts what becomes of them; null where nobody asked.</param>
    internal SampleSelection(
        FundedSample funded, long releasedCount, IAsyncEnumerable<IReadOnlyList<string?>> rows, RecordFilter filter,
        RemovalTally? removals)
    {
        var (permitted, body) = (funded.Permitted, funded.Permitted.Request.Body);
        (_rows, _filter, Removals) = (rows, filter, removals);
        _search = permitted.Evaluation is { } evaluation ? new EvaluationSearch(evaluation) : null;
        (_skippedCount, _windowEnd) =
            (body.SkippedRecordsCount, body.SkippedRecordsCount + permitted.PaidRecordsCount);
        (_releasedCount, _askedCount) = (releasedCount, body.RecordsCount);
    }

    /// <summary>What became of the records; whole once the last batch was read. Null where nobody asked.</summary>
    internal RemovalTally? Removals { get; }

    /// <summary>What is still to be released, in batches of a chunk each.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The store could not be read; the debit stays.</exception>
    public async IAsyncEnumerable<FilteredBatch> ReadAsync()
    {
        var batch = new SampleRecords();
        var lengthBytes = 0;
        await foreach (var record in ReadRecordsAsync())
        {
            var size = record.CalculateSize();
            if (batch.Records.Count == SampleFilter.ChunkRecordsCountMax
                || lengthBytes + size > SampleFilter.ChunkLengthBytesMax)
            {
                yield return new FilteredBatch(batch);
                (batch, lengthBytes) = (new SampleRecords(), 0);
            }

            batch.Records.Add(record);
            lengthBytes += size + 8;
        }

        if (batch.Records.Count > 0)
        {
            yield return new FilteredBatch(batch);
        }
    }

    private async IAsyncEnumerable<SampleRecord> ReadRecordsAsync()
    {
        var (passedCount, takenCount) = (0L, 0L);
        var isDone = _releasedCount == _askedCount;
        await foreach (var values in _rows)
        {
            Removals?.Add(values);
            if (!isDone && _filter.Judge(values).Record is { } record)
            {
                var isPaid = passedCount++ >= _skippedCount;
                if (isPaid && _search?.SetOf(record) is null && takenCount++ >= _releasedCount)
                {
                    yield return record;
                }

                isDone = takenCount == _askedCount || passedCount == _windowEnd;
            }

            if (isDone && Removals is not { IsComplete: false })
            {
                yield break;
            }
        }
    }
}
