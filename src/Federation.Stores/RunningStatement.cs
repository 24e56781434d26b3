using System.Data.Common;

namespace Federation.Stores;

/// <summary>A command on a connection of its own, with what interrupts it and what it reads; disposing ends all.
/// </summary>
internal sealed class RunningStatement(
    DbConnection connection, DbCommand command, IDisposable interruption, IDisposable? source = null) : IDisposable
{
    /// <summary>The command, ready to execute once.</summary>
    public DbCommand Command => command;

    /// <inheritdoc/>
    public void Dispose()
    {
        interruption.Dispose();
        command.Dispose();
        connection.Dispose();
        source?.Dispose();
    }
}
