using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Federation.Privacy;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Benchmarks;

/// <summary>A bounded, grouped count and sum beside the raw GROUP BY of the same engine, in turns.</summary>
internal static class GroupByBench
{
    private const int GroupsCount = 50;
    private const int RecordsPerUnit = 5;
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    /// <summary>Writes a file of made-up records, then runs both forms in turns; reports medians.</summary>
    public static async Task<GroupByResult> RunAsync(
        long rowsCount, int roundsCount, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"groupby-{rowsCount}.parquet");
        WriteData(path, rowsCount);
        await using var store = StoreFactory.Open(
            new StoreOptions { Kind = StoreKind.Parquet, Path = path, MemoryMebibytes = 12 * 1024 }, Key);
        using var engine = new DuckDBConnection("DataSource=:memory:");
        await engine.OpenAsync(cancellationToken);
        Execute(engine, string.Create(CultureInfo.InvariantCulture, $"SET threads={Environment.ProcessorCount}"));
        var plan = PlanOf(rowsCount);
        var (raw, bounded) = (new List<Spent>(), new List<Spent>());
        for (var round = 0; round <= roundsCount; round++)
        {
            var rawSpent = await SpendAsync(() => Task.Run(
                () => Execute(engine, $"SELECT g, count(*), sum(x) FROM read_parquet('{path}') GROUP BY g"),
                cancellationToken));
            var boundedSpent = await SpendAsync(() => store.AggregateAsync(plan, cancellationToken));
            if (round > 0) // The first of each warms the file's pages and the code.
            {
                raw.Add(rawSpent);
                bounded.Add(boundedSpent);
            }
        }

        return new GroupByResult(rowsCount, roundsCount, Median(raw), Median(bounded));
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

    private static async Task<Spent> SpendAsync(Func<Task> work)
    {
        var (cpu, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await work();
        return new Spent(Environment.CpuUsage.TotalTime - cpu, wall.Elapsed);
    }

    private static Spent Median(List<Spent> all) => new(
        all.Select(one => one.Cpu).Order().ElementAt(all.Count / 2),
        all.Select(one => one.Wall).Order().ElementAt(all.Count / 2));

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
