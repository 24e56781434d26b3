namespace Federation.Audit;

/// <summary>Names the first damaged entry and how it was damaged, from the best witness there is.</summary>
/// <param name="entries">What the log holds.</param>
/// <param name="signed">The hashes that a checkpoint's root vouches for; empty where they were lost, too.</param>
/// <param name="size">How many entries the checkpoint covers.</param>
/// <param name="firstKept">From which entry on entries are kept: that those before it are gone is no damage.</param>
internal sealed class DamageFinder(
    IReadOnlyList<ScannedEntry> entries, IReadOnlyList<byte[]> signed, long size, long firstKept)
{
    /// <summary>The first damage; the index is null where hashes disagree and nothing tells where.</summary>
    public (long? Index, DamageKind Kind) Find() => signed.Count == size ? FindByHashes() : FindByRecords();

    private (long? Index, DamageKind Kind) FindByHashes()
    {
        for (var i = 0; i < signed.Count; i++)
        {
            if (i < firstKept && (i >= entries.Count || entries[i] is { LeafHash: null, IsSound: true }))
            {
                continue;
            }

            if (i >= entries.Count)
            {
                return (i, DamageKind.Truncated);
            }

            if (entries[i].LeafHash is not { } actual)
            {
                return (i, KindOfHole(i));
            }

            if (!AreEqual(actual, signed[i]))
            {
                return (i, KindOfDifference(i, actual));
            }
        }

        return FindByRecords();
    }

    private DamageKind KindOfHole(int index) => entries[index].IsSound ? DamageKind.Removed : DamageKind.Altered;

    private DamageKind KindOfDifference(int index, byte[] actual)
    {
        var wasMoved = entries.Skip(index + 1).Any(entry => AreEqual(entry.LeafHash, signed[index]));
        var origin = IndexOfSigned(actual);
        if (wasMoved)
        {
            return origin is null ? DamageKind.Inserted : DamageKind.Reordered;
        }

        var goesOn = origin > index
            && (index + 1 >= entries.Count || origin + 1 >= signed.Count
                || AreEqual(entries[index + 1].LeafHash, signed[origin.Value + 1]));
        return goesOn ? DamageKind.Removed : DamageKind.Altered;
    }

    private int? IndexOfSigned(byte[] hash)
    {
        for (var i = 0; i < signed.Count; i++)
        {
            if (AreEqual(hash, signed[i]))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>
    /// Without hashes, checksums and stored indexes tell; who altered a log with care leaves neither.
    /// </summary>
    private (long? Index, DamageKind Kind) FindByRecords()
    {
        for (var i = 0; i < Math.Min(size, entries.Count); i++)
        {
            var entry = entries[i];
            if (entry.LeafHash is null && entry.IsSound && i < firstKept)
            {
                continue;
            }

            if (entry.LeafHash is null)
            {
                return (i, KindOfHole(i));
            }

            if (!entry.IsSound)
            {
                return (i, DamageKind.Altered);
            }

            if (entry.StoredIndex != i)
            {
                var isElsewhere = entries.Skip(i + 1).Any(other => other.StoredIndex == i);
                return (i, isElsewhere || entry.StoredIndex < i ? DamageKind.Reordered : DamageKind.Removed);
            }
        }

        return entries.Count < size && firstKept < size
            ? (Math.Max(entries.Count, firstKept), DamageKind.Truncated)
            : (null, DamageKind.Altered);
    }

    private static bool AreEqual(byte[]? left, byte[] right) => left is not null && left.AsSpan().SequenceEqual(right);
}
