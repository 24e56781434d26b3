using System.Buffers;
using System.Globalization;
using DuckDB.NET.Data;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>The records that count, beside the data: the bounded table as a file that is sorted by rank.</summary>
/// <remarks>
/// A statistic over a smaller bound reads a range of it, by the zone maps of its row groups. It is made by the steps
/// that would bound the records otherwise, so it holds the same ones; where it cannot be had, those steps are run.
/// </remarks>
internal sealed class ContributionIndex
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]{}");

    /// <summary>How many rows of the source are ranked at once, about.</summary>
    private const long SliceRows = 4_000_000;

    private readonly DuckDBConnection _database;
    private readonly Dialect _dialect;
    private readonly SourceLayout _layout;
    private readonly RankedSource _ranked;
    private readonly ContributionIndexFile _file;
    private readonly byte[] _origin;

    private ContributionIndex(
        DuckDBConnection database, Dialect dialect, SourceLayout layout, RankedSource ranked,
        ContributionIndexFile file, (long LengthBytes, DateTime WrittenUtc) stamp)
    {
        (_database, _dialect, _layout, _ranked, _file) = (database, dialect, layout, ranked, file);
        _origin = ContributionIndexFile.Origin(
            stamp, ranked, ranked.Shape.Columns.Select(column => layout.Find(column.Name)));
    }

    /// <summary>Finds or builds the index of an open source, before its engine is locked.</summary>
    /// <returns>The relation, or null; and how it went.</returns>
    public static (RankedSource? Ranked, ContributionIndexState State) Open(
        DuckDBConnection database, SourceLayout layout, SelectionKey key, ContributionIndexOptions options,
        (long LengthBytes, DateTime WrittenUtc) stamp)
    {
        var shape = options.Shape;
        if (shape.UnitColumn is null || shape.Columns.Count == 0 || stamp.LengthBytes < options.SourceBytesMin)
        {
            return (null, ContributionIndexState.NotWorthwhile);
        }

        if (options.Path.AsSpan().ContainsAny(PatternCharacters)) // The engine would read it as a pattern.
        {
            return (null, ContributionIndexState.Failed);
        }

        var file = new ContributionIndexFile(Path.GetFullPath(options.Path), key);
        var relation = $"read_parquet({DuckDbText.Literal(file.Path)})";
        try
        {
            var index = new ContributionIndex(
                database, new DuckDbDialect(key), layout, new RankedSource(relation, shape), file, stamp);
            var state = index.FindOrBuild();
            var isThere = state is ContributionIndexState.Found or ContributionIndexState.Built;
            return (isThere ? index._ranked : null, state);
        }
        catch (DuckDBException)
        {
            return (null, ContributionIndexState.Failed);
        }
        catch (IOException)
        {
            return (null, ContributionIndexState.Failed);
        }
        catch (UnauthorizedAccessException)
        {
            return (null, ContributionIndexState.Failed);
        }
        catch (StoreUnavailableException) // A declared column is missing: whoever opens the store will say which.
        {
            return (null, ContributionIndexState.Failed);
        }
    }

    private ContributionIndexState FindOrBuild()
    {
        if (_file.Fits(_origin))
        {
            return ContributionIndexState.Found;
        }

        _file.Prepare();
        Build();
        _file.Publish(_origin);
        return ContributionIndexState.Built;
    }

    /// <summary>Ranks in slices of whole units, so that no sort by key ever holds all records.</summary>
    private void Build()
    {
        var rows = Convert.ToInt64(Ask($"SELECT count(*) FROM {_layout.Relation}"), CultureInfo.InvariantCulture);
        var slices = (rows / SliceRows) + 1;
        try
        {
            for (var slice = 0L; slice < slices; slice++)
            {
                var statement = new Statement();
                var records = new BoundedRecords(_dialect, _layout, _ranked.Shape);
                statement.Sql = $"SELECT * EXCLUDE (u) FROM ({records.ForIndex(slice, slices, statement)})";
                Run((slice == 0 ? "CREATE TEMP TABLE ranks AS " : "INSERT INTO ranks ") + statement.Sql, statement);
            }

            Run($"COPY (SELECT * FROM ranks ORDER BY n) TO {DuckDbText.Literal(_file.Draft)} "
                + "(FORMAT parquet, USE_TMP_FILE false)"); // Into the draft, which only its owner may read.
        }
        finally
        {
            Run("DROP TABLE IF EXISTS ranks");
        }
    }

    private object? Ask(string sql)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Run(string sql, Statement? statement = null)
    {
        using var command = _database.CreateCommand();
        command.CommandText = sql;
        foreach (var value in statement?.Parameters ?? [])
        {
            command.Parameters.Add(new DuckDBParameter(value));
        }

        command.ExecuteNonQuery();
    }
}
