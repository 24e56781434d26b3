namespace Federation.Curation.Explanations;

/// <summary>A place that was cut, and why. Never holds the value.</summary>
/// <param name="Type">As findings name it, such as <c>EMAIL</c>, or <c>REPEATED</c> for a paragraph.</param>
/// <param name="Start16">The first UTF-16 code unit in the original.</param>
/// <param name="Length16">How many UTF-16 code units.</param>
/// <param name="Rule">What found it: a word of the rule set, never of the text.</param>
/// <param name="ConfidencePercent">How sure that rule is, 1 to 100.</param>
/// <param name="Becomes">What is done with it, as <c>--transform</c> names it, such as <c>label</c>.</param>
public sealed record CutRecord(
    string Type, int Start16, int Length16, string Rule, int ConfidencePercent, string Becomes);
