namespace Federation.Answers;

/// <summary>What a silo says of the groups that it chose not to show.</summary>
/// <param name="Rest">The noisy integers of all of them together, one a component; of units, of pairs of a unit and a
/// group.</param>
/// <param name="UnitsHiddenBelow">Each has fewer units than this.</param>
/// <param name="RecordsPerUnit">The most records of a unit that count; at least 1.</param>
/// <param name="IsCut">Whether groups are not shown because there were too many, too.</param>
public sealed record ChosenGroups(
    IReadOnlyList<long> Rest, long UnitsHiddenBelow, int RecordsPerUnit, bool IsCut);
