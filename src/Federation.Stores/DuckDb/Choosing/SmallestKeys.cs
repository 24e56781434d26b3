using System.Runtime.Intrinsics;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Finds the last key that a bound lets in, of more keys than the bound.</summary>
/// <remarks>
/// Of many keys, first only those below a limit are looked at, which by chance are a few more than the bound; of few
/// keys, each is compared with all. Neither has a branch that depends on a key, which processors guess wrong. Where
/// chance was odd, or the bound is large, keys are sorted: what is found is the same.
/// </remarks>
internal sealed class SmallestKeys(int bound)
{
    private const int ComparedMax = 64;
    private readonly int _wanted = (int)Math.Min(int.MaxValue, (2L * bound) + 16);
    private long[] _few = [];

    /// <summary>Finds it; keys equal to it may straddle the bound.</summary>
    public long Find(ReadOnlySpan<long> keys)
    {
        Reserve(keys.Length);
        var few = keys.Length > _wanted ? Below(keys) : keys;
        few = few.Length < bound ? keys : few;
        return few.Length <= ComparedMax ? Compare(few) : Sort(few);
    }

    private void Reserve(int count)
    {
        if (_few.Length < count)
        {
            _few = new long[count * 2];
        }
    }

    /// <summary>The keys up to a limit that lets through about as many as are wanted.</summary>
    private ReadOnlySpan<long> Below(ReadOnlySpan<long> keys)
    {
        var limit = (long)(((UInt128.One << 64) / (ulong)keys.Length * (ulong)_wanted) - (UInt128.One << 63));
        var (few, count) = (_few, 0);
        foreach (var key in keys)
        {
            few[count] = key;
            count += key <= limit ? 1 : 0;
        }

        return few.AsSpan(0, count);
    }

    private long Compare(ReadOnlySpan<long> keys)
    {
        foreach (var key in keys)
        {
            var (below, upTo) = (0, 0);
            var (wide, at) = (Vector256.Create(key), 0);
            var (lanesBelow, lanesUpTo) = (Vector256<long>.Zero, Vector256<long>.Zero);
            for (; at + Vector256<long>.Count <= keys.Length; at += Vector256<long>.Count)
            {
                var others = Vector256.Create(keys[at..]);
                lanesBelow -= Vector256.LessThan(others, wide);
                lanesUpTo -= Vector256.LessThanOrEqual(others, wide);
            }

            for (; at < keys.Length; at++)
            {
                below += keys[at] < key ? 1 : 0;
                upTo += keys[at] <= key ? 1 : 0;
            }

            (below, upTo) = (below + (int)Vector256.Sum(lanesBelow), upTo + (int)Vector256.Sum(lanesUpTo));
            if (below < bound && upTo >= bound)
            {
                return key;
            }
        }

        throw new InvalidOperationException("There are no more keys than the bound.");
    }

    private long Sort(ReadOnlySpan<long> keys)
    {
        var sorted = _few.AsSpan(0, keys.Length);
        keys.CopyTo(sorted); // Where they are there already, nothing moves.
        sorted.Sort();
        return sorted[bound - 1];
    }
}
