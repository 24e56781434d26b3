using Federation.Adapter.Checks;
using Federation.Adapter.Guards;
using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Stores;
using Federation.Tests.Cli;
using Federation.Tests.Stores;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Federation.Tests.Adapter.Policies;

/// <summary>One table has one lineage and so one budget, under whatever name, path, view or adapter.</summary>
public sealed class SharedSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_file_under_another_name_must_share_the_lineage()
    {
        Write("a", "town", "path: people.csv");
        Write("b", "village", "path: people.csv");

        var fault = Assert.Single(Find());

        Assert.Equal(_folder["b.yaml"], fault.File);
        Assert.Equal(FullPolicy.LineOf(File.ReadAllText(fault.File), "lineage: village"), fault.Line);
        Assert.Contains("reads the data of 'set-a' (a.yaml) under another lineage", fault.What, StringComparison.Ordinal);
        Assert.Contains("write lineage: town", fault.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_a_path_with_detours_and_a_copy_are_the_same_file()
    {
        Write("a", "town", "path: people.csv");
        Directory.CreateSymbolicLink(_folder["elsewhere"], _folder.Path);
        File.CreateSymbolicLink(_folder["link.csv"], _folder["people.csv"]);
        File.Copy(_folder["people.csv"], _folder["copy.csv"]);
        Write("b", "link", "path: link.csv");
        Write("c", "folder", "path: elsewhere/people.csv");
        Write("d", "detour", "path: ./x/../people.csv");
        Write("e", "copy", "path: copy.csv");

        Assert.Equal(["b.yaml", "c.yaml", "d.yaml", "e.yaml"], Find().Select(fault => Path.GetFileName(fault.File)));
    }

    [Fact]
    public void Other_data_and_the_same_lineage_are_no_fault()
    {
        Write("a", "town", "path: people.csv");
        Write("b", "town", "path: people.csv");
        File.WriteAllText(_folder["other.csv"], FullPolicy.Data.Replace(",f,", ",m,", StringComparison.Ordinal));
        Write("c", "village", "path: other.csv");

        Assert.Empty(Find());
    }

    [Fact]
    public void A_view_of_sqlite_is_the_tables_it_reads()
    {
        ExecuteSqlite("CREATE TABLE People(pid, sex, income, note); CREATE TABLE orders(pid, sum);"
            + "CREATE VIEW v1 AS SELECT * FROM people; CREATE VIEW v2 AS SELECT v1.*, sum FROM v1 JOIN orders USING (pid);"
            + "CREATE TABLE cars(plate)");
        Write("a", "town", "path: data.db\n  table: people", "sqlite");
        Write("b", "second", "path: data.db\n  table: v2", "sqlite");
        Write("c", "third", "path: data.db\n  table: cars", "sqlite");
        Write("d", "fourth", "path: data.db\n  table: ORDERS", "sqlite");

        Assert.Equal(
            ["b.yaml: 'set-b' reads the data of 'set-a' (a.yaml)", "d.yaml: 'set-d' reads the data of 'set-b' (b.yaml)"],
            Find().Select(fault => $"{Path.GetFileName(fault.File)}: {fault.What.Split(" under")[0]}"));
    }

    [Fact]
    public void A_view_and_a_partition_of_postgresql_are_the_tables_they_read()
    {
        PostgresTables.SkipWithoutServer();
        using var tables = new PostgresTables();
        var schema = $"lineage_{Guid.NewGuid():N}";
        ExecutePostgres($"CREATE SCHEMA {schema}; CREATE TABLE {schema}.people(pid int, sex text) PARTITION BY LIST (sex);"
            + $"CREATE TABLE {schema}.women PARTITION OF {schema}.people FOR VALUES IN ('f');"
            + $"CREATE VIEW {schema}.v1 AS SELECT * FROM {schema}.people; CREATE VIEW {schema}.v2 AS SELECT pid FROM {schema}.v1;"
            + $"CREATE TABLE {schema}.cars(plate text)");
        try
        {
            IReadOnlyList<string> Of(string name) => StoreSources.Find(PostgresTables.OptionsOf($"{schema}.{name}"));

            Assert.Equal(Of("people"), Of("v2"));
            Assert.Single(Of("people").Intersect(Of("women")));
            Assert.Empty(Of("people").Intersect(Of("cars")));
        }
        finally
        {
            ExecutePostgres($"DROP SCHEMA {schema} CASCADE");
        }
    }

    [Fact]
    public void Another_adapter_of_the_holder_may_neither_rename_a_lineage_nor_answer_for_it_beside_its_home()
    {
        Write("a", "town", "path: people.csv");
        var home = Load("a");
        Write("b", "village", "path: people.csv");
        Write("c", "town", "path: people.csv");
        var guard = GuardFolder.Open(_folder["guard"]);
        guard.Claim(home, "first 01");
        guard.Claim(home, "first 01"); // A restart.

        var renamed = Assert.Throws<ConfigurationException>(() => guard.Claim(Load("b"), "second 02"));
        var beside = Assert.Throws<ConfigurationException>(() => guard.Claim(Load("c"), "second 02"));

        Assert.Contains("are of lineage 'town'", Assert.Single(renamed.Faults).What, StringComparison.Ordinal);
        Assert.Contains("its home at another adapter (first 01)", Assert.Single(beside.Faults).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_does_not_start_where_one_table_has_two_lineages()
    {
        Write("a", "town", "path: people.csv");
        Write("b", "village", "path: people.csv");
        await using var rig = new AdapterRig { Book = PolicyBook.Load(_folder.Path) };

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => rig.StartAsync());

        Assert.Equal(_folder["b.yaml"], Assert.Single(exception.Faults).File);
    }

    private void Write(string dataset, string lineage, string store, string kind = "csv") => FullPolicy.Write(
        _folder.Path,
        FullPolicy.Text.Replace("dataset: people", $"dataset: set-{dataset}", StringComparison.Ordinal)
            .Replace("lineage: town", $"lineage: {lineage}", StringComparison.Ordinal)
            .Replace("kind: csv\n  path: people.csv", $"kind: {kind}\n  {store}", StringComparison.Ordinal),
        $"{dataset}.yaml");

    private IReadOnlyList<ConfigurationFault> Find() => SharedSources.Find(PolicyBook.Load(_folder.Path));

    private PolicyBook Load(string name) => PolicyBook.Load(_folder[$"{name}.yaml"]);

    private void ExecuteSqlite(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["data.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void ExecutePostgres(string sql)
    {
        var server = PostgresTables.OptionsOf("a.b").Server!;
        using var connection = new NpgsqlConnection(
            $"Host={server.Host};Port={server.Port};Database={server.Database};Username={server.Username}");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
