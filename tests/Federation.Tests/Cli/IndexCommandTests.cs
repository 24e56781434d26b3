using Federation.Tests.Adapter.Policies;
using Federation.Tests.Stores;

namespace Federation.Tests.Cli;

/// <summary><c>federation adapter index</c> ranks a table of a server for a holder.</summary>
public sealed class IndexCommandTests
{
    [Fact]
    public async Task Ranks_stand_beside_the_table_that_the_policy_names_and_statistics_read_them()
    {
        PostgresTables.SkipWithoutServer();
        using var folder = new TemporaryFolder();
        using var tables = new PostgresTables();
        var table = tables.Write(new StoreTable(
            [new("pid", "BIGINT"), new("sex", "VARCHAR"), new("income", "DOUBLE"), new("note", "VARCHAR")],
            [.. Enumerable.Range(1, 60).Select(i => new object?[] { i % 20L, i % 2 == 0 ? "f" : "m", i * 1.0, "x" })])).Table!;
        await WriteAsync(folder, Store(table));
        string[] build = ["adapter", "index", "--config", folder["adapter.yaml"], "--dataset", "people", "--username", "federation"];

        var run = await CommandLine.RunAsync(build);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"{table}_ranks holds the ranks of 'people'", run.Output, StringComparison.Ordinal);
        Assert.Equal("40", PostgresTables.Scalar( // 20 people with 3 records each, of which 2 count.
            $"SELECT count(*) FROM {string.Join('.', $"{table}_ranks".Split('.').Select(PostgresTables.Quote))}"));
        Assert.Equal(0, (await CommandLine.RunAsync(build)).ExitCode); // Anew, in place of what was there.
        Assert.Equal(0, (await CommandLine.RunAsync("adapter", "check", "--config", folder["adapter.yaml"])).ExitCode);
    }

    [Fact]
    public async Task Without_a_name_for_ranks_or_a_server_that_answers_it_says_what_to_write()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, FullPolicy.Text.Split("store:\n")[1].Split("lineage:")[0]);
        string[] build = ["adapter", "index", "--config", folder["adapter.yaml"], "--dataset", "people", "--username", "federation"];

        var files = await CommandLine.RunAsync(build);
        Assert.Equal(2, files.ExitCode);
        Assert.Contains("ranks: schema.table", files.Error, StringComparison.Ordinal);

        build[5] = "nobody";
        Assert.Equal(2, (await CommandLine.RunAsync(build)).ExitCode);
        build[5] = "people";
        await WriteAsync(folder, "  kind: postgres\n  host: 127.0.0.1\n  port: 1\n  database: none\n  username: reader\n"
            + "  table: public.people\n  ranks: public.people_ranks\n");
        var unreachable = await CommandLine.RunAsync(build);
        Assert.NotEqual(0, unreachable.ExitCode);
        Assert.DoesNotContain("   at ", unreachable.Error, StringComparison.Ordinal);
    }

    private static string Store(string table)
    {
        var server = PostgresTables.OptionsOf(table).Server!;
        return $"  kind: postgres\n  host: {server.Host}\n  port: {server.Port}\n  database: {server.Database}\n"
            + $"  username: {server.Username}\n  table: '{table}'\n  ranks: '{table}_ranks'\n";
    }

    private static async Task WriteAsync(TemporaryFolder folder, string store)
    {
        var token = TestContext.Current.CancellationToken;
        if (!Directory.Exists(folder["keys"]))
        {
            Assert.Equal(0, (await CommandLine.RunAsync(
                "keys", "init", "--out", folder["keys"], "--federation", "demo.federation", "--adapter", "a")).ExitCode);
        }

        Directory.CreateDirectory(folder["policies"]);
        await File.WriteAllTextAsync(folder["adapter.yaml"],
            "silo: a\nfederation: demo.federation\nlisten: 127.0.0.1:0\nkeys: keys/adapter/a\nstate: state\npolicies: policies\n", token);
        var parts = FullPolicy.Text.Split("  kind: csv\n  path: people.csv\n");
        FullPolicy.Write(folder["policies"], parts[0] + store.TrimEnd() + "\n" + parts[1]);
    }
}
