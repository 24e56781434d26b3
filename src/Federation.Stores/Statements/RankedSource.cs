using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>A relation of the records that count, each with its rank <c>n</c> in its unit, from 1.</summary>
/// <param name="Relation">What stands after FROM: the declared columns under their aliases, and <c>n</c>.</param>
/// <param name="Shape">The declared dataset it was ranked for.</param>
internal sealed record RankedSource(string Relation, DatasetShape Shape)
{
    /// <summary>Whether a plan over a shape finds its bounded table here: same order, no larger bound.</summary>
    public bool Covers(DatasetShape shape) =>
        shape.UnitColumn is not null
        && shape.UnitColumn == Shape.UnitColumn
        && shape.RecordIdColumn == Shape.RecordIdColumn
        && shape.RecordsPerUnitBound <= Shape.RecordsPerUnitBound
        && shape.Columns.Select(column => column.Name).SequenceEqual(Shape.Columns.Select(column => column.Name));

    /// <summary>Whether it has all that a plan reads: the unit itself is not in it unless it is declared.</summary>
    public bool Holds(IEnumerable<SourceColumn> columns) => columns.All(column => Shape.Find(column.Name) is not null);
}
