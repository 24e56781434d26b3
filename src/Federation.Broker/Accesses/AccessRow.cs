using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Broker.Accesses;

/// <summary>What the broker's log says of one access. Changed by <see cref="AccessBook"/> alone, under its lock;
/// whoever reads gets a copy.</summary>
public sealed record AccessRow
{
    /// <summary>The access.</summary>
    public required Guid AccessId { get; init; }

    /// <summary>When it was asked, in milliseconds since 1970-01-01 UTC.</summary>
    public required long RecordedUnixMs { get; init; }

    /// <summary>The index of its INTENT in the log.</summary>
    public required long IntentIndex { get; init; }

    /// <summary>The fingerprint of the trainer's key; empty where no signature verified.</summary>
    public required string Trainer { get; init; }

    /// <summary>The dataset; empty where it was not known.</summary>
    public required string Dataset { get; init; }

    /// <summary>The purpose code.</summary>
    public required string Purpose { get; init; }

    /// <summary>The agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>Statistic or sample.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>Whether the broker let it in.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Why it did not.</summary>
    public required RefusalReason Refusal { get; init; }

    /// <summary>ε that each silo was asked for, in millionths of a nat; 0 for samples.</summary>
    public required long AskedEpsilonMicros { get; init; }

    /// <summary>The silos that were asked.</summary>
    public required IReadOnlyList<string> Silos { get; init; }

    /// <summary>The indexes of its RELEASE entries; a sample has one a silo and one to open it.</summary>
    public IReadOnlyList<long> ReleaseIndexes { get; internal set; } = [];

    /// <summary>The index of its OUTCOME; null while it is not finished.</summary>
    public long? OutcomeIndex { get; internal set; }

    /// <summary>How it ended.</summary>
    public OutcomeStatus Outcome { get; internal set; }

    /// <summary>How many bytes left.</summary>
    public long LengthBytes { get; internal set; }

    /// <summary>How many records left.</summary>
    public long RecordsCount { get; internal set; }

    /// <summary>What each silo did.</summary>
    public IReadOnlyList<SiloShare> Shares { get; internal set; } = [];

    /// <summary>The largest ε that a silo stated, in millionths of a nat: each has a budget of its own.</summary>
    public long EpsilonMicros => Shares.Count == 0 ? 0 : Shares.Max(share => share.EpsilonMicros);
}
