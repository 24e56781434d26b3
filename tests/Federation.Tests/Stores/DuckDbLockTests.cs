using DuckDB.NET.Data;
using Federation.Stores;
using Federation.Stores.DuckDb;

namespace Federation.Tests.Stores;

/// <summary>An open store's engine can read its one file and nothing else, and cannot be talked out of it.</summary>
public sealed class DuckDbLockTests : IAsyncDisposable
{
    private readonly StoreFiles _files = new();
    private readonly DuckDbStore _store;

    public DuckDbLockTests() => _store = DuckDbStore.Open(
        new StoreOptions { Kind = StoreKind.Csv, Path = _files.WriteText("a,b\n1,2\n", "it's one.csv") },
        new SelectionKey(new byte[32]));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public void Its_own_file_can_be_read() => Assert.Equal(1L, Ask("SELECT count(*) FROM data"));

    [Theory]
    [InlineData("SELECT * FROM read_csv('FOLDER/other.csv')")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')")]
    [InlineData("COPY data TO 'FOLDER/out.csv'")]
    [InlineData("ATTACH 'FOLDER/out.db' AS other")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("SET enable_external_access=true")]
    [InlineData("SET temp_directory='FOLDER'")]
    [InlineData("SET memory_limit='100GiB'")]
    [InlineData("SET lock_configuration=false")]
    [InlineData("RESET allowed_paths")]
    public void Nothing_else_can_be_read_written_loaded_or_set(string sql)
    {
        _files.WriteText("a\n1\n", "other.csv");
        Assert.Throws<DuckDBException>(() => Ask(sql.Replace("FOLDER", _files.Folder, StringComparison.Ordinal)));
        Assert.False(File.Exists(Path.Combine(_files.Folder, "out.csv")));
    }

    [Fact]
    public void Nothing_is_spilled_to_disk() =>
        Assert.Equal("", Ask("SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'"));

    private object? Ask(string sql)
    {
        using var connection = _store.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
