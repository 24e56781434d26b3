namespace Federation.Stores;

/// <summary>How a store came by its contribution index, or why it does without. The answers are the same.</summary>
public enum ContributionIndexState
{
    /// <summary>The index beside the data was whole and fitted them.</summary>
    Found,

    /// <summary>It was missing, stale or damaged, and has been built.</summary>
    Built,

    /// <summary>The source is small, or each row is a unit of its own: there is nothing to gain.</summary>
    NotWorthwhile,

    /// <summary>The holder's table of ranks is missing, or does not fit the data, the key or the declaration. It is
    /// asked again at each statement.</summary>
    Unfit,

    /// <summary>It could not be built: memory, disk or rights do not suffice.</summary>
    Failed,
}
