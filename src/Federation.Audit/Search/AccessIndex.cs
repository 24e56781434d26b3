using System.Runtime.InteropServices;
using System.Text;

namespace Federation.Audit;

/// <summary>
/// Finds accesses of a log by trainer, dataset, purpose, agreement, decision and time. Filled from a folder, or entry
/// by entry beside a log that is being written. Safe for use by several threads.
/// </summary>
/// <remarks>A row an access, about 150 bytes; a search looks at every row, newest first: milliseconds for a million.
/// </remarks>
public sealed class AccessIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _byId = [];
    private readonly List<IndexedAccess> _rows = [];
    private readonly TextNumbers _texts = new();
    private string _writer = "";

    /// <summary>How many entries were taken.</summary>
    public long EntriesCount { get; private set; }

    /// <summary>Reads all accesses of a log in a folder, or a copy of one.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="progress">Told how many entries were read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="AuditLogDamagedException">The log cannot be read to its end.</exception>
    public static AccessIndex Read(string directory, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        const int progressEvery = 50_000;
        var index = new AccessIndex();
        foreach (var (place, entry) in LogEntries.ReadAll(directory))
        {
            index.Add(place, entry.Span);
            if (index.EntriesCount % progressEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(index.EntriesCount);
            }
        }

        return index;
    }

    /// <summary>Takes the next entry; what is no entry of an access is passed over.</summary>
    public void Add(long index, ReadOnlySpan<byte> entry)
    {
        lock (_gate)
        {
            EntriesCount++;
            if (!EntryScan.TryRead(entry, out var scan) || scan.AccessId == Guid.Empty)
            {
                return;
            }

            if (_writer.Length == 0)
            {
                _writer = Encoding.UTF8.GetString(scan.Writer);
            }

            ref var row = ref RowOf(scan, index);
            row.LastIndex = index;
            switch (scan.Kind)
            {
                case EntryKind.Intent:
                    row.Take(scan.Content, _texts);
                    break;
                case EntryKind.Release:
                    row.TakeRelease(scan.Content);
                    break;
                case EntryKind.Outcome:
                    row.TakeOutcome(scan.Content);
                    break;
            }
        }
    }

    /// <summary>Finds accesses, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skippedCount">How many of them to leave out.</param>
    /// <param name="countMax">How many to give at most.</param>
    public AccessPage Find(LogFilter filter, int skippedCount, int countMax)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(skippedCount);
        ArgumentOutOfRangeException.ThrowIfNegative(countMax);
        lock (_gate)
        {
            var found = new List<LoggedAccess>();
            var total = 0L;
            var wanted = new WantedNumbers(filter, _texts);
            var rows = CollectionsMarshal.AsSpan(_rows);
            for (var place = rows.Length - 1; place >= 0 && wanted.CanBe; place--)
            {
                if (!wanted.Is(rows[place]))
                {
                    continue;
                }

                if (total++ >= skippedCount && found.Count < countMax)
                {
                    found.Add(Show(rows[place]));
                }
            }

            return new AccessPage(total, found);
        }
    }

    private ref IndexedAccess RowOf(in EntryScan scan, long index)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, scan.AccessId, out var isKnown);
        if (!isKnown)
        {
            place = _rows.Count;
            _rows.Add(new IndexedAccess { Id = scan.AccessId, Index = index, StartedUnixMs = scan.RecordedUnixMs });
        }

        return ref CollectionsMarshal.AsSpan(_rows)[place];
    }

    private LoggedAccess Show(in IndexedAccess row) => new(
        row.Id, _writer, row.Index, row.LastIndex, row.StartedUnixMs, row.Decision, row.Reason, row.Delivery,
        _texts[row.Trainer], _texts[row.Agreement], _texts[row.Purpose], _texts[row.Dataset], _texts[row.Lineage],
        row.Cost, row.ReleasesCount, row.RecordsCount, row.LengthBytes, row.Status);
}
