using Federation.Adapter.Policies;
using Federation.Hosting.Configuration;
using Federation.Stores;
using Federation.Tests.Adapter.Policies;

namespace Federation.Tests.Stores;

/// <summary>How a policy names a table of a server.</summary>
public sealed class PostgresPolicyTests : IDisposable
{
    private const string Store = """
          kind: postgres
          host: db.example.org
          port: 5433
          database: town
          username: reader
          passwordFile: secret.txt
          table: public.people
        """;

    private readonly StoreFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Every_key_is_read_and_the_password_is_not()
    {
        var store = Assert.Single(Load(Store).Datasets).Store;
        Assert.Equal((StoreKind.Postgres, "public.people", null), (store.Kind, store.Table, store.Ranks));
        Assert.Equal(
            new PostgresServer(
                "db.example.org", 5433, "town", "reader", Path.Combine(_files.Folder, "secret.txt"), AuthorityFile: null),
            store.Server);
    }

    [Fact]
    public void A_table_for_ranks_is_read_where_it_is_named() =>
        Assert.Equal("side.people_ranks", Assert.Single(Load(Store + "\n  ranks: side.people_ranks").Datasets).Store.Ranks);

    [Theory]
    [InlineData("host: db.example.org", "", "host")]
    [InlineData("username: reader", "username: reader\n  password: hunter2", "password")]
    [InlineData("port: 5433", "port: 70000", "port")]
    [InlineData("table: public.people", "table: people", "table")]
    [InlineData("table: public.people", "table: public.people\n  path: people.csv", "path")]
    [InlineData("table: public.people", "table: public.people\n  ranks: people_ranks", "ranks")]
    public void What_is_missing_unknown_or_out_of_range_stops_the_start(string from, string to, string key)
    {
        var error = Assert.Throws<ConfigurationException>(
            () => Load(Store.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(error.Faults, fault => fault.ToString().Contains($"{key}'", StringComparison.Ordinal));
    }

    private PolicyBook Load(string store)
    {
        var text = FullPolicy.Text.Replace("  kind: csv\n  path: people.csv", store, StringComparison.Ordinal);
        _files.WriteText(text, "people.yaml");
        return PolicyBook.Load(_files.Folder);
    }
}
