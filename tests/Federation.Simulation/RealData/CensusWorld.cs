using System.Globalization;
using DuckDB.NET.Data;
using Federation.Simulation.Worlds;
using Microsoft.Data.Sqlite;

namespace Federation.Simulation.RealData;

/// <summary>Census people over three silos in three kinds of store, and the adult survey at one of them.</summary>
internal static class CensusWorld
{
    public static async Task<World> StartAsync()
    {
        var world = new World([.. CensusSilo.All.Select(silo => silo.Id)]);
        foreach (var silo in CensusSilo.All)
        {
            world.WritePolicy(silo.Id, "people", PeoplePolicy(silo, await StoreAsync(world, silo), world));
        }

        world.WritePolicy("city", "adult", AdultPolicy(world));
        foreach (var silo in CensusSilo.All)
        {
            await world.StartAdapterAsync(silo.Id);
        }

        await world.StartBrokerAsync();
        return world;
    }

    private static async Task<string> StoreAsync(World world, CensusSilo silo)
    {
        var source = SharedData.Table(silo.File);
        switch (silo.Id)
        {
            case "county":
                return $"store: {{kind: csv, path: \"{source}\"}}";
            case "city":
                var database = world.DataFile(silo.Id, "people.sqlite");
                await WriteSqliteAsync(source, database);
                return $"store: {{kind: sqlite, path: \"{database}\", table: people}}";
            default:
                var parquet = world.DataFile(silo.Id, "people.parquet");
                WriteParquet(source, parquet);
                return $"store: {{kind: parquet, path: \"{parquet}\"}}";
        }
    }

    private static void WriteParquet(string source, string target)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            COPY (SELECT * FROM read_csv('{source}', header = true, nullstr = '', columns = {"{"}'age': 'BIGINT',
                'sex': 'BIGINT', 'educ': 'BIGINT', 'race': 'BIGINT', 'income': 'BIGINT', 'married': 'BIGINT',
                'pid': 'BIGINT'{"}"})) TO '{target}' (FORMAT parquet)
            """;
        command.ExecuteNonQuery();
    }

    private static async Task WriteSqliteAsync(string source, string target)
    {
        await using var connection = new SqliteConnection($"Data Source={target};Pooling=False");
        await connection.OpenAsync(World.Cancellation);
        await using var transaction = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "CREATE TABLE people (age INTEGER, sex INTEGER, educ INTEGER, race INTEGER, income REAL, "
            + "married INTEGER, pid INTEGER)";
        await command.ExecuteNonQueryAsync(World.Cancellation);
        command.CommandText = "INSERT INTO people VALUES ($0, $1, $2, $3, $4, $5, $6)";
        foreach (var record in CensusRecord.Read(source))
        {
            command.Parameters.Clear();
            foreach (var (index, field) in record.Fields.Index())
            {
                command.Parameters.AddWithValue(
                    $"${index}", field is null ? DBNull.Value : double.Parse(field, CultureInfo.InvariantCulture));
            }

            await command.ExecuteNonQueryAsync(World.Cancellation);
        }

        await transaction.CommitAsync(World.Cancellation);
    }

    private static string PeoplePolicy(CensusSilo silo, string store, World world) => $"""
        dataset: people
        description: A census sample.
        purposes: [{World.Purpose}]
        lineage: people-{silo.Id}
        epoch: 1
        unit: {"{column: pid}"}
        recordId: {(silo.Id == "city" ? "{column: pid}" : "{content-hash: true}")}
        recordsPerUnit: {silo.RecordsPerUnit}
        rowsMax: 100000
        {store}
        columns:
          - {"{name: pid, type: integer}"}
          - {"{name: sex, type: integer, domain: [0, 1]}"}
          - {"{name: age, type: integer, bounds: {lower: 0, upper: 100, step: 1}, onNull: exclude}"}
          - name: income
            type: number
            bounds: {"{"}lower: 0, upper: {CensusSilo.IncomeMax}, step: {CensusSilo.IncomeStep}{"}"}
            onNull: exclude
            onNaN: exclude
            onInfinity: exclude
        budget: {"{lineageEpsilon: 100, trainerEpsilon: 100, requestEpsilon: 10}"}
        {Texts.Agreement(world.FingerprintOf(World.TrainerId))}
        """;

    private static string AdultPolicy(World world) => $"""
        dataset: adult
        description: A coded survey of adults, one row each.
        purposes: [{World.Purpose}]
        lineage: adult
        epoch: 1
        unit: {"{each-row: true}"}
        recordId: {"{content-hash: true}"}
        recordsPerUnit: 1
        rowsMax: 1000000
        store: {"{"}kind: csv, path: "{SharedData.Table("adult_coded.csv")}"{"}"}
        columns:
          - {"{name: sex, type: integer, domain: [0, 1]}"}
          - {"{name: race, type: integer, domain: [0, 1, 2, 3, 4]}"}
          - {"{name: age, type: integer, bounds: {lower: 0, upper: 84, step: 1}, onNull: exclude}"}
        budget: {"{lineageEpsilon: 100, trainerEpsilon: 100, requestEpsilon: 10}"}
        {Texts.Agreement(world.FingerprintOf(World.TrainerId))}
        """;
}
