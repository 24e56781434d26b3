using System.Numerics;

namespace Federation.Curation.Duplicates;

/// <summary>A set of shingles to count others in.</summary>
internal sealed class ShingleSet
{
    private ulong[] _places = [];
    private int _mask;

    /// <summary>Holds these distinct shingles from now on.</summary>
    public void Load(ReadOnlySpan<ulong> shingles)
    {
        var bits = BitOperations.Log2((uint)Math.Max(1, shingles.Length)) + 2;
        if (_places.Length < 1 << bits)
        {
            _places = new ulong[1 << bits];
        }
        else
        {
            _places.AsSpan(0, 1 << bits).Clear();
        }

        _mask = (1 << bits) - 1;
        foreach (var shingle in shingles)
        {
            var place = (int)(shingle >> 32) & _mask;
            while (_places[place] != 0)
            {
                place = (place + 1) & _mask;
            }

            _places[place] = shingle;
        }
    }

    /// <summary>How many of these distinct shingles are in the set.</summary>
    public int CountIn(ReadOnlySpan<ulong> shingles)
    {
        var shared = 0;
        foreach (var shingle in shingles)
        {
            var place = (int)(shingle >> 32) & _mask;
            while (_places[place] != 0 && _places[place] != shingle)
            {
                place = (place + 1) & _mask;
            }

            shared += _places[place] != 0 ? 1 : 0;
        }

        return shared;
    }
}
