using Federation.Curation.Detection;

namespace Federation.Curation;

/// <summary>A redacted text and where was cut.</summary>
/// <param name="Text">The text with labels, or what else was chosen, in place of what was found.</param>
/// <param name="Findings">The cuts in the original, left to right, never overlapping.</param>
public sealed record RedactionResult(string Text, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the policy holds back every record with such a finding; the text is empty then.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Whether the policy holds back every record that says what no crowd says; the text is empty then.
    /// </summary>
    public bool IsRare { get; init; }
}
