namespace Federation.Curation.Quality;

/// <summary>What makes C4 give a whole text up.</summary>
public enum C4Stop
{
    /// <summary>Nothing: lines are left out one by one.</summary>
    None,

    /// <summary>A line that would be kept holds placeholder Latin.</summary>
    LoremIpsum,

    /// <summary>A line that would be kept holds a curly bracket, which natural language does not.</summary>
    CurlyBracket,
}
