namespace Federation.Adapter.Policies;

/// <summary>What a sample may hold.</summary>
/// <param name="Columns">The permitted columns; no other column ever leaves in a sample.</param>
/// <param name="UnitsMax">The most distinct privacy units that samples of the lineage may ever show, over all
/// trainers.</param>
/// <param name="RecordsPerRequestMax">The most records that one request may ask for.</param>
public sealed record SampleRules(IReadOnlyList<SampleColumn> Columns, int UnitsMax, int RecordsPerRequestMax)
{
    /// <summary>The holder's own columns whose values are removed from text; null where none is named.</summary>
    public KnownValueRules? KnownValues { get; init; }

    /// <summary>How many privacy units must use a span of text for it to leave; null where that is not asked.</summary>
    public CrowdRules? Crowd { get; init; }

    /// <summary>The most evaluation items that a request may bring; 0 where none may be brought.</summary>
    public int EvaluationItemsMax { get; init; }

    /// <summary>The line of the policy that asks for a crowd.</summary>
    public int CrowdLine { get; init; } = 1;
}
