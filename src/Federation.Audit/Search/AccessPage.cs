namespace Federation.Audit;

/// <summary>Some of the accesses that a filter finds, the newest first.</summary>
/// <param name="TotalCount">How many it finds in all.</param>
/// <param name="Accesses">Those of the page.</param>
public sealed record AccessPage(long TotalCount, IReadOnlyList<LoggedAccess> Accesses);
