namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Chooses the first records of each unit out of what was noted: one partition after the other.</summary>
/// <remarks>
/// A unit with at most the bound keeps all. Of another the ones of the smallest keys are kept; where equal keys straddle
/// the bound, those wait for who can tell them apart by their content. Which way a unit goes depends on its own records.
/// </remarks>
internal sealed class FirstRecords(RecordForm form, IReadOnlyList<RecordShard> shards, int bound)
{
    private readonly List<(nint Start, int Count)> _runs = [];
    private readonly UnitTable _units = new(form);
    private readonly SmallestKeys _smallest = new(bound);
    private int[] _unitOf = [];
    private int[] _counts = [];
    private long[] _seeds = [];
    private long[] _keys = [];
    private uint[] _places = [];

    /// <summary>The records that count, so far.</summary>
    public RowMarks Kept { get; } = new(form.RowsCount);

    /// <summary>What is undecided, so far.</summary>
    public List<TiedRecords> Ties { get; } = [];

    /// <summary>Goes through a partition.</summary>
    public unsafe void ChooseIn(int partition)
    {
        _runs.Clear();
        foreach (var shard in shards)
        {
            shard.AddRuns(partition, _runs);
        }

        var total = _runs.Sum(run => run.Count);
        _units.Clear(total);
        Reserve(ref _unitOf, total);
        Reserve(ref _counts, total);
        Array.Clear(_counts, 0, total);
        var at = 0;
        foreach (var (start, count) in _runs)
        {
            var entries = new ReadOnlySpan<RecordEntry>((void*)start, count);
            foreach (ref readonly var entry in entries)
            {
                var unit = _units.Find(entry.Unit);
                _unitOf[at++] = unit;
                _counts[unit]++;
            }
        }

        Prepare();
        Sort();
        Select();
    }

    /// <summary>Makes each busy unit a segment: its count becomes where the segment begins; of others, −1.</summary>
    private void Prepare()
    {
        var units = _units.Units;
        Reserve(ref _seeds, units.Length);
        var next = 0;
        for (var unit = 0; unit < units.Length; unit++)
        {
            var count = _counts[unit];
            if (count <= bound)
            {
                _counts[unit] = -1;
                continue;
            }

            _seeds[unit] = form.IsUnitText ? UnitText.SeedOf(units[unit]) : OrderHash.Of(units[unit], form.Seed);
            (_counts[unit], next) = (next, next + count);
        }

        Reserve(ref _keys, next);
        Reserve(ref _places, next);
    }

    /// <summary>Keeps the records of units that are not busy and puts the others into their segments.</summary>
    private unsafe void Sort()
    {
        var at = 0;
        foreach (var (start, count) in _runs)
        {
            foreach (ref readonly var entry in new ReadOnlySpan<RecordEntry>((void*)start, count))
            {
                var unit = _unitOf[at++];
                var target = _counts[unit];
                if (target < 0)
                {
                    Kept.Add(entry.Place);
                    continue;
                }

                _keys[target] = form.IsRecordText ? entry.Record
                    : entry.HasNoRecord ? OrderHash.Of(default(ReadOnlySpan<byte>), _seeds[unit])
                    : OrderHash.Of(entry.Record, _seeds[unit]);
                _places[target] = entry.Place;
                _counts[unit] = target + 1; // In the end, where the segment ends.
            }
        }
    }

    private void Select()
    {
        var start = 0;
        for (var unit = 0; unit < _units.Count; unit++)
        {
            var end = _counts[unit];
            if (end < 0)
            {
                continue;
            }

            SelectIn(_keys.AsSpan(start, end - start), _places.AsSpan(start, end - start));
            start = end;
        }
    }

    private void SelectIn(ReadOnlySpan<long> keys, ReadOnlySpan<uint> places)
    {
        var (last, below, equal) = _smallest.Find(keys);
        var isTied = below + equal > bound;
        var tied = isTied ? new List<uint>(equal) : null;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] < last || (keys[i] == last && !isTied))
            {
                Kept.Add(places[i]);
            }
            else if (keys[i] == last)
            {
                tied!.Add(places[i]);
            }
        }

        if (tied is not null)
        {
            Ties.Add(new TiedRecords(tied, bound - below));
        }
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = GC.AllocateUninitializedArray<T>(length + (length / 2));
        }
    }
}
