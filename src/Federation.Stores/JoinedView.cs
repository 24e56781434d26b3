namespace Federation.Stores;

/// <summary>Another table of the same kind of store, joined with the store's own on the privacy unit.</summary>
/// <remarks>A row of the view is a pair of rows of one unit, so adding or removing a unit changes its own pairs only;
/// the bound on its records holds for them.</remarks>
/// <param name="Path">The other file; a literal path. Of SQLite the same file as the store's; empty for PostgreSQL.
/// </param>
/// <param name="Table">The other table, for SQLite and PostgreSQL; else null.</param>
/// <param name="On">The column of the privacy unit, by the same name in both.</param>
public sealed record JoinedView(string Path, string? Table, string On);
