namespace Federation.Adapter.Policies;

/// <summary>Which values the holder knows already and wants removed from its text.</summary>
/// <param name="Columns">The columns that hold them; none of them is let out in samples.</param>
/// <param name="IsHolderWide">
/// Whether every value is removed from every text; otherwise a record loses those of its own privacy unit.
/// </param>
public sealed record KnownValueRules(IReadOnlyList<KnownColumn> Columns, bool IsHolderWide);

/// <summary>A column of known values.</summary>
/// <param name="Name">Its name in the store; it need not be declared, so that nobody can ask about it.</param>
/// <param name="Kind">What it holds, of <see cref="Curation.KnownValues.KnownValueBuilder.Kinds"/>.</param>
public sealed record KnownColumn(string Name, string Kind);
