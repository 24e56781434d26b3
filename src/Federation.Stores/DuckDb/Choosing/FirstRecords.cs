namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Chooses the first records of each unit out of what was noted: one partition after the other.</summary>
/// <remarks>
/// A unit with at most the bound keeps all. Of another the ones of the smallest keys are kept; where equal keys
/// straddle the bound, those wait for who can tell them apart by their content. Which way a unit goes depends on its
/// own records.
/// </remarks>
internal sealed class FirstRecords(RecordForm form, IReadOnlyList<RecordShard> shards, int bound)
{
    private readonly List<(nint Start, int Count)> _runs = [];
    private readonly UnitTable _units = new(form);
    private readonly SmallestKeys _smallest = new(bound);
    private int[] _unitOf = [];
    private long[] _keys = [];
    private long[] _seeds = [];
    private long[] _segments = [];

    /// <summary>The records that count, so far.</summary>
    public RowMarks Kept { get; } = new(form.RowsCount);

    /// <summary>What is undecided, so far.</summary>
    public List<TiedRecords> Ties { get; } = [];

    /// <summary>Goes through a partition.</summary>
    public void ChooseIn(int partition)
    {
        _runs.Clear();
        foreach (var shard in shards)
        {
            shard.AddRuns(partition, _runs);
        }

        var count = CountRecords();
        var busyCount = Prepare();
        FindKeys(count);
        if (FindLast(count, busyCount))
        {
            KeepUntied();
        }
        else
        {
            Keep();
        }
    }

    private unsafe int CountRecords()
    {
        _units.Clear();
        Reserve(ref _unitOf, _runs.Sum(run => run.Count));
        var at = 0;
        foreach (var (start, count) in _runs)
        {
            _units.CountRecords(new((void*)start, count), _unitOf.AsSpan(at, count));
            at += count;
        }

        return at;
    }

    /// <summary>Gives each busy unit its seed and a segment among the keys; another keeps whatever key it finds.
    /// </summary>
    private int Prepare()
    {
        var next = 0;
        foreach (ref var unit in _units.Units)
        {
            if (unit.Count <= bound)
            {
                (unit.Key, unit.Next) = (long.MaxValue, -1);
                continue;
            }

            unit.Key = form.IsUnitText ? UnitText.SeedOf(unit.Unit) : OrderHash.Of(unit.Unit, form.Seed);
            (unit.Next, next) = (next, next + unit.Count);
        }

        return next;
    }

    /// <summary>The keys of all records, in the order in which they were noted.</summary>
    private unsafe void FindKeys(int total)
    {
        Reserve(ref _keys, total);
        Reserve(ref _seeds, total);
        var (at, hasMissing) = (0, false);
        var units = _units.Units;
        foreach (var (start, count) in _runs)
        {
            foreach (ref readonly var entry in new ReadOnlySpan<RecordEntry>((void*)start, count))
            {
                (_keys[at], _seeds[at]) = (entry.Record, units[_unitOf[at]].Key);
                hasMissing |= entry.HasNoRecord;
                at++;
            }
        }

        if (!form.IsRecordText)
        {
            OrderHashes.Replace(_keys.AsSpan(0, total), _seeds);
        }

        if (hasMissing)
        {
            FindMissing();
        }
    }

    /// <summary>An id that is missing is the empty text.</summary>
    private unsafe void FindMissing()
    {
        var at = 0;
        foreach (var (start, count) in _runs)
        {
            foreach (ref readonly var entry in new ReadOnlySpan<RecordEntry>((void*)start, count))
            {
                if (entry.HasNoRecord)
                {
                    _keys[at] = OrderHash.Of(default(ReadOnlySpan<byte>), _seeds[at]);
                }

                at++;
            }
        }
    }

    /// <summary>Finds the last key that each unit keeps; of one that keeps all, the largest there is.</summary>
    /// <returns>Whether some unit has a tie there.</returns>
    private bool FindLast(int total, int busyCount)
    {
        Reserve(ref _segments, busyCount);
        var units = _units.Units;
        for (var at = 0; at < total; at++)
        {
            ref var unit = ref units[_unitOf[at]];
            if (unit.Next >= 0)
            {
                _segments[unit.Next++] = _keys[at];
            }
        }

        var hasTies = false;
        foreach (ref var unit in units)
        {
            if (unit.Next >= 0)
            {
                (unit.Key, var isTied) = _smallest.Find(_segments.AsSpan(unit.Next - unit.Count, unit.Count));
                unit.Count = isTied ? -unit.Count : unit.Count;
                hasTies |= isTied;
            }
        }

        return hasTies;
    }

    /// <summary>Keeps what is in, in the order of the file.</summary>
    private unsafe void Keep()
    {
        var units = _units.Units;
        var at = 0;
        foreach (var (start, count) in _runs)
        {
            foreach (ref readonly var entry in new ReadOnlySpan<RecordEntry>((void*)start, count))
            {
                Kept.Add(entry.Place, _keys[at] <= units[_unitOf[at]].Key);
                at++;
            }
        }
    }

    /// <summary>The same, where some units have ties: of those, what is tied waits.</summary>
    private unsafe void KeepUntied()
    {
        var units = _units.Units;
        var at = 0;
        var ties = new Dictionary<int, (List<uint> Places, int Below)>();
        foreach (var (start, count) in _runs)
        {
            foreach (ref readonly var entry in new ReadOnlySpan<RecordEntry>((void*)start, count))
            {
                ref readonly var unit = ref units[_unitOf[at]];
                var key = _keys[at];
                Kept.Add(entry.Place, key <= unit.Key && (unit.Count > 0 || key < unit.Key));
                if (unit.Count < 0 && key <= unit.Key)
                {
                    Defer(ties, _unitOf[at], key < unit.Key, entry.Place);
                }

                at++;
            }
        }

        Ties.AddRange(ties.Values.Select(tie => new TiedRecords(tie.Places, bound - tie.Below)));
    }

    /// <summary>Leaves a tie at the bound to be broken, and counts what comes before it.</summary>
    private static void Defer(Dictionary<int, (List<uint> Places, int Below)> ties, int unit, bool isBelow, uint place)
    {
        var (places, below) = ties.GetValueOrDefault(unit, ([], 0));
        if (!isBelow)
        {
            places.Add(place);
        }

        ties[unit] = (places, below + (isBelow ? 1 : 0));
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = GC.AllocateUninitializedArray<T>(length + (length / 2));
        }
    }
}
