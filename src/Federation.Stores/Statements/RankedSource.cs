using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>A relation of the records that count, placed already (see <see cref="ColumnPlacing"/>), each with its rank
/// <c>n</c> in its unit, from 1; the unit is in it, as <c>w</c>, where it is declared as a column.</summary>
/// <param name="Relation">What stands after FROM.</param>
/// <param name="Shape">The declared dataset it was ranked for.</param>
internal sealed record RankedSource(string Relation, DatasetShape Shape)
{
    /// <summary>Whether the unit itself is in it.</summary>
    public bool HoldsUnit => Shape.UnitColumn is { } unit && Shape.Find(unit) is not null;

    /// <summary>Whether a plan over a shape finds its bounded table here: same order and places, no larger bound.
    /// </summary>
    public bool Covers(DatasetShape shape) =>
        shape.UnitColumn is not null
        && shape.UnitColumn == Shape.UnitColumn
        && shape.RecordIdColumn == Shape.RecordIdColumn
        && shape.RecordsPerUnitBound <= Shape.RecordsPerUnitBound
        && shape.Columns.Count == Shape.Columns.Count
        && shape.Columns.Zip(Shape.Columns).All(pair => AreAlike(pair.First, pair.Second));

    /// <summary>What stands after FROM for the bounded table of a shape that is covered.</summary>
    public string Within(DatasetShape shape) =>
        $"{Relation} WHERE n BETWEEN 1 AND {Statement.Literal(shape.RecordsPerUnitBound)}";

    private static bool AreAlike(ColumnShape one, ColumnShape other) =>
        one.Name == other.Name && one.Kind == other.Kind && one.Bounds == other.Bounds && one.OnNull == other.OnNull
        && one.OnNaN == other.OnNaN && one.OnInfinity == other.OnInfinity
        && one.Domain.SequenceEqual(other.Domain);
}
