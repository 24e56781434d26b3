namespace Federation.Audit;

/// <summary>All that a log's segments hold, in the order of their names, whatever state they are in.</summary>
internal sealed class ScannedLog
{
    private const int ProgressEvery = 1_000;

    private readonly List<ScannedEntry> _entries = [];

    private ScannedLog()
    {
    }

    /// <summary>The entries in their order, with a hole where something cannot be read.</summary>
    public IReadOnlyList<ScannedEntry> Entries => _entries;

    /// <summary>Reads a log from end to end.</summary>
    public static ScannedLog Read(ILogStorage storage, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var log = new ScannedLog();
        foreach (var firstIndex in storage.ListSegments())
        {
            log.FillGap(firstIndex);
            using var segment = storage.OpenSegment(firstIndex);
            log.Read(new SegmentReader(segment), progress, cancellationToken);
        }

        progress?.Report(log._entries.Count);
        return log;
    }

    private void Read(SegmentReader reader, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offset = reader.Offset;
            var state = reader.TryRead(out var record);
            if (state == WalRecordState.End)
            {
                return;
            }

            if (reader.Offset == offset)
            {
                _entries.Add(new ScannedEntry(null, -1, false)); // Nothing after it in this segment can be found.
                return;
            }

            _entries.Add(new ScannedEntry(MerkleTree.LeafHash(record.Entry.Span), record.Index, record.IsSound));
            if (_entries.Count % ProgressEvery == 0)
            {
                progress?.Report(_entries.Count);
            }
        }
    }

    /// <summary>Where a segment starts later than the one before it ended, entries are missing.</summary>
    private void FillGap(long firstIndex)
    {
        while (_entries.Count < Math.Min(firstIndex, int.MaxValue / 2))
        {
            _entries.Add(new ScannedEntry(null, -1, true));
        }
    }
}
