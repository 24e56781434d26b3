using Federation.Curation.Detection;

namespace Federation.Curation;

/// <summary>A redacted text and where was cut.</summary>
/// <param name="Text">The text with labels in place of what was found.</param>
/// <param name="Findings">The cuts in the original, left to right, never overlapping.</param>
public sealed record RedactionResult(string Text, IReadOnlyList<Finding> Findings);
