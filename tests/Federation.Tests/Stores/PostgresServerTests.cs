using Federation.Stores;
using Federation.Stores.Postgres;
using Npgsql;

namespace Federation.Tests.Stores;

/// <summary>The way to a server leaves the machine only encrypted, to the server that its certificate names.</summary>
public sealed class PostgresServerTests
{
    [Theory]
    [InlineData("/run/postgresql", true)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1", false)]
    [InlineData("localhost.example.org", false)]
    [InlineData("127.0.0.1.example.org", false)]
    [InlineData("db.example.org", false)]
    public void Only_a_server_of_this_machine_may_be_reached_without_tls(string host, bool isLocal)
    {
        var server = new PostgresServer(host, 5432, "town", "reader", PasswordFile: null, AuthorityFile: null);
        using var pool = PostgresSession.Pool(server, new StoreOptions { Kind = StoreKind.Postgres, Path = "" });
        var mode = new NpgsqlConnectionStringBuilder(pool.ConnectionString).SslMode;
        Assert.Equal(isLocal, server.IsLocal);
        Assert.Equal(isLocal ? SslMode.Prefer : SslMode.VerifyFull, mode);
    }

    [Fact]
    public void A_password_file_that_cannot_be_read_makes_the_store_unavailable()
    {
        var server = new PostgresServer("localhost", 5432, "town", "reader", "/nowhere/at-all", AuthorityFile: null);
        Assert.Throws<StoreUnavailableException>(() => StoreFactory.Open(
            new StoreOptions { Kind = StoreKind.Postgres, Path = "", Server = server, Table = "a.b" }, new byte[32]));
    }
}
