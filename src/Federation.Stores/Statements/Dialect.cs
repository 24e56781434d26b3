namespace Federation.Stores.Statements;

/// <summary>How one engine writes the few total expressions that every statement is made of.</summary>
/// <remarks>
/// No expression can fail on any value: what cannot be read as declared is NULL. Every dialect must give the same
/// result for the same value; the differential test of the stores holds them to it.
/// </remarks>
internal abstract class Dialect
{
    /// <summary>The value as text, in the engine's invariant form; NULL stays NULL.</summary>
    public abstract string Text(SourceColumn column);

    /// <summary>The privacy unit as text; NULL for NULL, the empty text, NaN and ±Inf, which name nobody.</summary>
    public abstract string Unit(SourceColumn column);

    /// <summary>The privacy unit as two tables of different types compare it: as text.</summary>
    public virtual string JoinKey(SourceColumn column) => Unit(column);

    /// <summary>The value as a whole number of 64 bits, or NULL.</summary>
    public abstract string Whole(SourceColumn column);

    /// <summary>The value as 1 or 0, or NULL.</summary>
    public abstract string Truth(SourceColumn column);

    /// <summary>The value on its way to the grid: what the two methods below take.</summary>
    public abstract string Number(SourceColumn column);

    /// <summary>The day in UTC, in days since 1970-01-01, on its way to the grid as a number is; NULL for what is no
    /// day (see <see cref="DayRule"/>), and for an infinite one.</summary>
    public abstract string Day(SourceColumn column);

    /// <summary>A text as the key of a group: its normal form C; NULL where that has more bytes in UTF-8 than may be.
    /// </summary>
    public abstract string Key(string text, int bytesMax);

    /// <summary>True where a number (from <see cref="Number"/>) is NULL, or is text that is no number.</summary>
    public abstract string NumberIsNull(string number);

    /// <summary>The grid index of a number, 0 to K, or NULL where its treatment excludes it.</summary>
    public abstract string Grid(string number, GridRule rule, Statement statement);

    /// <summary>A text that two rows share exactly if all the given columns are alike in them.</summary>
    public abstract string Content(IEnumerable<SourceColumn> columns);

    /// <summary>The record's key (see <see cref="SelectionKey"/>), ordered by its bytes.</summary>
    public abstract string RecordKey(string unit, string record, Statement statement);

    /// <summary>The seed under which a unit's records are ordered in statistics: the hash of the unit.</summary>
    public string OrderSeed(string unit, Statement statement) => OrderHash(unit, Seed(statement));

    /// <summary>The hash of a text under a seed (see <see cref="Stores.OrderHash"/>), a signed number of 64 bits.
    /// </summary>
    public abstract string OrderHash(string text, string seed);

    /// <summary>The unit's key (see <see cref="SelectionKey"/>), ordered by its bytes.</summary>
    public abstract string UnitKey(string unit, Statement statement);

    /// <summary>True where a value that is not NULL is none of a relation's <c>u</c>.</summary>
    /// <param name="value">The value; where it is called u itself, with its relation before it.</param>
    /// <param name="relation">The relation.</param>
    public virtual string IsOutside(string value, string relation) => $"{value} NOT IN (SELECT u FROM {relation})";

    /// <summary>True for one of several disjoint slices of all units, each about as large.</summary>
    public virtual string IsOfSlice(string unit, long slice, long slices) => slices == 1
        ? "1 = 1"
        : throw new NotSupportedException("This engine reads all units at once.");

    /// <summary>The number of a cell, from 0, out of so many; NULL stays NULL.</summary>
    public virtual string Cell(string number, Int128 count) => number;

    /// <summary>A sum of integers as 64 bits: 0 for no rows, held at the largest long where the engine can.</summary>
    public abstract string Sum(string expression);

    /// <summary>The sum of what is left of a grid above each index, as <see cref="Sum"/> gives it.</summary>
    public virtual string SumOfRests(string cells, string index) => Sum($"({cells} - {index})");

    /// <summary>The lineage's seed, bound.</summary>
    protected abstract string Seed(Statement statement);
}
