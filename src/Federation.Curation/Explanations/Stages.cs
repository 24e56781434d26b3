namespace Federation.Curation.Explanations;

/// <summary>The stages of the filter, in the order in which a document goes through them.</summary>
public static class Stages
{
    /// <summary>Which language and script; drops nothing.</summary>
    public const string Language = "language";

    /// <summary>Whether another document says the same, and which paragraphs others say too.</summary>
    public const string ExactDuplicates = "exact-duplicates";

    /// <summary>The quality filters that were chosen.</summary>
    public const string Quality = "quality";

    /// <summary>Personal data and secrets.</summary>
    public const string Redaction = "redaction";

    /// <summary>Whether another document says nearly the same.</summary>
    public const string NearDuplicates = "near-duplicates";

    /// <summary>Whether it shares something with an evaluation item.</summary>
    public const string Decontamination = "decontamination";

    /// <summary>The last look before it leaves.</summary>
    public const string LastScan = "last-scan";
}
