using System.Numerics;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>The units of one partition, each with a number; two units never share one, whatever their hashes.</summary>
internal sealed class UnitTable(RecordForm form)
{
    private int[] _slots = [];
    private long[] _units = [];
    private int _mask;

    /// <summary>How many units there are.</summary>
    public int Count { get; private set; }

    /// <summary>The units by number, as entries hold them.</summary>
    public ReadOnlySpan<long> Units => _units.AsSpan(0, Count);

    /// <summary>Forgets all units and makes room.</summary>
    /// <param name="unitsMax">How many may come.</param>
    public void Clear(int unitsMax)
    {
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)unitsMax + ((uint)unitsMax / 2) + 1);
        if (_slots.Length < slots)
        {
            _slots = new int[slots];
            _units = new long[slots];
        }
        else
        {
            Array.Clear(_slots, 0, slots);
        }

        (_mask, Count) = (slots - 1, 0);
    }

    /// <summary>Finds the number of a unit, from 0; a new one gets the next.</summary>
    public int Find(long unit)
    {
        var slot = (int)(form.IsUnitText ? (ulong)UnitText.SeedOf(unit) : form.Spread(unit)) & _mask;
        while (true)
        {
            var number = _slots[slot] - 1;
            if (number < 0)
            {
                _units[Count] = unit;
                _slots[slot] = ++Count;
                return Count - 1;
            }

            if (_units[number] == unit || (form.IsUnitText && UnitText.AreSame(_units[number], unit)))
            {
                return number;
            }

            slot = (slot + 1) & _mask;
        }
    }
}
