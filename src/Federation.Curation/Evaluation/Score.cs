namespace Federation.Curation.Evaluation;

/// <summary>How the filter did on one type.</summary>
/// <param name="Type">The label, or the filter's own name where no label stands for it.</param>
/// <param name="LabelledCount">How many spans are labelled so.</param>
/// <param name="RemovedCount">How many of them would be cut to the last character, under whatever type.</param>
/// <param name="NamedCount">How many of those were cut as what they are.</param>
/// <param name="FindingsCount">How many findings of the type there are.</param>
/// <param name="RightCount">How many of those touch a span that is labelled so, or as something optional.</param>
public sealed record Score(
    string Type, long LabelledCount, long RemovedCount, long NamedCount, long FindingsCount, long RightCount);
