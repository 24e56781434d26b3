using System.Globalization;
using Federation.Privacy.Schemas;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Chooses the records that count in one statistic: reads units and ids once, and leaves a set of rows for the
/// statement to read.</summary>
/// <remarks>
/// The engine reads and groups; between the two, only places in the file are kept. What it chooses is what the steps of
/// <see cref="BoundedRecords"/> would, which remain for sources whose rows have no place, and for want of memory.
/// </remarks>
internal sealed class RecordChooser(
    ChoiceBook book, Dialect dialect, PlacedRows rows, SelectionKey key, StoreOptions options) : IDisposable
{
    /// <summary>The share of the engine's memory that may be taken beside it.</summary>
    private const int MemoryShare = 2;

    private readonly SlabPool _pool = new();

    /// <summary>Chooses; null where the statement has to.</summary>
    /// <param name="shape">The declared dataset.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="start">Starts a statement.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ChosenRecords? Choose(
        DatasetShape shape, SourceLayout layout, Func<Statement, RunningStatement> start,
        CancellationToken cancellationToken)
    {
        if (shape.UnitColumn is not { } unitName || shape.RecordIdColumn is not { } idName
            || rows.Count > RecordPlace.RowMax)
        {
            return null;
        }

        var (unit, id) = (layout.Find(unitName), layout.Find(idName));
        var form = new RecordForm(!IsWhole(unit), !IsWhole(id), key.OrderSeed, rows.Count);
        using var collector = new RecordCollector(
            form, _pool, new MemoryBudget((long)Math.Max(64, options.MemoryMebibytes) * (1 << 20) / MemoryShare));
        Collect(collector, form, unit, id, start);
        if (!collector.IsWhole)
        {
            return null;
        }

        var (kept, ties) = Choose(form, collector.Shards, shape.RecordsPerUnitBound, cancellationToken);
        if (ties.Count > 0)
        {
            new TieBreaker(book, dialect, rows).Break(ties, kept, shape, layout, start);
        }

        return new ChosenRecords(book, kept, rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private void Collect(
        RecordCollector collector, RecordForm form, SourceColumn unit, SourceColumn id,
        Func<Statement, RunningStatement> start)
    {
        var number = book.Enter(collector);
        try
        {
            var u = form.IsUnitText ? dialect.Unit(unit) : $"CAST({unit.Alias} AS BIGINT)";
            var i = form.IsRecordText ? $"coalesce({dialect.Text(id)}, '')" : $"CAST({id.Alias} AS BIGINT)";
            using var run = start(new Statement
            {
                Sql = $"SELECT count({EngineFunctions.Note(form.IsUnitText, form.IsRecordText)}("
                    + $"{Statement.Literal(number)}, {rows.Place}, {u}, {i})) FROM {rows.Relation}",
            });
            _ = Convert.ToString(run.Command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        finally
        {
            book.Leave(number);
        }
    }

    private (RowMarks Kept, List<TiedRecords> Ties) Choose(
        RecordForm form, IReadOnlyList<RecordShard> shards, int bound, CancellationToken cancellationToken)
    {
        var (kept, ties) = (new RowMarks(form.RowsCount), new List<TiedRecords>());
        var work = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = Math.Max(1, options.Threads),
        };
        Parallel.For(0, form.PartitionsCount, work, Begin, (partition, _, first) =>
        {
            first.ChooseIn(partition);
            return first;
        }, first =>
        {
            lock (ties)
            {
                kept.Add(first.Kept);
                ties.AddRange(first.Ties);
            }
        });
        return (kept, ties);

        FirstRecords Begin() => new(form, shards, bound);
    }

    /// <summary>Whether all values are whole numbers of 64 bits with a sign.</summary>
    private static bool IsWhole(SourceColumn column) => column.EngineType is "TINYINT" or "SMALLINT" or "INTEGER"
        or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER";
}
