using System.Text;

namespace Federation.Audit;

/// <summary>
/// Removes entries that were kept long enough: bundles and segments that lie wholly before a point, and never a hash.
/// Tree, checkpoints, proofs and receipts stay valid. May be ended at any point and run again.
/// </summary>
public static class LogRetention
{
    /// <summary>The first entry of a log that is kept; 0 where all are.</summary>
    /// <param name="directory">The folder of the log, or a copy of it.</param>
    /// <exception cref="AuditLogDamagedException">The log says nothing that can be read.</exception>
    public static long FirstKept(string directory)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        return RetentionMark.Read(storage);
    }

    /// <summary>Why nothing may be removed from a log; null where it may.</summary>
    /// <param name="directory">The folder of the log.</param>
    /// <remarks>From a public copy, without a write-ahead log, everything may: no ledger is made of it.</remarks>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static string? FindObstacle(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no folder {directory}.");
        }

        using var storage = FileLogStorage.OpenForReading(directory);
        if (!Directory.Exists(Path.Combine(directory, "wal")))
        {
            return null;
        }

        if (LogSuccession.ReadAll(storage) is not [.., var newest] || !IsOfNextShard(newest))
        {
            return "The log is not closed: what was spent is added up from its entries. Close it with 'federation "
                + "audit shard', which carries that over to its next shard.";
        }

        var next = ShardFolders.Next(directory, LogOrigin.Split(newest.End.Origin).Number);
        var fault = next is not null && Directory.Exists(next)
            ? ShardHead.FindFault(next, newest)
            : "its next shard is not beside it";
        return fault is null ? null : $"What the log adds up to is not carried over: {fault}. Finish with 'federation "
            + "audit shard'.";
    }

    /// <summary>Removes what lies wholly before a point.</summary>
    /// <param name="directory">The folder of a closed log, or a public copy.</param>
    /// <param name="before">The point; entries are removed in bundles of 256.</param>
    /// <exception cref="InvalidOperationException"><see cref="FindObstacle"/> says what stands against it.</exception>
    /// <exception cref="AuditLogUnavailableException">Another process holds the log.</exception>
    /// <exception cref="AuditLogDamagedException">It has no checkpoint.</exception>
    /// <exception cref="IOException">Something could not be removed; run it again.</exception>
    public static RetentionReport Apply(string directory, RetentionBound before)
    {
        if (FindObstacle(directory) is { } obstacle)
        {
            throw new InvalidOperationException(obstacle);
        }

        using var storage = Directory.Exists(Path.Combine(directory, "wal"))
            ? FileLogStorage.Open(directory)
            : FileLogStorage.OpenForReading(directory);
        return Apply(storage, directory, before);
    }

    /// <summary>The same with what stands between a log and its disk.</summary>
    internal static RetentionReport Apply(ILogStorage storage, string directory, RetentionBound before)
    {
        var checkpoint = storage.ReadFile(CheckpointWriter.CheckpointFile) is { } note
            && Checkpoint.TryParse(Encoding.UTF8.GetString(note), out var read)
                ? read
                : throw new AuditLogDamagedException("The audit log has no checkpoint.");
        var point = Math.Min(before.Index ?? FirstOf(directory, before.UnixMs!.Value), checkpoint.Size);
        var whole = point == checkpoint.Size ? point : point - (point % TilePath.Width);
        var first = Math.Max(RetentionMark.Read(storage), whole);
        if (first == 0)
        {
            return new RetentionReport(0, 0, 0);
        }

        storage.ReplaceFile(RetentionMark.FileName, RetentionMark.Format(checkpoint.Origin, first));
        var bundlesCount = RemoveBundles(storage, first);
        var segmentsCount = RemoveSegments(storage, first, checkpoint.Size);
        return new RetentionReport(first, bundlesCount, segmentsCount);
    }

    private static bool IsOfNextShard(LogSuccession newest) =>
        !newest.NewKey.StartsWith($"{newest.End.Origin}+", StringComparison.Ordinal);

    /// <summary>The first entry of a time or later: clocks may jump, so all before it are earlier.</summary>
    private static long FirstOf(string directory, long unixMs)
    {
        foreach (var (index, entry) in LogEntries.ReadAll(directory))
        {
            if (!EntryScan.TryRead(entry.Span, out var scan) || scan.RecordedUnixMs >= unixMs)
            {
                return index;
            }
        }

        return long.MaxValue;
    }

    private static int RemoveBundles(ILogStorage storage, long first)
    {
        var count = 0;
        for (var number = 0L; number * TilePath.Width < first; number++)
        {
            var name = TilePath.OfEntries(number, TilePath.Width);
            count += storage.DeleteFile(name) ? 1 : 0;
            storage.DeleteFolder(TilePath.Partials(name));
        }

        return count;
    }

    private static int RemoveSegments(ILogStorage storage, long first, long size)
    {
        var count = 0;
        var segments = storage.ListSegments();
        for (var place = 0; place < segments.Count; place++)
        {
            var end = place + 1 < segments.Count ? segments[place + 1] : size;
            if (end <= first)
            {
                storage.DeleteSegment(segments[place]);
                count++;
            }
        }

        return count;
    }
}
