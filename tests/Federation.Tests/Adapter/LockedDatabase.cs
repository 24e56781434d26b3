using Microsoft.Data.Sqlite;

namespace Federation.Tests.Adapter;

/// <summary>A SQLite file that a writer holds until this is disposed.</summary>
internal sealed class LockedDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public LockedDatabase(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
