using Federation.Answers;
using Federation.Contracts.Type.V1;

namespace Federation.Client.Statistics;

/// <summary>What a question was answered with: every number checked and merged again by this client.</summary>
/// <param name="RequestId">The id under which it can be asked again without a debit.</param>
/// <param name="AccessId">The access id under which the broker's log knows it.</param>
/// <param name="Dataset">The dataset asked.</param>
/// <param name="GroupColumns">The columns of the groups.</param>
/// <param name="Measures">The names of the measures, as SQL writes them.</param>
/// <param name="Rows">One row a group.</param>
/// <param name="Coverage">What each silo answered.</param>
public sealed record StatisticAnswer(
    string RequestId, string AccessId, string Dataset, IReadOnlyList<string> GroupColumns,
    IReadOnlyList<string> Measures, IReadOnlyList<StatisticRow> Rows, IReadOnlyList<SiloOutcome> Coverage)
{
    /// <summary>The broker's own proof of the answer, checked; null where it gave none.</summary>
    public Verification.BrokerProof? BrokerProof { get; init; }

    /// <summary>Whether every silo that was asked answered.</summary>
    public bool IsComplete => Coverage.All(silo => silo.Release is not null);

    /// <summary>How many groups were answered but are left out of <see cref="Rows"/> by HAVING or LIMIT.</summary>
    public int HiddenRowsCount { get; init; }

    /// <summary>Where silos chose which groups they show: one estimate a measure over all rows of the others; empty
    /// where every group is answered.</summary>
    public IReadOnlyList<Estimate> Rest { get; init; } = [];
}

/// <summary>One group.</summary>
/// <param name="Key">The value of each group column.</param>
/// <param name="Estimates">One estimate a measure.</param>
public sealed record StatisticRow(IReadOnlyList<Value> Key, IReadOnlyList<Estimate> Estimates)
{
    /// <summary>The silos that answered and did not show this group: what they may have of it widens the intervals of
    /// counts and sums; other measures describe the silos that show it.</summary>
    public IReadOnlyList<string> MissingSilos { get; init; } = [];
}

/// <summary>What one silo answered.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Release">Its release, checked; absent where it refused.</param>
/// <param name="Sealed">The same as it was sealed, with its receipt.</param>
/// <param name="LogVerifierKey">The key of the log that its receipt is from.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record SiloOutcome(
    string Silo, StatisticRelease? Release, SealedRelease? Sealed, string? LogVerifierKey, Refusal? Refusal);
