using System.Collections.Frozen;

namespace Federation.Curation.Extraction;

/// <summary>What elements of HTML mean to a reader of their text.</summary>
internal static class HtmlElements
{
    /// <summary>A name of more characters is no element that matters here.</summary>
    public const int NameCharactersMax = 12;

    private static readonly FrozenDictionary<string, HtmlRole> Roles = new (HtmlRole Role, string Names)[]
    {
        (HtmlRole.Raw, "script style iframe noembed noframes xmp textarea"),
        (HtmlRole.Aside, "head title noscript template svg math select datalist object canvas audio video aside nav "
            + "button header"),
        (HtmlRole.Story, "article main section"),
        (HtmlRole.Inline, "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark meter q rp rt "
            + "ruby s samp small span strike strong sub sup time tt u var wbr img input progress output data link "
            + "meta"),
        (HtmlRole.Preformatted, "pre listing plaintext"),
        (HtmlRole.Body, "body"),
    }.SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Role)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Role, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, HtmlRole>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Roles.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The role of an element; what is not known begins a line of its own.</summary>
    /// <param name="name">Its name in lower case.</param>
    public static HtmlRole RoleOf(ReadOnlySpan<char> name) =>
        BySpan.TryGetValue(name, out var role) ? role : HtmlRole.Block;
}
