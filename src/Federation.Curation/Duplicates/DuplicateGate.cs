using Federation.Curation.Filtering;
using Federation.Curation.Text;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Lets one of the texts through that say the same, or nearly the same: the first in the order in which they come.
/// </summary>
/// <param name="near">Which texts are near-duplicates; null where only the same text counts.</param>
/// <remarks>
/// What is let through depends on what came before alone, so the head of an order is the same however far it is read.
/// Memory: some 40 bytes a text that was let through.
/// </remarks>
public sealed class DuplicateGate(NearDuplicateMap? near)
{
    private readonly TextKey _key = new();
    private readonly HashSet<UInt128> _texts = [];
    private readonly HashSet<int> _clusters = [];
    private UInt128 _pending;
    private int? _pendingCluster;

    /// <summary>Why a text may not pass; where it may, <see cref="Accept"/> says that it did.</summary>
    public DropReason Look(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _pending = _key.Of(text);
        _pendingCluster = near?.ClusterOf(_pending);
        return _texts.Contains(_pending) ? DropReason.Duplicate
            : near is null ? DropReason.None
            : _pendingCluster is not { } cluster ? DropReason.Unprepared
            : _clusters.Contains(cluster) ? DropReason.NearDuplicate : DropReason.None;
    }

    /// <summary>The text that was looked at last left with its record: what is like it may not follow.</summary>
    public void Accept()
    {
        _texts.Add(_pending);
        if (_pendingCluster is { } cluster)
        {
            _clusters.Add(cluster);
        }
    }
}
