using System.Data;
using System.Text;
using Federation.Privacy.Plans;
using Federation.Stores.Statements;
using Npgsql;

namespace Federation.Stores.Postgres;

/// <summary>A table or view of a PostgreSQL server; a statement reads one snapshot, read-only.</summary>
internal sealed class PostgresStore : SqlStore
{
    private const int ServerVersionMin = 130_000;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly NpgsqlDataSource _pool;
    private PostgresRanks? _ranks;

    private PostgresStore(NpgsqlDataSource pool, SourceLayout layout, Dialect dialect) =>
        (_pool, Layout, Dialect) = (pool, layout, dialect);

    /// <inheritdoc/>
    protected override SourceLayout Layout { get; }

    /// <inheritdoc/>
    protected override Dialect Dialect { get; }

    /// <summary>Connects once, to learn that the server will do and which columns the table has.</summary>
    /// <exception cref="StoreUnavailableException">The server cannot be reached or the table is missing.</exception>
    public static PostgresStore Open(StoreOptions options, SelectionKey key)
    {
        var server = options.Server ?? throw new StoreUnavailableException("A PostgreSQL store needs a server.");
        var table = options.Table ?? throw new StoreUnavailableException("A PostgreSQL store needs a table.");
        var pool = PostgresSession.Pool(server, options);
        PostgresStore? store = null;
        try
        {
            using var connection = pool.OpenConnection();
            RequireServer(connection);
            var (layout, dialect) = (PostgresColumns.Find(connection, table), new PostgresDialect(key));
            if (options.View is { Table: { } right } view)
            {
                layout = JoinedLayout.Of(
                    layout, PostgresColumns.Find(connection, right, layout.Columns.Count), view.On, dialect);
            }

            store = new PostgresStore(pool, layout, dialect);
            store.Find(options, table, key);
            return store;
        }
        catch (NpgsqlException)
        {
            throw new StoreUnavailableException("The PostgreSQL server cannot be reached, or refuses the role.");
        }
        finally
        {
            if (store is null)
            {
                pool.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => _pool.DisposeAsync();

    /// <inheritdoc/>
    protected override RunningStatement Start(Statement statement, CancellationToken cancellationToken) =>
        Start(Begin(), statement, cancellationToken);

    /// <summary>Whether ranks fit is asked in the very snapshot that is read.</summary>
    protected override RunningStatement Start(BoundedPlan plan, CancellationToken cancellationToken)
    {
        var (connection, ranked) = BeginRanked();
        try
        {
            return Start(
                connection, new AggregateStatement(Dialect, Layout with { Ranked = ranked }).Build(plan),
                cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            connection.Dispose();
            throw;
        }
    }

    private static RunningStatement Start(
        NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        try
        {
            var command = connection.CreateCommand();
            command.CommandText = statement.Sql;
            command.Parameters.AddRange(statement.Parameters.Select(Parameter).ToArray());
            return new RunningStatement(connection, command, new Interruption(command, cancellationToken));
        }
        catch (StoreUnavailableException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection in a transaction of one snapshot; closing it ends both.</summary>
    private NpgsqlConnection Begin()
    {
        var connection = _pool.OpenConnection();
        try
        {
            connection.BeginTransaction(IsolationLevel.RepeatableRead);
            return connection;
        }
        catch (NpgsqlException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The same, and the ranks where they fit. Where asking fails, the transaction is lost: another begins.
    /// </summary>
    private (NpgsqlConnection Connection, RankedSource? Ranked) BeginRanked()
    {
        var connection = Begin();
        if (_ranks is not { } ranks)
        {
            return (connection, null);
        }

        try
        {
            return (connection, ranks.Fit(connection) ? ranks.Ranked : null);
        }
        catch (NpgsqlException)
        {
            connection.Dispose();
            return (Begin(), null);
        }
    }

    /// <summary>Learns where ranks should be, and tells how they are now.</summary>
    private void Find(StoreOptions options, string table, SelectionKey key)
    {
        if (options is not { Index: { } index, Ranks: { } ranks, View: null })
        {
            return;
        }

        if (index.Shape.UnitColumn is null)
        {
            index.Report?.Invoke(ContributionIndexState.NotWorthwhile);
            return;
        }

        if (index.Shape.Columns.Any(column => Layout.Columns.All(source => source.Name != column.Name)))
        {
            index.Report?.Invoke(ContributionIndexState.Failed); // Whoever opens the store will say which is missing.
            return;
        }

        SourceColumn[] columns = [.. index.Shape.Columns.Select(column => Layout.Find(column.Name))];
        _ranks = new PostgresRanks(table, new PostgresRanksTable(ranks), index.Shape, columns, key);
        var (connection, ranked) = BeginRanked();
        connection.Dispose();
        index.Report?.Invoke(ranked is null ? ContributionIndexState.Unfit : ContributionIndexState.Found);
    }

    private static NpgsqlParameter Parameter(object value) => value is string text && !CanKeep(text)
        ? throw new StoreUnavailableException("A declared text holds a character that PostgreSQL cannot keep.")
        : new NpgsqlParameter { Value = value };

    private static bool CanKeep(string text)
    {
        try
        {
            return StrictUtf8.GetByteCount(text) >= 0 && !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static void RequireServer(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "SELECT current_setting('server_encoding'), CAST(current_setting('server_version_num') AS int)",
            connection);
        using var rows = command.ExecuteReader();
        if (!rows.Read() || rows.GetString(0) != "UTF8" || rows.GetInt32(1) < ServerVersionMin)
        {
            throw new StoreUnavailableException("The database must be in UTF8, on PostgreSQL 13 or later.");
        }
    }
}
