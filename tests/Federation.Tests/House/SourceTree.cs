using System.Runtime.CompilerServices;

namespace Federation.Tests.House;

/// <summary>Where the sources of the project lie, and which of them people wrote.</summary>
internal static class SourceTree
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The folder of the rooms.</summary>
    public static string Rooms => Path.Combine(Root, "src");

    /// <summary>The hand-written C# files below <c>src</c>, relative to it, with forward slashes.</summary>
    public static IEnumerable<string> WrittenFiles() =>
        Directory.EnumerateFiles(Rooms, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Rooms, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin" or "Generated"))
            .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Reads a file that <see cref="WrittenFiles"/> named.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Rooms, file));

    private static string Find([CallerFilePath] string here = "")
    {
        // A deterministic build may map the path of the source; the folder of the test program is the way back then.
        var starts = new[] { Path.GetDirectoryName(here), AppContext.BaseDirectory };
        foreach (var start in starts.Where(Directory.Exists))
        {
            for (var folder = new DirectoryInfo(start!); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Federation.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("Federation.sln was not found above the tests.");
    }
}
