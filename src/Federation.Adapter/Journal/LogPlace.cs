using Federation.Adapter.Guards;
using Federation.Audit;

namespace Federation.Adapter.Journal;

/// <summary>What an adapter's log is called and where it is.</summary>
internal static class LogPlace
{
    /// <summary>The newest shard of the log in a state folder.</summary>
    /// <inheritdoc cref="Of"/>
    public static AuditLogOptions Newest(string federation, string silo, string stateFolder, GuardFolder? guard) =>
        Of(federation, silo, stateFolder, guard, ShardFolders.Newest(FirstIn(stateFolder)));

    /// <summary>A shard of the log in a state folder.</summary>
    /// <param name="federation">The federation.</param>
    /// <param name="silo">The adapter's silo.</param>
    /// <param name="stateFolder">The adapter's state.</param>
    /// <param name="guard">Keeps its newest checkpoint; null keeps none.</param>
    /// <param name="number">Which shard, from 1.</param>
    public static AuditLogOptions Of(
        string federation, string silo, string stateFolder, GuardFolder? guard, long number)
    {
        var origin = LogOrigin.Of($"{federation}/adapter/{silo}/audit", number);
        return new AuditLogOptions
        {
            Directory = ShardFolders.Of(FirstIn(stateFolder), number),
            Origin = origin,
            GuardFile = guard?.FileOf(origin),
        };
    }

    /// <summary>The folder of the newest shard in a state folder.</summary>
    public static string NewestFolder(string stateFolder) =>
        ShardFolders.Of(FirstIn(stateFolder), ShardFolders.Newest(FirstIn(stateFolder)));

    private static string FirstIn(string stateFolder) => Path.Combine(stateFolder, "audit");
}
