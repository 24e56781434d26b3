using System.Runtime.InteropServices;

namespace Federation.Curation.Duplicates;

/// <summary>
/// Sorts records of a key and a value: in memory while they fit, else in sorted runs that are merged.
/// </summary>
internal sealed class RecordSorter(ISpill spill, int recordsInMemory)
{
    private readonly List<int> _runs = [];
    private ulong[] _keys = new ulong[Math.Min(recordsInMemory, 1 << 12)];
    private ulong[] _values = new ulong[Math.Min(recordsInMemory, 1 << 12)];
    private int _count;

    /// <summary>Adds a record.</summary>
    public void Add(ulong key, ulong value)
    {
        if (_count == _keys.Length)
        {
            if (_count < recordsInMemory)
            {
                Array.Resize(ref _keys, Math.Min(2 * _count, recordsInMemory));
                Array.Resize(ref _values, Math.Min(2 * _count, recordsInMemory));
            }
            else
            {
                Spill();
            }
        }

        (_keys[_count], _values[_count]) = (key, value);
        _count++;
    }

    /// <summary>
    /// All records so far by key; records of one key in no particular order. More may be added afterwards.
    /// </summary>
    public IEnumerable<(ulong Key, ulong Value)> Sorted()
    {
        Array.Sort(_keys, _values, 0, _count);
        return _runs.Count == 0 ? InMemory() : Merged();
    }

    /// <summary>Forgets every record.</summary>
    public void Clear()
    {
        _runs.ForEach(spill.Drop);
        _runs.Clear();
        _count = 0;
    }

    private IEnumerable<(ulong Key, ulong Value)> InMemory()
    {
        for (var i = 0; i < _count; i++)
        {
            yield return (_keys[i], _values[i]);
        }
    }

    private IEnumerable<(ulong Key, ulong Value)> Merged()
    {
        var queue = new PriorityQueue<RunReader, ulong>();
        foreach (var reader in _runs.Select(run => new RunReader(spill, run)).Where(reader => reader.MoveNext()))
        {
            queue.Enqueue(reader, reader.Key);
        }

        var place = 0;
        while (place < _count || queue.Count > 0)
        {
            if (!queue.TryPeek(out var reader, out var key) || (place < _count && _keys[place] <= key))
            {
                yield return (_keys[place], _values[place]);
                place++;
                continue;
            }

            yield return (reader.Key, reader.Value);
            if (reader.MoveNext())
            {
                queue.DequeueEnqueue(reader, reader.Key);
            }
            else
            {
                queue.Dequeue();
            }
        }
    }

    private void Spill()
    {
        Array.Sort(_keys, _values, 0, _count);
        var run = spill.Open();
        var records = new ulong[2 * Math.Min(_count, RunReader.RecordsAtOnce)];
        for (var start = 0; start < _count; start += RunReader.RecordsAtOnce)
        {
            var count = Math.Min(RunReader.RecordsAtOnce, _count - start);
            for (var i = 0; i < count; i++)
            {
                (records[2 * i], records[(2 * i) + 1]) = (_keys[start + i], _values[start + i]);
            }

            spill.Append(run, MemoryMarshal.AsBytes(records.AsSpan(0, 2 * count)));
        }

        _runs.Add(run);
        _count = 0;
    }
}
