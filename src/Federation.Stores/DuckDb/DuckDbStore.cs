using System.Buffers;
using System.Globalization;
using DuckDB.NET.Data;
using Federation.Privacy.Plans;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>A file read by DuckDB through one view in a locked, memory-only database.</summary>
internal sealed class DuckDbStore : SqlStore
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[]{}");
    private readonly DuckDBConnection _database;
    private readonly string _path;
    private readonly (long LengthBytes, DateTime WrittenUtc) _stamp;
    private readonly SourceLayout _layout;
    private readonly (string Path, (long LengthBytes, DateTime WrittenUtc) Stamp)? _index;

    private (string Path, (long LengthBytes, DateTime WrittenUtc) Stamp)? _right;
    private RecordChooser? _chooser;

    private DuckDbStore(
        DuckDBConnection database, SourceLayout layout, Dialect dialect, string path,
        (long LengthBytes, DateTime WrittenUtc) stamp, string? indexPath)
    {
        (_database, _layout, Dialect, _path, _stamp) = (database, layout, dialect, path, stamp);
        _index = indexPath is null ? null : (indexPath, Stamp(indexPath));
    }

    /// <summary>An index that was touched since the store was opened is not read: the statement does without.</summary>
    protected override SourceLayout Layout =>
        _index is not { } index || (File.Exists(index.Path) && Stamp(index.Path) == index.Stamp)
            ? _layout
            : _layout with { Ranked = null };

    /// <inheritdoc/>
    protected override Dialect Dialect { get; }

    /// <summary>Opens the file, reads it through where only that shows it is whole, and locks the engine.</summary>
    /// <exception cref="StoreUnavailableException">The file is missing, malformed or not UTF-8.</exception>
    public static DuckDbStore Open(StoreOptions options, SelectionKey key)
    {
        var path = LiteralPath(options.Path);
        var stamp = Stamp(path);
        var right = options.View is { } view ? (view.On, Path: LiteralPath(view.Path)) : default;
        var source = FileSource.Of(options.Kind, path);
        var database = new DuckDBConnection("DataSource=:memory:");
        try
        {
            database.Open();
            var book = new ChoiceBook();
            EngineFunctions.Register(database, book);
            Execute(database, "SET temp_directory=''");
            Limit(database, options);
            var layout = View(database, source, "data");
            if (right.Path is { } beside)
            {
                var other = FileSource.Of(options.Kind, beside, layout.Columns.Count);
                layout = JoinedLayout.Of(layout, View(database, other, "beside"), right.On, new DuckDbDialect(key));
            }

            var isIndexed = options.Index is not null && right.Path is null; // Of one file only: a view has two.
            var ranked = isIndexed ? Rank(database, layout, key, options.Index!, stamp) : null;
            var indexPath = ranked is null ? null : Path.GetFullPath(options.Index!.Path);
            var store = new DuckDbStore(
                database, layout with { Ranked = ranked }, new DuckDbDialect(key), path, stamp, indexPath)
            {
                _right = right.Path is null ? null : (right.Path, Stamp(right.Path)),
                _chooser = right.Path is null && source.Place(database, layout) is { } rows
                    ? new RecordChooser(book, new DuckDbDialect(key), rows, key, options) : null,
            };
            Harden(database, new[] { path, indexPath, right.Path }.OfType<string>());
            return store;
        }
        catch (DuckDBException)
        {
            database.Dispose();
            throw new StoreUnavailableException(source.Malformed);
        }
        catch (StoreUnavailableException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _chooser?.Dispose();
        return _database.DisposeAsync();
    }

    /// <summary>Another connection to the locked engine.</summary>
    internal DuckDBConnection Connect()
    {
        var connection = _database.Duplicate();
        connection.Open();
        return connection;
    }

    /// <summary>Where rows have places and no index has ranks, the records that count are chosen first.</summary>
    protected override RunningStatement Start(BoundedPlan plan, CancellationToken cancellationToken)
    {
        var layout = Layout;
        var chosen = AggregateStatement.IsRanked(plan, layout)
            ? null
            : _chooser?.Choose(plan.Shape, layout, one => Start(one, cancellationToken), cancellationToken);
        try
        {
            var statement = new AggregateStatement(Dialect, layout with { Chosen = chosen?.Relation }).Build(plan);
            var run = Start(statement, chosen, cancellationToken);
            chosen = null;
            return run;
        }
        finally
        {
            chosen?.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override RunningStatement Start(Statement statement, CancellationToken cancellationToken) =>
        Start(statement, null, cancellationToken);

    private RunningStatement Start(Statement statement, IDisposable? also, CancellationToken cancellationToken)
    {
        if (Stamp(_path) != _stamp || (_right is { } right && Stamp(right.Path) != right.Stamp))
        {
            throw new StoreUnavailableException("The file changed since the store was opened; open it again.");
        }

        var connection = Connect();
        var command = connection.CreateCommand();
        command.CommandText = statement.Sql;
        command.UseStreamingMode = true;
        foreach (var value in statement.Parameters)
        {
            command.Parameters.Add(new DuckDBParameter(value));
        }

        return new RunningStatement(connection, command, new Interruption(command, cancellationToken), also);
    }

    /// <summary>Makes a view over a file, and reads it through where only that shows it is whole.</summary>
    private static SourceLayout View(DuckDBConnection database, FileSource source, string name)
    {
        var columns = source.FindColumns(database);
        var aliases = string.Join(", ", columns.Select(column => column.Alias));
        Execute(database, $"CREATE VIEW {name} AS SELECT * FROM {source.Reader(columns)} AS source({aliases})");
        if (source.NeedsScan) // A hash over all columns decodes every value, which a count does not.
        {
            Execute(database, $"SELECT bit_xor(hash({aliases})) FROM {name}");
        }

        return new SourceLayout(columns, name);
    }

    private static RankedSource? Rank(
        DuckDBConnection database, SourceLayout layout, SelectionKey key, ContributionIndexOptions options,
        (long LengthBytes, DateTime WrittenUtc) stamp)
    {
        var (ranked, state) = ContributionIndex.Open(database, layout, key, options, stamp);
        options.Report?.Invoke(state);
        return ranked;
    }

    private static void Limit(DuckDBConnection database, StoreOptions options)
    {
        Execute(database, string.Create(CultureInfo.InvariantCulture,
            $"SET memory_limit='{Math.Max(64, options.MemoryMebibytes)}MiB'"));
        Execute(database, string.Create(CultureInfo.InvariantCulture,
            $"SET threads={Math.Max(1, options.Threads)}"));
        Execute(database, "SET TimeZone='UTC'");
    }

    /// <summary>Locks the engine. The order matters: each step is refused, or undone, after a later one.</summary>
    private static void Harden(DuckDBConnection database, IEnumerable<string> paths)
    {
        Execute(database, $"SET allowed_paths=[{string.Join(", ", paths.Select(DuckDbText.Literal))}]");
        Execute(database, "SET enable_external_access=false");
        Execute(database, "SET autoinstall_known_extensions=false; SET autoload_known_extensions=false");
        Execute(database, "SET allow_community_extensions=false");
        Execute(database, "SET lock_configuration=true");
    }

    private static string LiteralPath(string path)
    {
        var full = Path.GetFullPath(path);
        if (full.AsSpan().ContainsAny(PatternCharacters))
        {
            throw new StoreUnavailableException("The path of a store may not hold any of * ? [ ] { }.");
        }

        return Stamp(full).LengthBytes > 0
            ? full
            : throw new StoreUnavailableException("The file of the store is empty.");
    }

    private static (long LengthBytes, DateTime WrittenUtc) Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? (file.Length, file.LastWriteTimeUtc)
            : throw new StoreUnavailableException("The file of the store does not exist.");
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
