namespace Federation.Curation.Evaluation;

/// <summary>A place of a text that a person labelled.</summary>
/// <param name="Label">What it is, in the words of the labelled file.</param>
/// <param name="Start16">The first UTF-16 code unit.</param>
/// <param name="End16">The UTF-16 code unit behind it.</param>
public sealed record LabelledSpan(string Label, int Start16, int End16);
