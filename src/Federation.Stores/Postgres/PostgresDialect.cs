using System.Globalization;
using Federation.Stores.Statements;

namespace Federation.Stores.Postgres;

/// <summary>The expressions of every statement in PostgreSQL's own SQL: no extension, no function of ours.</summary>
/// <remarks>
/// <para>Casts and divisions of doubles raise there where the result does not fit, even where it is too small. So each
/// stands behind a CASE that lets through only what fits. NaN sorts above all numbers and equals itself.</para>
/// <para>HMAC is two nested <c>sha256</c> (server 11 or later; normal forms take 13) whose padded keys are bound
/// parameters. A unit that is kept as a whole number is grouped as one, and becomes text in its key only.</para>
/// </remarks>
internal sealed class PostgresDialect(SelectionKey key) : Dialect
{
    /// <inheritdoc/>
    public override string Text(SourceColumn column) => column.Form switch
    {
        ColumnForm.Text => column.Alias,
        ColumnForm.Bytes => $"(('\\x' || encode({column.Alias}, 'hex')) COLLATE \"C\")",
        ColumnForm.Real when column.EngineType != "numeric" => RealText(column.Alias),
        _ => Cast(column.Alias),
    };

    /// <inheritdoc/>
    public override string Unit(SourceColumn column) => column.Form switch
    {
        ColumnForm.Whole => column.Alias,
        ColumnForm.Real => $"CASE WHEN {Cast(column.Alias)} NOT IN ('NaN', 'Infinity', '-Infinity') "
            + $"THEN {Text(column)} END",
        _ => $"nullif({Text(column)}, '')",
    };

    /// <inheritdoc/>
    public override string JoinKey(SourceColumn column) => $"(CAST({Unit(column)} AS text) COLLATE \"C\")";

    /// <inheritdoc/>
    public override string Whole(SourceColumn column) => column.Form switch
    {
        ColumnForm.Whole => $"CAST({column.Alias} AS bigint)",
        ColumnForm.Truth => $"CAST(CAST({column.Alias} AS int) AS bigint)",
        ColumnForm.Text => PostgresNumbers.WholeOfText(column.Alias),
        _ => PostgresNumbers.WholeOfReal(Number(column)),
    };

    /// <inheritdoc/>
    public override string Truth(SourceColumn column) => column.Form switch
    {
        ColumnForm.Truth => $"CAST({column.Alias} AS int)",
        ColumnForm.Text => $"CASE WHEN lower({column.Alias}) IN ('true', 't', '1') THEN 1 "
            + $"WHEN lower({column.Alias}) IN ('false', 'f', '0') THEN 0 END",
        _ => $"CASE {Number(column)} WHEN 1 THEN 1 WHEN 0 THEN 0 END",
    };

    /// <inheritdoc/>
    public override string Number(SourceColumn column) => column.Form switch
    {
        ColumnForm.Text => PostgresNumbers.OfText(column.Alias),
        ColumnForm.Truth => $"CAST(CAST({column.Alias} AS int) AS float8)",
        ColumnForm.Real when column.EngineType == "numeric" => PostgresNumbers.OfDecimal(column.Alias),
        ColumnForm.Whole or ColumnForm.Real => $"CAST({column.Alias} AS float8)",
        _ => "CAST(NULL AS float8)",
    };

    /// <inheritdoc/>
    public override string Day(SourceColumn column) => column.Form switch
    {
        ColumnForm.Text => PostgresNumbers.DayOfText(column.Alias),
        ColumnForm.Day or ColumnForm.Moment => $"CASE WHEN isfinite({column.Alias}) "
            + $"THEN CAST(CAST({column.Alias} AS date) - DATE '1970-01-01' AS float8) END",
        _ => "CAST(NULL AS float8)",
    };

    /// <inheritdoc/>
    public override string Key(string text, int bytesMax) =>
        $"CASE WHEN octet_length(normalize({text}, NFC)) <= {Statement.Literal(bytesMax)} "
        + $"THEN normalize({text}, NFC) COLLATE \"C\" END";

    /// <inheritdoc/>
    public override string NumberIsNull(string number) => $"{number} IS NULL";

    /// <summary>What lies between the bounds goes a short way to the same cell: only the rest is clamped. A quotient
    /// could be too small below a quarter of a step.</summary>
    public override string Grid(string number, GridRule rule, Statement statement)
    {
        var (lower, upper) = (Bound(rule.Lower, statement), Bound(rule.Upper, statement));
        var (step, least) = (Bound(rule.Step, statement), Bound(rule.Step / 4, statement));
        var offset = $"(least(greatest({number}, {lower}), {upper}) - {lower})";
        var inside = rule.HoldsItself
            ? $"WHEN {number} BETWEEN {lower} AND {upper} THEN CASE WHEN {number} - {lower} < {least} THEN 0 "
                + $"ELSE CAST(floor(({number} - {lower}) / {step} + 0.5) AS bigint) END "
            : "";
        return $"CASE {inside}WHEN {number} IS NULL THEN {Index(rule.OnNull)} "
            + $"WHEN {number} = {PostgresNumbers.Real("NaN")} THEN {Index(rule.OnNaN)} "
            + $"WHEN {number} IN ({PostgresNumbers.Real("Infinity")}, {PostgresNumbers.Real("-Infinity")}) "
            + $"THEN {Index(rule.OnInfinity)} "
            + $"WHEN {offset} < {least} THEN 0 "
            + $"ELSE greatest(0, least({Statement.Literal(rule.Cells)}, "
            + $"CAST(floor({offset} / {step} + 0.5) AS bigint))) END";
    }

    /// <inheritdoc/>
    public override string Content(IEnumerable<SourceColumn> columns) => "(encode(sha256("
        + string.Join(" || ", columns.Select(column =>
            $"CASE WHEN {column.Alias} IS NULL THEN convert_to('-', 'UTF8') ELSE "
            + $"convert_to(CAST(octet_length({Text(column)}) AS text) || ':' || {Text(column)}, 'UTF8') END"))
        + "), 'hex') COLLATE \"C\")";

    /// <inheritdoc/>
    public override string RecordKey(string unit, string record, Statement statement) =>
        Hmac($"{Prefixed(unit)} || {Prefixed(record)}", statement);

    /// <inheritdoc/>
    public override string OrderHash(string text, string seed) => $"hashtextextended({Cast(text)}, {seed})";

    /// <inheritdoc/>
    public override string UnitKey(string unit, Statement statement) =>
        Hmac($"convert_to('unit' || CAST({unit} AS text), 'UTF8')", statement);

    /// <inheritdoc/>
    public override string Sum(string expression) =>
        $"CAST(least(coalesce(sum({expression}), 0), {Statement.Literal(long.MaxValue)}) AS bigint)";

    /// <summary>Out of a count and the sum that is asked beside it, as an exact decimal.</summary>
    public override string SumOfRests(string cells, string index) =>
        $"CAST(least(CAST({cells} AS numeric) * count({index}) - coalesce(sum({index}), 0), "
        + $"{Statement.Literal(long.MaxValue)}) AS bigint)";

    /// <summary>A join, which spills where it must. NOT IN compares all with all where memory ends.</summary>
    public override string IsOutside(string value, string relation) =>
        $"NOT EXISTS (SELECT 1 FROM {relation} AS inside WHERE inside.u = {value})";

    /// <inheritdoc/>
    protected override string Seed(Statement statement) => $"CAST({statement.Bind(key.OrderSeed)} AS bigint)";

    private static string Cast(string alias) => $"(CAST({alias} AS text) COLLATE \"C\")";

    /// <summary>The shortest digits that read back: an exponent from 10^17 on, and <c>.0</c> for a whole.</summary>
    private static string RealText(string real)
    {
        var text = Cast($"CASE WHEN abs({real}) >= 1e15 AND abs({real}) < 1e17 "
            + $"THEN CAST(CAST(CAST({real} AS text) AS numeric) AS text) ELSE CAST({real} AS text) END");
        return $"(CASE WHEN {text} ~ '^-?[0-9]+$' THEN {text} || '.0' ELSE lower({text}) END)";
    }

    private static string Bound(double value, Statement statement) => $"CAST({statement.Bind(value)} AS float8)";

    private static string Index(long? index) => string.Create(
        CultureInfo.InvariantCulture, $"CAST({(index is { } value ? value : "NULL")} AS bigint)");

    private static string Prefixed(string text) =>
        $"int4send(octet_length(CAST({text} AS text))) || convert_to(CAST({text} AS text), 'UTF8')";

    private string Hmac(string message, Statement statement) =>
        $"sha256(CAST({statement.Bind(key.OuterPad)} AS bytea) || sha256("
        + $"CAST({statement.Bind(key.InnerPad)} AS bytea) || {message}))";
}
