using System.Globalization;

namespace Federation.Benchmarks;

/// <summary>The processor time of a PostgreSQL server on this machine, all its processes together (Linux).</summary>
internal static class PostgresCpu
{
    private const int TicksPerSecond = 100;
    private const int Parent = 1;
    private const int Own = 11;
    private const int Ended = 13;

    /// <summary>What the server has used so far: itself, processes that ended and those that live.</summary>
    /// <param name="postmaster">The id of its first process.</param>
    public static TimeSpan Of(int postmaster)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                || Read(folder) is not { } fields)
            {
                continue;
            }

            if (id == postmaster)
            {
                ticks += Sum(fields, Own) + Sum(fields, Ended);
            }
            else if (int.Parse(fields[Parent], CultureInfo.InvariantCulture) == postmaster)
            {
                ticks += Sum(fields, Own);
            }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    private static long Sum(string[] fields, int first) =>
        long.Parse(fields[first], CultureInfo.InvariantCulture)
        + long.Parse(fields[first + 1], CultureInfo.InvariantCulture);

    /// <summary>The fields behind the command's name, from the state on; null where the process has ended.</summary>
    private static string[]? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
