namespace Federation.Audit;

/// <summary>One pass over a log's write-ahead segments: how many sound entries there are in a row, and the roots that
/// they had at some sizes. Keeps a few hashes, however long the log is.</summary>
internal sealed class WalPass
{
    private const int ProgressEvery = 10_000;

    private readonly Dictionary<long, byte[]> _roots = [];
    private readonly TreeFold _fold = new();
    private readonly LeafBatch _batch = new();

    private WalPass()
    {
    }

    /// <summary>How many entries stand in a row from the first, each whole and at its index. Of those that retention
    /// removed their hashes stand for them.</summary>
    public long Count => _fold.Count + _batch.Count;

    /// <summary>The first entry that was read; those before it were removed.</summary>
    public long First { get; private set; }

    /// <summary>Reads a log from end to end, or to the first thing that is no entry of it.</summary>
    /// <param name="storage">The log.</param>
    /// <param name="firstKept">From which entry on entries are kept, as the log says.</param>
    /// <param name="sizes">The sizes whose roots are wanted.</param>
    /// <param name="progress">Told how many entries were read.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    public static WalPass Run(
        ILogStorage storage, long firstKept, IReadOnlyCollection<long> sizes, IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        var pass = new WalPass();
        pass.Keep(sizes);
        var segments = storage.ListSegments();
        foreach (var leaf in TileReader.ReadLeaves(storage, Math.Min(firstKept, segments.FirstOrDefault(firstKept))))
        {
            pass._fold.Append(leaf);
            pass.Keep(sizes);
        }

        pass.First = pass.Count;
        foreach (var firstIndex in segments)
        {
            using var segment = storage.OpenSegment(firstIndex);
            if (firstIndex != pass.Count || !pass.Read(new SegmentReader(segment), sizes, progress, cancellationToken))
            {
                break;
            }
        }

        progress?.Report(pass.Count);
        return pass;
    }

    /// <summary>Whether the entries are those of a checkpoint, whose size was asked for.</summary>
    public bool Has(Checkpoint checkpoint) => _roots.TryGetValue(checkpoint.Size, out var root)
        && root.AsSpan().SequenceEqual(checkpoint.Root.Span);

    /// <summary>Reads one segment; false where what follows cannot continue it.</summary>
    private bool Read(
        SegmentReader reader, IReadOnlyCollection<long> sizes, IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        WalRecordState state;
        while ((state = reader.TryRead(out var record)) == WalRecordState.Whole && record.Index == Count)
        {
            _batch.Add(record.Entry.Span);
            Keep(sizes);
            if (Count % ProgressEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(Count);
            }
        }

        return state == WalRecordState.End;
    }

    private void Keep(IReadOnlyCollection<long> sizes)
    {
        var isWanted = sizes.Contains(Count);
        if (isWanted || _batch.IsFull)
        {
            _fold.AppendAll(_batch.Take());
        }

        if (isWanted)
        {
            _roots[Count] = _fold.Root();
        }
    }
}
