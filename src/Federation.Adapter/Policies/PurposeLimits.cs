namespace Federation.Adapter.Policies;

/// <summary>The most ε that may be spent for purposes, over all trainers. Equal where every limit is.</summary>
public sealed class PurposeLimits : IEquatable<PurposeLimits>
{
    private readonly SortedDictionary<string, long> _microsMax;

    /// <summary>Takes limits in millionths of a nat, by purpose.</summary>
    public PurposeLimits(IReadOnlyDictionary<string, long> epsilonMicrosMax) =>
        _microsMax = new SortedDictionary<string, long>(epsilonMicrosMax.ToDictionary(), StringComparer.Ordinal);

    /// <summary>No purpose has a limit of its own.</summary>
    public static PurposeLimits None { get; } = new(new Dictionary<string, long>());

    /// <summary>The limits in millionths of a nat, by purpose, in the order of their names.</summary>
    public IReadOnlyDictionary<string, long> EpsilonMicrosMax => _microsMax;

    /// <inheritdoc/>
    public bool Equals(PurposeLimits? other) => other is not null && _microsMax.SequenceEqual(other._microsMax);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PurposeLimits);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _microsMax.Aggregate(0, (hash, limit) => HashCode.Combine(hash, limit.Key, limit.Value));
}
