namespace Federation.Curation.Detection;

/// <summary>A place in a view that a rule took for personal data.</summary>
internal readonly record struct Hit(PiiType Type, int Start, int Length, string Rule, int ConfidencePercent)
{
    /// <summary>A checksum passed, or the form is nothing else's.</summary>
    public const int Certain = 100;

    /// <summary>The context names it, or the form is hardly anything else's.</summary>
    public const int Likely = 90;

    public int End => Start + Length;
}
