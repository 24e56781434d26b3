namespace Federation.Broker.Accesses;

/// <summary>A part of what was found, the newest first.</summary>
/// <param name="Rows">The accesses.</param>
/// <param name="FoundCount">How many match in all.</param>
public sealed record AccessPage(IReadOnlyList<AccessRow> Rows, long FoundCount);
