namespace Federation.Audit;

/// <summary>Reads a log's entries beside a process that may be writing it: no lock, nothing written.</summary>
/// <remarks>Proves nothing: <see cref="LogVerifier"/> does. It stops at a record that is still being written.</remarks>
public static class LogReader
{
    /// <summary>Every whole entry, in order, with its index.</summary>
    /// <param name="directory">The folder of the log, or a copy of it.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="AuditLogDamagedException">An entry that others follow cannot be read.</exception>
    public static IEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> ReadAll(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no folder {directory}.");
        }

        return ReadInPlace(directory).Select(read => (read.Index, (ReadOnlyMemory<byte>)read.Entry.ToArray()));
    }

    /// <summary>The same without a copy: each entry holds until the next is read.</summary>
    internal static IEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> ReadInPlace(string directory)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        var segments = storage.ListSegments();
        for (var place = 0; place < segments.Count; place++)
        {
            using var segment = storage.OpenSegment(segments[place]);
            var reader = new SegmentReader(segment);
            WalRecordState state;
            while ((state = reader.TryRead(out var record)) == WalRecordState.Whole)
            {
                yield return (record.Index, record.Entry);
            }

            if (state == WalRecordState.Damaged && place < segments.Count - 1)
            {
                throw new AuditLogDamagedException("An entry of the audit log cannot be read.");
            }
        }
    }
}
