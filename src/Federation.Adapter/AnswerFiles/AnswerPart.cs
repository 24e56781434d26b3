namespace Federation.Adapter.AnswerFiles;

/// <summary>Which part of which answer.</summary>
/// <param name="AccessId">The access whose answer it is.</param>
/// <param name="Part">The number of the part, from 0.</param>
internal readonly record struct AnswerPart(Guid AccessId, int Part);
