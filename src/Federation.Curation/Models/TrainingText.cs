using Federation.Curation.Evaluation;

namespace Federation.Curation.Models;

/// <summary>A text to learn from.</summary>
/// <param name="Text">The text.</param>
/// <param name="Spans">Its persons and addresses.</param>
public sealed record TrainingText(string Text, IReadOnlyList<LabelledSpan> Spans);
