using Federation.Adapter.Permits;
using Federation.Adapter.Samples.Removals;

namespace Federation.Adapter.Budgets;

/// <summary>A sample whose quota debit is durable. Only <see cref="BudgetLedger"/> makes one.</summary>
public sealed class FundedSample
{
    internal FundedSample(PermittedSample permitted, RecordedSample recorded)
    {
        Permitted = permitted;
        Recorded = recorded;
    }

    /// <summary>The sample.</summary>
    public PermittedSample Permitted { get; }

    /// <summary>The access under which the log knows it, a UUIDv7.</summary>
    public string AccessId => Recorded.AccessId;

    /// <summary>Chunks that are on record already: they leave again, byte for byte.</summary>
    public RecordedSample Recorded { get; }

    /// <summary>Whether its removal report is on record: then no chunk follows, and no noise is drawn again.</summary>
    public bool HasRemovals => Recorded.Releases.Any(release => RemovalRecorder.IsReport(release.Record));
}
