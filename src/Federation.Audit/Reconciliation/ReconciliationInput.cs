namespace Federation.Audit;

/// <summary>What is held against each other: copies of logs, and receipts.</summary>
/// <param name="BrokerFolder">A copy of the broker's log.</param>
/// <param name="AdapterFolders">Copies of adapters' logs, or of all their shards, in any order.</param>
/// <param name="Receipts">What trainers were given.</param>
/// <param name="VerifierKeys">Keys of logs, from a source that is trusted; those of others come from receipts.</param>
public sealed record ReconciliationInput(
    string BrokerFolder, IReadOnlyList<string> AdapterFolders, IReadOnlyList<TrainerReceipt> Receipts,
    IReadOnlyList<string> VerifierKeys)
{
    /// <summary>Further shards of the broker's log, in any order.</summary>
    public IReadOnlyList<string> FurtherBrokerFolders { get; init; } = [];

    /// <summary>How long an access may run before nothing of its end counts as unfinished; one minute by default.
    /// </summary>
    public TimeSpan InFlight { get; init; } = TimeSpan.FromMinutes(1);
}
