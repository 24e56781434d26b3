using Federation.Adapter.Policies;
using Federation.Adapter.Samples.Preparation;
using Federation.Audit;
using Federation.Hosting.Witnesses;
using Federation.Stores;

namespace Federation.Adapter;

/// <summary>What stands between an adapter and the world: tests put clocks and faults in its place.</summary>
/// <param name="Time">The clock.</param>
/// <param name="OpenStore">Opens the store of a policy; null opens what the policy names.</param>
/// <param name="LogStorage">Where the audit log is written; null writes files in the state folder.</param>
/// <param name="Witnesses">Who cosigns the log; null asks nobody.</param>
/// <param name="AnswerStorage">Where answers are kept; null writes files in the state folder.</param>
/// <param name="GuardFolder">What the holder keeps outside the state; null keeps nothing there.</param>
/// <param name="ReportPrepared">Told of each dataset what was prepared for its samples; null tells nobody.</param>
/// <param name="ReportIndex">Told of each dataset how it came by its contribution index; null tells nobody.</param>
public sealed record AdapterSeams(
    TimeProvider Time, Func<DatasetPolicy, IDataStore>? OpenStore = null, ILogStorage? LogStorage = null,
    Action<string, ContributionIndexState>? ReportIndex = null, string? GuardFolder = null,
    ILogStorage? AnswerStorage = null, WitnessOptions? Witnesses = null,
    Action<PreparedReport>? ReportPrepared = null)
{
    /// <summary>The real clock, stores and files.</summary>
    public static AdapterSeams System { get; } = new(TimeProvider.System);
}
