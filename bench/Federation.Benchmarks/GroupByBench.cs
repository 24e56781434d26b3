using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Federation.Privacy;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;
using Npgsql;

namespace Federation.Benchmarks;

/// <summary>A bounded, grouped count and sum beside the raw GROUP BY of the same engine, in turns.</summary>
internal static class GroupByBench
{
    private const int GroupsCount = 50;
    private const int RecordsPerUnit = 5;

    /// <summary>How many turns of each warm the file's pages, the pools and the code, which the runtime compiles anew
    /// while it learns.</summary>
    private const int WarmRoundsCount = 3;

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    /// <summary>Writes a file of made-up records, then runs both forms in turns; reports medians.</summary>
    /// <param name="rowsCount">How many records.</param>
    /// <param name="roundsCount">How many turns of each count, after a few that do not.</param>
    /// <param name="folder">Where the file, and the index, are kept.</param>
    /// <param name="isIndexed">Whether the records that count lie ranked beside the file.</param>
    /// <param name="memoryMebibytes">The most memory that the engine may take, in MiB.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GroupByResult> RunAsync(
        long rowsCount, int roundsCount, string folder, bool isIndexed, int memoryMebibytes,
        CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"groupby-{rowsCount}.parquet");
        WriteData(path, rowsCount);
        var plan = PlanOf(rowsCount);
        var options = new StoreOptions
        {
            Kind = StoreKind.Parquet,
            Path = path,
            MemoryMebibytes = memoryMebibytes,
            Index = !isIndexed ? null : new ContributionIndexOptions(path + ".index", plan.Shape)
            {
                SourceBytesMin = 0,
                Report = RequireFound,
            },
        };
        await using var store = StoreFactory.Open(options, Key);
        using var engine = new DuckDBConnection("DataSource=:memory:");
        await engine.OpenAsync(cancellationToken);
        Execute(engine, string.Create(CultureInfo.InvariantCulture, $"SET threads={Environment.ProcessorCount}"));
        return await InTurnsAsync(
            () => Execute(engine, $"SELECT g, count(*), sum(x) FROM read_parquet('{path}') GROUP BY g"),
            store, plan, roundsCount, () => Environment.CpuUsage.TotalTime, cancellationToken);
    }

    /// <summary>The same over a table of PostgreSQL, in the processor time of the server on this machine.</summary>
    /// <param name="rowsCount">How many records.</param>
    /// <param name="roundsCount">How many turns of each count, after a few that do not.</param>
    /// <param name="server">The server, under a role that may do all.</param>
    /// <param name="postmaster">The id of the server's first process.</param>
    /// <param name="isRanked">Whether the records that count lie ranked beside the table.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GroupByResult> RunPostgresAsync(
        long rowsCount, int roundsCount, PostgresServer server, int postmaster, bool isRanked,
        CancellationToken cancellationToken)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"groupby_{rowsCount}");
        await using var engine = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = server.Host,
            Port = server.Port,
            Database = server.Database,
            Username = server.Username,
            GssEncryptionMode = GssEncryptionMode.Disable, // Else it asks the network for a ticket first.
            CommandTimeout = 0,
        }.ToString());
        await engine.OpenAsync(cancellationToken);
        Execute(engine, string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TABLE IF NOT EXISTS public.{table} AS
                SELECT CAST(floor({rowsCount / 10} * power(random(), 3)) AS bigint) AS unit, i AS id,
                    CAST(floor({GroupsCount} * random()) AS bigint) AS g, 100 * random() AS x
                FROM generate_series(1, {rowsCount}) AS source(i)
            """));
        Execute(engine, $"VACUUM ANALYZE public.{table}");
        var plan = PlanOf(rowsCount);
        var options = new StoreOptions
        {
            Kind = StoreKind.Postgres,
            Path = "",
            Server = server,
            Table = $"public.{table}",
            Ranks = $"public.{table}_ranks",
        };
        if (isRanked)
        {
            RanksTable.Build(options, plan.Shape, server, Key);
            options = options with { Index = new ContributionIndexOptions("", plan.Shape) { Report = RequireFound } };
        }

        await using var store = StoreFactory.Open(options, Key);
        return await InTurnsAsync(
            () => Execute(engine, $"SELECT g, count(*), sum(x) FROM public.{table} GROUP BY g"),
            store, plan, roundsCount, () => PostgresCpu.Of(postmaster), cancellationToken);
    }

    private static void RequireFound(ContributionIndexState state)
    {
        if (state is not (ContributionIndexState.Found or ContributionIndexState.Built))
        {
            throw new InvalidOperationException($"There is no index: {state}.");
        }
    }

    private static async Task<GroupByResult> InTurnsAsync(
        Action askRaw, IDataStore store, BoundedPlan plan, int roundsCount, Func<TimeSpan> cpu,
        CancellationToken cancellationToken)
    {
        var (raw, bounded) = (new List<Spent>(), new List<Spent>());
        for (var round = 0; round < WarmRoundsCount + roundsCount; round++)
        {
            var rawSpent = await SpendAsync(cpu, () => Task.Run(askRaw, cancellationToken));
            var boundedSpent = await SpendAsync(cpu, () => store.AggregateAsync(plan, cancellationToken));
            if (round >= WarmRoundsCount)
            {
                raw.Add(rawSpent);
                bounded.Add(boundedSpent);
            }
        }

        return new GroupByResult(plan.Shape.RowsMax, roundsCount, Median(raw), Median(bounded));
    }

    /// <summary>A tenth of all rows belongs to a thousandth of all units.</summary>
    private static void WriteData(string path, long rowsCount)
    {
        if (File.Exists(path))
        {
            return;
        }

        using var engine = new DuckDBConnection("DataSource=:memory:");
        engine.Open();
        Execute(engine, "SET threads=1; SELECT setseed(0.5)");
        Execute(engine, string.Create(CultureInfo.InvariantCulture, $"""
            COPY (SELECT CAST(floor({rowsCount / 10} * pow(random(), 3)) AS BIGINT) AS unit, i AS id,
                CAST(floor({GroupsCount} * random()) AS BIGINT) AS g, 100 * random() AS x
                FROM range({rowsCount}) AS source(i))
            TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """));
    }

    private static BoundedPlan PlanOf(long rowsCount)
    {
        var domain = Enumerable.Range(0, GroupsCount).Select(value => DomainValue.Of(value));
        var shape = new DatasetShape("people", "people", 1, "unit", "id", RecordsPerUnit,
        [
            new ColumnShape("g", ColumnKind.Integer, null, [.. domain],
                Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
            new ColumnShape("x", ColumnKind.Number, new NumericBounds(0, 100, 0.1m), [],
                Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        ], rowsCount);
        Measure[] measures = [new(MeasureKind.Count, null), new(MeasureKind.Sum, "x")];
        var query = new TypedQuery("people", null, ["g"], measures);
        return ((Planned)Planner.Plan(query, shape, new Epsilon(Epsilon.MicrosPerNat))).Plan;
    }

    private static async Task<Spent> SpendAsync(Func<TimeSpan> cpu, Func<Task> work)
    {
        var (before, wall) = (cpu(), Stopwatch.StartNew());
        await work();
        return new Spent(cpu() - before, wall.Elapsed);
    }

    private static Spent Median(List<Spent> all) => new(
        all.Select(one => one.Cpu).Order().ElementAt(all.Count / 2),
        all.Select(one => one.Wall).Order().ElementAt(all.Count / 2));

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
