namespace Federation.Adapter.Explanations;

/// <summary>Where the term of an agreement stands.</summary>
public enum AgreementTerm
{
    /// <summary>Nothing leaves yet.</summary>
    NotBegun,

    /// <summary>What was agreed can leave.</summary>
    Running,

    /// <summary>Nothing leaves any more.</summary>
    Ended,
}
