using Federation.Stores.Statements;

namespace Federation.Stores.Sqlite;

/// <summary>The expressions of every statement in SQLite: SQL for the shape, C# for single values.</summary>
/// <remarks>
/// SQLite types each value, not each column, has neither NaN nor SHA-256, and its casts read "12abc" as 12. So every
/// value passes <see cref="SqliteFunctions"/>, which are deterministic and total. Only sums of integers are left to
/// SQLite: its <c>sum</c> of reals depends on the order of rows.
/// </remarks>
internal sealed class SqliteDialect(SelectionKey key) : Dialect
{
    /// <inheritdoc/>
    public override string Text(SourceColumn column) => $"fed_text({column.Alias})";

    /// <inheritdoc/>
    public override string Unit(SourceColumn column) => $"fed_unit({column.Alias})";

    /// <inheritdoc/>
    public override string Whole(SourceColumn column) => $"fed_whole({column.Alias})";

    /// <inheritdoc/>
    public override string Truth(SourceColumn column) => $"fed_truth({column.Alias})";

    /// <inheritdoc/>
    public override string Number(SourceColumn column) => column.Alias;

    /// <inheritdoc/>
    public override string Day(SourceColumn column) => $"fed_day({column.Alias})";

    /// <inheritdoc/>
    public override string Key(string text, int bytesMax) => $"fed_key({text}, {Statement.Literal(bytesMax)})";

    /// <inheritdoc/>
    public override string NumberIsNull(string number) => $"fed_missing({number})";

    /// <inheritdoc/>
    public override string Grid(string number, GridRule rule, Statement statement) =>
        $"fed_grid({number}, {statement.Bind(rule.Lower)}, {statement.Bind(rule.Upper)}, {statement.Bind(rule.Step)}, "
        + $"{Statement.Literal(rule.Cells)}, {Index(rule.OnNull)}, {Index(rule.OnNaN)}, {Index(rule.OnInfinity)})";

    /// <inheritdoc/>
    public override string Content(IEnumerable<SourceColumn> columns) =>
        $"fed_digest({string.Join(" || ", columns.Select(column => $"fed_part({column.Alias})"))})";

    /// <inheritdoc/>
    public override string RecordKey(string unit, string record, Statement statement) =>
        $"fed_record_key({unit}, {record})";

    /// <inheritdoc/>
    public override string OrderHash(string text, string seed) => $"fed_order({text}, {seed})";

    /// <inheritdoc/>
    public override string UnitKey(string unit, Statement statement) => $"fed_unit_key({unit})";

    /// <inheritdoc/>
    public override string Sum(string expression) => $"coalesce(sum({expression}), 0)";

    /// <inheritdoc/>
    protected override string Seed(Statement statement) => statement.Bind(key.OrderSeed);

    private static string Index(long? index) => index is { } value ? Statement.Literal(value) : "NULL";
}
