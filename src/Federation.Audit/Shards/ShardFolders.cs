using System.Globalization;

namespace Federation.Audit;

/// <summary>Where the shards of a log lie: the first in a folder of its own, <c>audit</c>, the others beside it,
/// <c>audit-2</c>, <c>audit-3</c>.</summary>
public static class ShardFolders
{
    private const char Separator = '-';
    private const long SecondNumber = 2;

    /// <summary>The folder of a shard.</summary>
    /// <param name="first">The folder of the first.</param>
    /// <param name="number">Which shard, from 1.</param>
    public static string Of(string first, long number)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        return number == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}{Separator}{number}");
    }

    /// <summary>The number of the newest shard there is; 1 where there is none yet.</summary>
    /// <param name="first">The folder of the first.</param>
    public static long Newest(string first)
    {
        var full = Path.GetFullPath(first);
        var start = Path.GetFileName(full) + Separator;
        var parent = Path.GetDirectoryName(full);
        return !Directory.Exists(parent)
            ? 1
            : Directory.EnumerateDirectories(parent, start + "*").Select(path => Path.GetFileName(path)[start.Length..])
                .Select(text => LogText.TryReadNumber(text, out var number) && number >= SecondNumber ? number : 1)
                .DefaultIfEmpty(1).Max();
    }

    /// <summary>The folder in which the shard after one would lie; null where its own folder is not named after its
    /// number.</summary>
    /// <param name="folder">The folder of a shard.</param>
    /// <param name="number">Its number.</param>
    internal static string? Next(string folder, long number)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var end = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Separator}{number}");
        return full.EndsWith(end, StringComparison.Ordinal) ? Of(full[..^end.Length], number + 1) : null;
    }
}
