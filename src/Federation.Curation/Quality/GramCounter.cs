using System.Numerics;
using System.Runtime.CompilerServices;

namespace Federation.Curation.Quality;

/// <summary>Counts how often 64-bit keys occur.</summary>
internal sealed class GramCounter
{
    /// <summary>The highest bit tells that a slot was visited.</summary>
    private const int CountMask = int.MaxValue;

    private ulong[] _keys = [];
    private int[] _counts = [];
    private int _mask;
    private int _shift;

    /// <summary>Forgets everything and makes room.</summary>
    /// <param name="keys">How many keys will be added at most.</param>
    public void Clear(int keys)
    {
        var bits = 33 - BitOperations.LeadingZeroCount((uint)Math.Max(keys, 4));
        if (_keys.Length < 1 << bits)
        {
            (_keys, _counts) = (new ulong[1 << bits], new int[1 << bits]);
        }
        else
        {
            _keys.AsSpan(0, 1 << bits).Clear();
        }

        (_mask, _shift) = ((1 << bits) - 1, 64 - bits);
    }

    /// <summary>Counts a key, and returns where its count is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        key = key == 0 ? 1 : key; // Zero marks a free slot.
        var slot = (int)(key >> _shift);
        while (_keys[slot] != key)
        {
            if (_keys[slot] == 0)
            {
                (_keys[slot], _counts[slot]) = (key, 1);
                return slot;
            }

            slot = (slot + 1) & _mask;
        }

        _counts[slot]++;
        return slot;
    }

    /// <summary>The count at a slot.</summary>
    public int CountAt(int slot) => _counts[slot] & CountMask;

    /// <summary>Visits a slot, and tells whether it was visited before.</summary>
    public bool Visit(int slot)
    {
        var isVisited = (_counts[slot] & ~CountMask) != 0;
        _counts[slot] |= ~CountMask;
        return isVisited;
    }
}
