using Federation.Adapter.Guards;
using Federation.Audit;

namespace Federation.Adapter.Journal;

/// <summary>What an adapter's log is called and where it is.</summary>
internal static class LogPlace
{
    /// <summary>The log in a state folder.</summary>
    /// <param name="federation">The federation.</param>
    /// <param name="silo">The adapter's silo.</param>
    /// <param name="stateFolder">The adapter's state.</param>
    /// <param name="guard">Keeps its newest checkpoint; null keeps none.</param>
    public static AuditLogOptions Of(string federation, string silo, string stateFolder, GuardFolder? guard)
    {
        var origin = $"{federation}/adapter/{silo}/audit";
        return new AuditLogOptions
        {
            Directory = Path.Combine(stateFolder, "audit"),
            Origin = origin,
            GuardFile = guard?.FileOf(origin),
        };
    }
}
