namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Finds the last key that a bound lets in, of more keys than the bound.</summary>
internal sealed class SmallestKeys(int bound)
{
    /// <summary>Up to here, keys are put in order one by one; beyond, all are sorted.</summary>
    private const int InsertedMax = 24;

    private readonly long[] _first = new long[Math.Min(bound, InsertedMax)];
    private long[] _sorted = [];

    /// <summary>Finds it, with how many keys are below it, and how many are equal to it.</summary>
    public (long Last, int Below, int Equal) Find(ReadOnlySpan<long> keys)
    {
        var last = bound <= InsertedMax ? Insert(keys) : Sort(keys);
        var (below, equal) = (0, 0);
        foreach (var key in keys)
        {
            below += key < last ? 1 : 0;
            equal += key == last ? 1 : 0;
        }

        return (last, below, equal);
    }

    private long Insert(ReadOnlySpan<long> keys)
    {
        var first = _first.AsSpan();
        first.Fill(long.MaxValue);
        foreach (var key in keys)
        {
            if (key >= first[^1])
            {
                continue;
            }

            var at = first.Length - 1;
            while (at > 0 && first[at - 1] > key)
            {
                first[at] = first[at - 1];
                at--;
            }

            first[at] = key;
        }

        return first[^1];
    }

    private long Sort(ReadOnlySpan<long> keys)
    {
        if (_sorted.Length < keys.Length)
        {
            _sorted = new long[keys.Length * 2];
        }

        keys.CopyTo(_sorted);
        _sorted.AsSpan(0, keys.Length).Sort();
        return _sorted[bound - 1];
    }
}
