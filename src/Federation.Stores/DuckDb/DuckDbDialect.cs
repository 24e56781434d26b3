using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb;

/// <summary>The expressions of every statement in DuckDB's SQL: nothing leaves the engine's vectors.</summary>
/// <remarks>
/// <para>Casts are TRY_CAST behind the grammar of <see cref="ScalarRules"/>: DuckDB alone would read 1_000 as a
/// number. Double to BIGINT raises in DuckDB, so numbers are clamped as doubles first; NaN sorts above all numbers,
/// so it is decided before any comparison.</para>
/// <para>HMAC is two nested <c>sha256</c> over blobs, whose padded keys are bound parameters. The order of a unit's
/// records is a function of ours (<see cref="EngineFunctions"/>), which takes whole vectors.</para>
/// </remarks>
internal sealed class DuckDbDialect(SelectionKey key) : Dialect
{
    private const string NumberGrammar = "[ \\t]*[+-]?(([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"
        + "|[nN][aA][nN]|[iI][nN][fF]([iI][nN][iI][tT][yY])?)[ \\t]*";

    /// <inheritdoc/>
    public override string Text(SourceColumn column) => column.Form switch
    {
        ColumnForm.Text => column.Alias,
        ColumnForm.Bytes => $"'\\x' || lower(hex({column.Alias}))",
        _ => $"CAST({column.Alias} AS VARCHAR)",
    };

    /// <inheritdoc/>
    public override string Unit(SourceColumn column) => column.Form == ColumnForm.Real
        ? $"CASE WHEN isfinite(CAST({column.Alias} AS DOUBLE)) THEN {Text(column)} END"
        : $"nullif({Text(column)}, '')";

    /// <inheritdoc/>
    public override string Whole(SourceColumn column) => column.Form switch
    {
        ColumnForm.Whole => $"TRY_CAST({column.Alias} AS BIGINT)",
        ColumnForm.Truth => $"CAST({column.Alias} AS BIGINT)",
        ColumnForm.Text => $"CASE WHEN regexp_full_match({column.Alias}, '-?[0-9]+') "
            + $"THEN TRY_CAST({column.Alias} AS BIGINT) ELSE {WholeOfReal(Number(column))} END",
        _ => WholeOfReal(Number(column)),
    };

    /// <inheritdoc/>
    public override string Truth(SourceColumn column) => column.Form switch
    {
        ColumnForm.Truth => $"CAST({column.Alias} AS BIGINT)",
        ColumnForm.Text => $"CASE WHEN lower({column.Alias}) IN ('true', 't', '1') THEN 1 "
            + $"WHEN lower({column.Alias}) IN ('false', 'f', '0') THEN 0 END",
        _ => $"CASE {Number(column)} WHEN 1 THEN 1 WHEN 0 THEN 0 END",
    };

    /// <inheritdoc/>
    public override string Number(SourceColumn column) => column.Form switch
    {
        ColumnForm.Text => $"CASE WHEN regexp_full_match({column.Alias}, '{NumberGrammar}') "
            + $"THEN TRY_CAST({column.Alias} AS DOUBLE) END",
        ColumnForm.Whole or ColumnForm.Real or ColumnForm.Truth => $"TRY_CAST({column.Alias} AS DOUBLE)",
        _ => "CAST(NULL AS DOUBLE)",
    };

    /// <summary>A day with a zone becomes one without by its microseconds: the engine's own cast needs an extension.
    /// </summary>
    public override string Day(SourceColumn column) => column.Form switch
    {
        ColumnForm.Text => $"CASE WHEN regexp_full_match({column.Alias}, '{DayRule.Grammar}') "
            + $"AND left({column.Alias}, 4) <> '0000' THEN {DaysOf($"TRY_CAST(left({column.Alias}, 10) AS DATE)")} END",
        ColumnForm.Day => $"CASE WHEN isfinite({column.Alias}) THEN {DaysOf(column.Alias)} END",
        ColumnForm.Moment when column.EngineType == "TIMESTAMP WITH TIME ZONE" =>
            $"CASE WHEN isfinite({column.Alias}) "
            + $"THEN {DaysOf($"TRY_CAST(make_timestamp(epoch_us({column.Alias})) AS DATE)")} END",
        ColumnForm.Moment =>
            $"CASE WHEN isfinite({column.Alias}) THEN {DaysOf($"TRY_CAST({column.Alias} AS DATE)")} END",
        _ => "CAST(NULL AS DOUBLE)",
    };

    /// <inheritdoc/>
    public override string Key(string text, int bytesMax) =>
        $"CASE WHEN strlen(nfc_normalize({text})) <= {Statement.Literal(bytesMax)} THEN nfc_normalize({text}) END";

    /// <inheritdoc/>
    public override string NumberIsNull(string number) => $"{number} IS NULL";

    /// <summary>By the rule itself, in a function of ours.</summary>
    public override string Grid(string number, GridRule rule, Statement statement) =>
        $"{EngineFunctions.Grid}({number}, {Bound(rule.Lower, statement)}, {Bound(rule.Upper, statement)}, "
        + $"{Bound(rule.Step, statement)}, {Statement.Literal(rule.Cells)}, "
        + $"{Index(rule.OnNull)}, {Index(rule.OnNaN)}, {Index(rule.OnInfinity)})";

    /// <inheritdoc/>
    public override string Content(IEnumerable<SourceColumn> columns) => "sha256(concat("
        + string.Join(", ", columns.Select(column =>
            $"CASE WHEN {column.Alias} IS NULL THEN '-' ELSE concat(strlen({Text(column)}), ':', {Text(column)}) END"))
        + "))";

    /// <inheritdoc/>
    public override string RecordKey(string unit, string record, Statement statement) =>
        Hmac($"{Prefixed(unit)} || {Prefixed(record)}", statement);

    /// <inheritdoc/>
    public override string OrderHash(string text, string seed) => $"{EngineFunctions.OrderHash}({text}, {seed})";

    /// <inheritdoc/>
    public override string UnitKey(string unit, Statement statement) =>
        Hmac($"encode('unit') || encode({unit})", statement);

    /// <inheritdoc/>
    public override string Sum(string expression) =>
        $"CAST(least(coalesce(sum({expression}), 0), {Statement.Literal(long.MaxValue)}) AS BIGINT)";

    /// <summary>In one byte where that holds all: the engine then groups by a table without hashes.</summary>
    public override string Cell(string number, Int128 count) =>
        count <= sbyte.MaxValue ? $"TRY_CAST({number} AS TINYINT)" : number;

    /// <summary>Out of a count and the sum that is asked beside it, in 128 bits.</summary>
    public override string SumOfRests(string cells, string index) =>
        $"CAST(least(CAST({cells} AS HUGEINT) * count({index}) - coalesce(sum({index}), 0), "
        + $"{Statement.Literal(long.MaxValue)}) AS BIGINT)";

    /// <inheritdoc/>
    public override string IsOfSlice(string unit, long slice, long slices) =>
        $"hash({unit}) % {Statement.Literal(slices)} = {Statement.Literal(slice)}";

    /// <inheritdoc/>
    protected override string Seed(Statement statement) => $"CAST({statement.Bind(key.OrderSeed)} AS BIGINT)";

    private static string DaysOf(string date) => $"CAST({date} - DATE '1970-01-01' AS DOUBLE)";

    private static string WholeOfReal(string real) =>
        $"CASE WHEN {real} >= -9223372036854775808 AND {real} < CAST(9223372036854775808 AS DOUBLE) "
        + $"AND {real} = floor({real}) THEN TRY_CAST({real} AS BIGINT) END";

    private static string Bound(double value, Statement statement) => $"CAST({statement.Bind(value)} AS DOUBLE)";

    private static string Index(long? index) => index is { } value ? Statement.Literal(value) : "CAST(NULL AS BIGINT)";

    private static string Prefixed(string text) =>
        $"unhex(printf('%08x', octet_length(encode({text})))) || encode({text})";

    private string Hmac(string message, Statement statement) =>
        $"unhex(sha256(CAST({statement.Bind(key.OuterPad)} AS BLOB) || unhex(sha256("
        + $"CAST({statement.Bind(key.InnerPad)} AS BLOB) || {message}))))";
}
