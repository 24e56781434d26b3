using System.Diagnostics.CodeAnalysis;

namespace Federation.Audit;

/// <summary>What became of checking a proof: where the entry stands in which log, or why nothing is proven.</summary>
public sealed record ProofVerdict
{
    private ProofVerdict(long? index, Checkpoint? checkpoint, string explanation) =>
        (Index, Checkpoint, Explanation) = (index, checkpoint, explanation);

    /// <summary>Whether the entry is in the log.</summary>
    [MemberNotNullWhen(true, nameof(Index), nameof(Checkpoint))]
    public bool IsValid => Checkpoint is not null;

    /// <summary>Where the entry stands, from 0; null where nothing is proven.</summary>
    public long? Index { get; }

    /// <summary>The checkpoint that covers it; null where nothing is proven.</summary>
    public Checkpoint? Checkpoint { get; }

    /// <summary>A sentence for people.</summary>
    public string Explanation { get; }

    internal static ProofVerdict Proven(long index, Checkpoint checkpoint) =>
        new(index, checkpoint, $"Entry {index} is in the log {checkpoint.Origin} of {checkpoint.Size} entries.");

    internal static ProofVerdict Refused(string explanation) => new(null, null, explanation);
}
