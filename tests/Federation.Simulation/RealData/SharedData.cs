using System.Runtime.CompilerServices;

namespace Federation.Simulation.RealData;

/// <summary>Where the real data lies: <c>shared/data</c> beside the checkout.</summary>
internal static class SharedData
{
    private static readonly string? Folder = Find();

    public static bool IsPresent => Folder is not null;

    /// <summary>Skips the test, and says why, where the checkout has no real data beside it.</summary>
    public static void SkipIfAbsent() =>
        Assert.SkipUnless(
            IsPresent, "The folder ../shared/data beside this checkout is absent: real data is not here.");

    public static string Table(string file) => Path.Combine(Folder!, "tabular", file);

    public static string Text(string file) => Path.Combine(Folder!, "text", file);

    private static string? Find([CallerFilePath] string here = "")
    {
        // A deterministic build may map the path of the source; the folder of the test program is the way back then.
        foreach (var start in new[] { Path.GetDirectoryName(here), AppContext.BaseDirectory })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                var data = Path.Combine(folder, "..", "shared", "data");
                if (Directory.Exists(Path.Combine(data, "tabular")) && Directory.Exists(Path.Combine(data, "text")))
                {
                    return Path.GetFullPath(data);
                }
            }
        }

        return null;
    }
}
