using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Federation.Curation.Tests;

/// <summary>Rows of the shared text files; a checkout without them skips, visibly.</summary>
internal static class SharedFile
{
    /// <summary>The rows of one file.</summary>
    public static IEnumerable<JsonElement> Rows(string file)
    {
        var path = Path.Combine(Folder(), file);
        Assert.SkipUnless(File.Exists(path), $"The shared data file {file} is absent.");
        return File.ReadLines(path).Select(line => JsonElement.Parse(line));
    }

    /// <summary>The texts of one file.</summary>
    public static IEnumerable<string> Texts(string file) =>
        Rows(file).Select(row => row.GetProperty("text").GetString()!);

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../shared/data/text"));
}
