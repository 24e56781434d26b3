using System.Data.Common;
using System.Runtime.CompilerServices;
using Federation.Privacy.Plans;
using Federation.Stores.Statements;

namespace Federation.Stores;

/// <summary>What all SQL engines share: building a statement, running it on the pool, reading it.</summary>
internal abstract class SqlStore : IDataStore
{
    private const int BatchRecords = 256;

    /// <summary>The columns and the relation, as they were when the store was opened.</summary>
    protected abstract SourceLayout Layout { get; }

    /// <summary>The engine's way to write expressions.</summary>
    protected abstract Dialect Dialect { get; }

    /// <inheritdoc/>
    public Task<StoreDescription> DescribeAsync(CancellationToken cancellationToken) => GuardAsync(() =>
    {
        using var run = Start(new Statement { Sql = $"SELECT count(*) FROM {Layout.Relation}" }, cancellationToken);
        var rows = Convert.ToInt64(run.Command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        return new StoreDescription(
            [.. Layout.Columns.Select(column => new StoreColumn(column.Name, column.EngineType))], rows);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<ExactTable> AggregateAsync(BoundedPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return GuardAsync(() => Aggregate(plan, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SampledRecord> SampleAsync(
        SamplePlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var statement = new SampleStatement(Dialect, Layout).Build(plan);
        using var run = await GuardAsync(() => Start(statement, cancellationToken), cancellationToken);
        using var rows = await GuardAsync(() => run.Command.ExecuteReader(), cancellationToken);
        while (true)
        {
            var batch = await GuardAsync(() => ReadBatch(rows, plan.Columns.Count), cancellationToken);
            foreach (var record in batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return record;
            }

            if (batch.Count < BatchRecords)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Opens a connection for one statement, bound to a token that interrupts the engine.</summary>
    protected abstract RunningStatement Start(Statement statement, CancellationToken cancellationToken);

    /// <summary>Opens a connection for a statistic: which statement is written may depend on what lies beside the data.
    /// </summary>
    protected virtual RunningStatement Start(BoundedPlan plan, CancellationToken cancellationToken) =>
        Start(new AggregateStatement(Dialect, Layout).Build(plan), cancellationToken);

    /// <summary>Runs work on the pool; the engine's errors, which may quote data, become data-free.</summary>
    protected static async Task<T> GuardAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            var result = await Task.Run(work, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch (DbException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (DbException)
        {
            throw new StoreUnavailableException("The engine could not read the store.");
        }
        catch (IOException)
        {
            throw new StoreUnavailableException("The file of the store cannot be read.");
        }
        catch (UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The file of the store may not be read by this process.");
        }
    }

    private static List<SampledRecord> ReadBatch(DbDataReader rows, int columns)
    {
        var batch = new List<SampledRecord>(BatchRecords);
        while (batch.Count < BatchRecords && rows.Read())
        {
            var values = new string?[columns];
            for (var i = 0; i < columns; i++)
            {
                values[i] = rows.IsDBNull(i) ? null : rows.GetString(i);
            }

            batch.Add(new SampledRecord(values));
        }

        return batch;
    }

    private ExactTable Aggregate(BoundedPlan plan, CancellationToken cancellationToken)
    {
        var table = new ExactTable(plan); // All zeros: a cell without rows is not returned by the engine.
        using var run = Start(plan, cancellationToken);
        using var rows = run.Command.ExecuteReader();
        while (rows.Read())
        {
            if (plan.Selection is not null)
            {
                KeyedRows.Add(rows, table);
                continue;
            }

            var (cell, part) = ((int)rows.GetInt64(0), rows.GetInt64(1));
            if (part != AggregateStatement.TotalsPart)
            {
                table.SetCount(cell, (int)part, rows.GetInt64(2), rows.GetInt64(3));
                continue;
            }

            for (var component = 0; component < plan.Components.Count; component++)
            {
                table.Set(cell, component, rows.GetInt64(component + 3));
            }
        }

        return table;
    }
}
