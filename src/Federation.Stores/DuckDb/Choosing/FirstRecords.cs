namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Chooses the first records of each unit out of what was noted: one partition after the other.</summary>
/// <remarks>
/// Units are counted first; then the records of each lie side by side. A unit with at most the bound keeps all, and
/// needs no keys. Of another the ones of the smallest keys are kept; where equal keys straddle the bound, those wait
/// for who can tell them apart by their content. Which way a unit goes depends on its own records.
/// </remarks>
internal sealed class FirstRecords(RecordForm form, IReadOnlyList<RecordShard> shards, int bound)
{
    private readonly List<(nint Start, int Count)> _runs = [];
    private readonly UnitTable _units = new(form);
    private readonly UnitOrder _order = new(bound);
    private readonly KeyLanes _lanes = new(bound);
    private readonly SmallestKeys _smallest = new(bound);
    private int[] _unitOf = [];
    private long[] _unitSeeds = [];
    private long[] _keys = [];
    private long[] _seeds = [];
    private RecordPlace[] _places = [];
    private uint[] _first = [];
    private int _firstCount;

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
        Reserve(ref _keys, count);
        Reserve(ref _seeds, count);
        Reserve(ref _places, count);
        Reserve(ref _first, count);
        FindSeeds();
        _order.Sort(_units.Units);
        var keysCount = LayOut(count);
        FindKeys(keysCount, hasMissing: Gather());
        KeepFirst();
        foreach (var place in _places.AsSpan(keysCount, count - keysCount))
        {
            _first[_firstCount++] = place.Row;
        }

        Kept.Add(_first.AsSpan(0, _firstCount));
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

    /// <summary>The seed of each unit, under which its records have their keys.</summary>
    private void FindSeeds()
    {
        var units = _units.Units;
        Reserve(ref _unitSeeds, units.Length);
        for (var i = 0; i < units.Length; i++)
        {
            _unitSeeds[i] = form.IsUnitText ? UnitText.SeedOf(units[i].Unit) : units[i].Unit;
        }

        if (!form.IsUnitText)
        {
            _seeds.AsSpan(0, units.Length).Fill(form.Seed);
            OrderHashes.Replace(_unitSeeds.AsSpan(0, units.Length), _seeds);
        }
    }

    /// <summary>Gives each unit its stretch: the busy ones from the front, as only they have keys, the others from the
    /// back.</summary>
    /// <returns>How many records are of busy units.</returns>
    private int LayOut(int total)
    {
        var (front, back) = (0, total);
        var units = _units.Units;
        foreach (var number in _order.BusyOnes)
        {
            ref var unit = ref units[number];
            unit.Next = front;
            _seeds.AsSpan(front, unit.Count).Fill(_unitSeeds[number]);
            front += unit.Count;
        }

        foreach (var number in _order.QuietOnes)
        {
            back -= units[number].Count;
            units[number].Next = back;
        }

        return front;
    }

    /// <summary>Puts ids and places into the stretches of their units.</summary>
    /// <returns>Whether an id is missing.</returns>
    private unsafe bool Gather()
    {
        var units = _units.Units;
        var (at, hasMissing) = (0, false);
        foreach (var (start, count) in _runs)
        {
            foreach (ref readonly var entry in new ReadOnlySpan<RecordEntry>((void*)start, count))
            {
                var next = units[_unitOf[at++]].Next++;
                (_keys[next], _places[next]) = (entry.Record, entry.Place);
                hasMissing |= entry.Place.HasNoRecord;
            }
        }

        return hasMissing;
    }

    /// <summary>The keys in place of the ids; one that is missing is the empty text.</summary>
    private void FindKeys(int count, bool hasMissing)
    {
        if (!form.IsRecordText)
        {
            OrderHashes.Replace(_keys.AsSpan(0, count), _seeds);
        }

        for (var i = 0; hasMissing && i < count; i++)
        {
            if (_places[i].HasNoRecord)
            {
                _keys[i] = OrderHash.Of(default(ReadOnlySpan<byte>), _seeds[i]);
            }
        }
    }

    /// <summary>Keeps the first records of the busy units.</summary>
    private void KeepFirst()
    {
        _firstCount = 0;
        Span<UnitRecords> four = stackalloc UnitRecords[KeyLanes.Count];
        var units = _units.Units;
        var busy = _order.BusyOnes;
        var at = 0;
        for (; at + KeyLanes.Count <= _order.LanedCount; at += KeyLanes.Count)
        {
            for (var lane = 0; lane < KeyLanes.Count; lane++)
            {
                four[lane] = units[busy[at + lane]];
            }

            var last = _lanes.Find(_keys, four);
            for (var lane = 0; lane < KeyLanes.Count; lane++)
            {
                KeepFirst(four[lane], last[lane]);
            }
        }

        foreach (var number in busy[at..])
        {
            ref readonly var unit = ref units[number];
            KeepFirst(unit, _smallest.Find(_keys.AsSpan(unit.Next - unit.Count, unit.Count)));
        }
    }

    /// <summary>Keeps the records of a busy unit up to a key; where a tie straddles the bound, of that tie none yet.
    /// </summary>
    private void KeepFirst(in UnitRecords unit, long last)
    {
        var keys = _keys.AsSpan(unit.Next - unit.Count, unit.Count);
        var places = _places.AsSpan(unit.Next - unit.Count, unit.Count);
        var (first, count) = (_first, _firstCount);
        for (var i = 0; i < keys.Length; i++)
        {
            first[count] = places[i].Row;
            count += keys[i] <= last ? 1 : 0;
        }

        if (count - _firstCount == bound)
        {
            _firstCount = count;
        }
        else
        {
            Defer(keys, places, last);
        }
    }

    private void Defer(ReadOnlySpan<long> keys, ReadOnlySpan<RecordPlace> places, long last)
    {
        var (tied, belowCount) = (new List<uint>(), 0);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] < last)
            {
                _first[_firstCount++] = places[i].Row;
                belowCount++;
            }
            else if (keys[i] == last)
            {
                tied.Add(places[i].Row);
            }
        }

        Ties.Add(new TiedRecords(tied, bound - belowCount));
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = GC.AllocateUninitializedArray<T>(length + (length / 2));
        }
    }
}
