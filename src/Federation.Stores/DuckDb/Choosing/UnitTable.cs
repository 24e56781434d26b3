namespace Federation.Stores.DuckDb.Choosing;

/// <summary>The units of one partition, each with a number; two units never share one, whatever their hashes.</summary>
/// <remarks>It grows with the units that come, not with their records: so it stays in the nearest cache.</remarks>
internal sealed class UnitTable(RecordForm form)
{
    private const int SlotsMin = 1024;

    /// <summary>How many slots there are for a unit, at least: so few units share one that the first look finds most.
    /// </summary>
    private const int SlotsPerUnit = 8;

    private int[] _slots = new int[SlotsMin];
    private UnitRecords[] _units = new UnitRecords[SlotsMin / SlotsPerUnit];

    /// <summary>How many units there are.</summary>
    public int Count { get; private set; }

    /// <summary>The units by number.</summary>
    public Span<UnitRecords> Units => _units.AsSpan(0, Count);

    /// <summary>Forgets all units.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    /// <summary>Counts records, and gives the number of the unit of each.</summary>
    public void CountRecords(ReadOnlySpan<RecordEntry> entries, Span<int> unitOf)
    {
        if (form.IsUnitText)
        {
            for (var i = 0; i < entries.Length; i++)
            {
                unitOf[i] = CountRecord(entries[i].Unit);
            }

            return;
        }

        // What needs no look at the table goes first: a wrong guess at a unit then throws away little.
        for (var i = 0; i < entries.Length; i++)
        {
            unitOf[i] = (int)form.Spread(entries[i].Unit);
        }

        for (var i = 0; i < entries.Length; i++)
        {
            // Most records are found at once: two looks, and no call.
            var unit = entries[i].Unit;
            var number = _slots[unitOf[i] & (_slots.Length - 1)] - 1;
            if (number >= 0 && _units[number].Unit == unit)
            {
                _units[number].Count++;
                unitOf[i] = number;
                continue;
            }

            unitOf[i] = CountRecord(unit);
        }
    }

    /// <summary>Counts a record of a unit and gives the unit's number, from 0; a new one gets the next.</summary>
    public int CountRecord(long unit)
    {
        var (slots, units) = (_slots, _units);
        var slot = SlotOf(unit) & (slots.Length - 1);
        while (true)
        {
            var number = slots[slot] - 1;
            if (number < 0)
            {
                break;
            }

            ref var found = ref units[number];
            if (found.Unit == unit || (form.IsUnitText && UnitText.AreSame(found.Unit, unit)))
            {
                found.Count++;
                return number;
            }

            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = ++Count;
        units[Count - 1] = new UnitRecords { Unit = unit, Count = 1 };
        if (Count == units.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private int SlotOf(long unit) => (int)(form.IsUnitText ? (ulong)UnitText.SeedOf(unit) : form.Spread(unit));

    private void Grow()
    {
        Array.Resize(ref _units, _units.Length * 2);
        _slots = new int[_slots.Length * 2];
        for (var number = 0; number < Count; number++)
        {
            var slot = SlotOf(_units[number].Unit) & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = number + 1;
        }
    }
}
