using System.Globalization;
using System.Runtime.CompilerServices;

namespace Federation.Privacy.Tests.RealData;

/// <summary>Real tables, in <c>shared/data/tabular</c> beside the checkout.</summary>
internal static class SharedTables
{
    private static readonly string? Folder = Find();

    /// <summary>How many rows each cell of a grid from 0 holds. Skips the test, and says why, without real data.</summary>
    public static long[] Histogram(string file, string column, int step, int cells)
    {
        Assert.SkipUnless(
            Folder is not null, "The folder ../shared/data beside this checkout is absent: real data is not here.");
        var lines = File.ReadLines(Path.Combine(Folder!, file)).ToList();
        var index = Array.IndexOf(lines[0].Split(','), column);
        var histogram = new long[cells];
        foreach (var line in lines.Skip(1))
        {
            var value = double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture);
            histogram[(int)Math.Round(Math.Clamp(value / step, 0, cells - 1))]++;
        }

        return histogram;
    }

    private static string? Find([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { Path.GetDirectoryName(here), AppContext.BaseDirectory })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                var tables = Path.Combine(folder, "..", "shared", "data", "tabular");
                if (Directory.Exists(tables))
                {
                    return Path.GetFullPath(tables);
                }
            }
        }

        return null;
    }
}
