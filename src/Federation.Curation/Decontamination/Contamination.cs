namespace Federation.Curation.Decontamination;

/// <summary>A place where a document holds what an evaluation item holds.</summary>
/// <param name="EvaluationId">The id of the item.</param>
/// <param name="Start16">Where the overlap begins in the document, in UTF-16 code units.</param>
/// <param name="Length16">Its length, in UTF-16 code units.</param>
/// <param name="IsEdited">Whether one word or character differs.</param>
public readonly record struct Contamination(string EvaluationId, int Start16, int Length16, bool IsEdited);
