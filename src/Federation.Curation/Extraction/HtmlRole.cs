namespace Federation.Curation.Extraction;

/// <summary>What an element does to the text in it.</summary>
internal enum HtmlRole
{
    /// <summary>Its text stands in lines of its own.</summary>
    Block,

    /// <summary>Its text goes on in the line.</summary>
    Inline,

    /// <summary>Lines of the source are lines of the text.</summary>
    Preformatted,

    /// <summary>Its content is no text and no markup, up to its end tag.</summary>
    Raw,

    /// <summary>It is no part of what the page says: navigation, controls, frames.</summary>
    Aside,

    /// <summary>Inside it, a header is the header of the story and stays.</summary>
    Story,

    /// <summary>Whatever was left open before, here the page begins.</summary>
    Body,
}
