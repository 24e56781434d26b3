using Federation.Hosting.Configuration;

namespace Federation.Broker.Alerts;

/// <summary>Where reports of <c>federation audit reconcile --json</c> are put, and how old one may grow.</summary>
/// <param name="Report">The file; whoever reconciles replaces it.</param>
/// <param name="AgeMax">The age at which a missing new report is an alert of its own.</param>
public sealed record ReconciliationOptions(string Report, TimeSpan AgeMax)
{
    private const int HoursDefault = 48;

    /// <summary>Reads <c>reconciliation: {report: FILE, maxAgeHours: 48}</c>; null where it is not there.</summary>
    public static ReconciliationOptions? Read(YamlMap? map) => map is null
        ? null
        : new ReconciliationOptions(
            map.RequiredPath("report"),
            TimeSpan.FromHours(map.OptionalInteger("maxAgeHours", 1, 10_000, HoursDefault)));
}
