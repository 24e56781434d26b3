using Federation.Tests.House;

namespace Federation.Tests.Adapter;

/// <summary>Files that hold what a format looked like when it was reviewed.</summary>
internal static class Golden
{
    /// <summary>Compares with a file beside the tests; with FEDERATION_WRITE_GOLDEN=1 writes it first.</summary>
    public static void Check(string file, string text)
    {
        var path = Path.Combine(SourceTree.Root, "tests", "Federation.Tests", "Adapter", file);
        if (Environment.GetEnvironmentVariable("FEDERATION_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }
}
