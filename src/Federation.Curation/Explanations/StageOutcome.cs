namespace Federation.Curation.Explanations;

/// <summary>What a stage of the filter did with a document.</summary>
public enum StageOutcome
{
    /// <summary>The document went through as it was.</summary>
    Kept,

    /// <summary>Parts of it were taken out.</summary>
    Cut,

    /// <summary>It goes no further.</summary>
    Dropped,

    /// <summary>A stage before dropped it.</summary>
    NotReached,
}
