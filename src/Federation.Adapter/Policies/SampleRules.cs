using Federation.Curation;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>What a sample may hold.</summary>
/// <param name="Columns">The permitted columns; no other column ever leaves in a sample.</param>
/// <param name="UnitsMax">The most distinct privacy units that samples of the lineage may ever show, over all
/// trainers.</param>
/// <param name="RecordsPerRequestMax">The most records that one request may ask for.</param>
public sealed record SampleRules(IReadOnlyList<SampleColumn> Columns, int UnitsMax, int RecordsPerRequestMax);

/// <summary>One permitted column and what its text goes through.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What it is declared to hold; a value that does not read as that never leaves.</param>
/// <param name="Redactor">What is cut from its text.</param>
public sealed record SampleColumn(string Name, ColumnKind Kind, Redactor Redactor);
