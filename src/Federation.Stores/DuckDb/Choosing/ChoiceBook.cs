using System.Collections.Concurrent;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>What the engine's functions work on, by the number of the query: no query can name another's.</summary>
internal sealed class ChoiceBook
{
    private readonly ConcurrentDictionary<long, RecordCollector> _collectors = new();
    private readonly ConcurrentDictionary<long, RowMarks> _marks = new();
    private long _last;

    /// <summary>The records that a query collects; null where it is over.</summary>
    public RecordCollector? CollectorOf(long number) => _collectors.GetValueOrDefault(number);

    /// <summary>The rows that a query reads; null where it is over.</summary>
    public RowMarks? MarksOf(long number) => _marks.GetValueOrDefault(number);

    /// <summary>Enters a collector under a number of its own.</summary>
    public long Enter(RecordCollector collector)
    {
        var number = Interlocked.Increment(ref _last);
        _collectors[number] = collector;
        return number;
    }

    /// <summary>Enters rows under a number of their own.</summary>
    public long Enter(RowMarks marks)
    {
        var number = Interlocked.Increment(ref _last);
        _marks[number] = marks;
        return number;
    }

    /// <summary>Takes out what has a number.</summary>
    public void Leave(long number)
    {
        _collectors.TryRemove(number, out _);
        _marks.TryRemove(number, out _);
    }
}
