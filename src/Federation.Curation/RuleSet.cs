namespace Federation.Curation;

/// <summary>Which rules the room has: what was derived from texts under others does not fit.</summary>
public static class RuleSet
{
    /// <summary>Raised with every change of what is found, compared or judged.</summary>
    public const string Version = "2026-11-26.4 unicode-14.0";
}
