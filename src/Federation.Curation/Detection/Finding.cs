namespace Federation.Curation.Detection;

/// <summary>Where something personal stands. Never holds the value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start16">The first UTF-16 code unit.</param>
/// <param name="Length16">How many UTF-16 code units.</param>
/// <param name="Rule">What found it, such as <c>mobile</c>: a word of the rule set, never of the text.</param>
/// <param name="ConfidencePercent">
/// How sure that rule is, 1 to 100: 100 where a checksum passed, 90 and more for a form that nothing else has or a
/// context that names it, less for what a model takes it for.
/// </param>
public sealed record Finding(PiiType Kind, int Start16, int Length16, string Rule, int ConfidencePercent)
{
    /// <summary>What it is, as labels and findings name it, such as <c>EMAIL</c>.</summary>
    public string Type => PiiTypes.NameOf(Kind);
}
