using System.Runtime.CompilerServices;

namespace Federation.Curation.Quality;

/// <summary>
/// Finds the first place where the same thing stood. Open addressing over well-mixed 64-bit hashes; equality is always
/// asked of the caller, so a collision costs time and never an answer.
/// </summary>
internal sealed class GramTable
{
    private ulong[] _slots = [];
    private int _mask;
    private int _shift;

    /// <summary>Forgets everything and makes room.</summary>
    /// <param name="places">How many places will be added at most.</param>
    public void Clear(int places)
    {
        var bits = Math.Max(4, 32 - int.LeadingZeroCount(places * 2));
        if (_slots.Length < 1 << bits)
        {
            _slots = new ulong[1 << bits];
        }
        else
        {
            _slots.AsSpan(0, 1 << bits).Clear();
        }

        (_mask, _shift) = ((1 << bits) - 1, 64 - bits);
    }

    /// <summary>A slot to begin a search at, and the mark that an entry of this hash bears.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Probe Begin(ulong hash) => new((int)(hash >> _shift), hash << 32);

    /// <summary>
    /// The next place whose hash may be the same, or -1 where there is none: then the probe is at a free slot.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(ref Probe probe)
    {
        while (true)
        {
            var entry = _slots[probe.Slot];
            if (entry == 0)
            {
                return -1;
            }

            probe.Slot = (probe.Slot + 1) & _mask;
            if ((entry & 0xFFFFFFFF_00000000) == probe.Mark)
            {
                return (int)(uint)entry - 1;
            }
        }
    }

    /// <summary>Adds a place at the free slot that a search ended at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Probe probe, int place) => _slots[probe.Slot] = probe.Mark | (uint)(place + 1);

    /// <summary>A search under way.</summary>
    public record struct Probe(int Slot, ulong Mark);
}
