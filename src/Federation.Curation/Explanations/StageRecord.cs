namespace Federation.Curation.Explanations;

/// <summary>What one stage did with one document, and why. Holds no word of the document.</summary>
/// <param name="Stage">The stage, as <see cref="Stages"/> names it.</param>
/// <param name="Outcome">What it did.</param>
/// <param name="Reason">
/// Why: the name of a rule, a language, or the id of the document or evaluation item that it was held against; null
/// where there is nothing to say.
/// </param>
/// <param name="Cuts">What was cut, left to right; or what the document was dropped for.</param>
public sealed record StageRecord(
    string Stage, StageOutcome Outcome, string? Reason, IReadOnlyList<CutRecord> Cuts);
