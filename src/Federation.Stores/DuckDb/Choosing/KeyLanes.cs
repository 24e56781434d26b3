using System.Runtime.Intrinsics;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Finds the last key that a bound lets in, of four units side by side.</summary>
/// <remarks>
/// Each lane keeps the smallest keys of its unit in order. A key goes down from the first: where it is smaller than
/// what is there, the two change places. No branch depends on a key.
/// </remarks>
internal sealed class KeyLanes(int bound)
{
    /// <summary>How many units are looked at together.</summary>
    public const int Count = 4;

    /// <summary>The largest bound for which this is worth its while.</summary>
    public const int BoundMax = 16;

    /// <summary>The most keys of a unit: of more, most are better left out unseen.</summary>
    public const int KeysMax = 64;

    private readonly Vector256<long>[] _first = new Vector256<long>[bound <= BoundMax ? bound : 0];

    /// <summary>Finds it for each of four units.</summary>
    /// <param name="keys">The keys of all units.</param>
    /// <param name="units">Four units, each with more keys than the bound, that do not fall in length; their
    /// stretches are over.</param>
    /// <returns>The last key of each.</returns>
    public Vector256<long> Find(ReadOnlySpan<long> keys, ReadOnlySpan<UnitRecords> units)
    {
        var one = KeysOf(keys, units[0]);
        var two = KeysOf(keys, units[1]);
        var three = KeysOf(keys, units[2]);
        var four = KeysOf(keys, units[3]);
        var first = _first.AsSpan();
        first.Fill(Vector256.Create(long.MaxValue));
        for (var i = 0; i < one.Length && i < two.Length && i < three.Length && i < four.Length; i++)
        {
            Insert(first, Vector256.Create(one[i], two[i], three[i], four[i]));
        }

        for (var i = one.Length; i < four.Length; i++) // No key at all is no smaller than any.
        {
            Insert(first, Vector256.Create(long.MaxValue, At(two, i), At(three, i), four[i]));
        }

        return first[^1];
    }

    private static void Insert(Span<Vector256<long>> first, Vector256<long> key)
    {
        foreach (ref var place in first)
        {
            var there = place;
            var isSmaller = Vector256.LessThan(key, there);
            place = Vector256.ConditionalSelect(isSmaller, key, there);
            key = Vector256.ConditionalSelect(isSmaller, there, key);
        }
    }

    private static long At(ReadOnlySpan<long> keys, int i) => i < keys.Length ? keys[i] : long.MaxValue;

    private static ReadOnlySpan<long> KeysOf(ReadOnlySpan<long> keys, in UnitRecords unit) =>
        keys.Slice(unit.Next - unit.Count, unit.Count);
}
