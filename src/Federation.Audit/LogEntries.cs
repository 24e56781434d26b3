namespace Federation.Audit;

/// <summary>The entries of a log in a folder, from whatever form it has: the write-ahead log, or bundles of a public
/// copy. Nothing is proved and nothing written.</summary>
internal static class LogEntries
{
    /// <summary>Every whole entry in order, with its index. Each holds until the next is read.</summary>
    /// <param name="directory">The folder of the log, or a copy of it.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="AuditLogDamagedException">An entry that others follow cannot be read.</exception>
    public static IEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> ReadAll(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException($"There is no folder {directory}.");
        }

        return Directory.Exists(Path.Combine(directory, "wal")) || !Directory.Exists(Path.Combine(directory, "tile"))
            ? LogReader.ReadInPlace(directory)
            : ReadBundles(directory);
    }

    private static IEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> ReadBundles(string directory)
    {
        using var storage = FileLogStorage.OpenForReading(directory);
        var firstKept = RetentionMark.Read(storage);
        for (var number = 0L; ; number++)
        {
            var (bundle, width) = Widest(storage, directory, number);
            if (bundle is null && (number + 1) * TilePath.Width <= firstKept)
            {
                continue;
            }

            if (bundle is null)
            {
                yield break;
            }

            var entries = EntryBundle.TryRead(bundle, width)
                ?? throw new AuditLogDamagedException($"The bundle {TilePath.OfEntries(number, width)} is damaged.");
            for (var i = 0; i < width; i++)
            {
                yield return ((number * TilePath.Width) + i, entries[i]);
            }
        }
    }

    private static (byte[]? Bundle, int Width) Widest(FileLogStorage storage, string directory, long number)
    {
        if (storage.ReadFile(TilePath.OfEntries(number, TilePath.Width)) is { } full)
        {
            return (full, TilePath.Width);
        }

        var partials = Path.Combine(directory, TilePath.Partials(TilePath.OfEntries(number, TilePath.Width)));
        var width = Directory.Exists(partials)
            ? Directory.EnumerateFiles(partials)
                .Select(path => LogText.TryReadNumber(Path.GetFileName(path), out var found) ? (int)found : 0)
                .Where(found => found is > 0 and < TilePath.Width).DefaultIfEmpty(0).Max()
            : 0;
        return width == 0 ? (null, 0) : (storage.ReadFile(TilePath.OfEntries(number, width)), width);
    }
}
