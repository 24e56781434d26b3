using Federation.Curation.Filtering;
using Federation.Curation.Redaction;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>One permitted column and what its text goes through.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What it is declared to hold; a value that does not read as that never leaves.</param>
/// <param name="Redaction">What is cut from its text, and what stands in its place. Its key is that of each release.
/// </param>
public sealed record SampleColumn(string Name, ColumnKind Kind, RedactionRecipe Redaction)
{
    /// <summary>What else its text goes through, and for what its record is held back.</summary>
    public TextRecipe Text { get; init; } = TextRecipe.None;

    /// <summary>Whether something is cut from its text, so that known values are too.</summary>
    public bool IsRedacted =>
        Kind == ColumnKind.Text && (Redaction.Names.Count > 0 || Redaction.Patterns.Count > 0);
}
