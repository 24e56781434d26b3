namespace Federation.Curation.Detection.Names;

/// <summary>Names and addresses of persons: what has no form of its own and is told by words and places.</summary>
internal static class NameScan
{
    /// <summary>Adds every hit in a view, in no order; hits may overlap.</summary>
    public static void Find(string view, List<Hit> hits)
    {
        ChineseNames.Find(view, hits);
        ChineseAddress.Find(view, hits);
        EnglishNames.Find(view, hits);
        EnglishAddress.Find(view, hits);
    }
}
