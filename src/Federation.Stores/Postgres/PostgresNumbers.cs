using System.Globalization;
using System.Numerics;
using Federation.Stores.Statements;

namespace Federation.Stores.Postgres;

/// <summary>Numbers in PostgreSQL without its errors: there every cast that does not fit raises.</summary>
/// <remarks>
/// Text is read by the grammar of <see cref="ScalarRules"/>, as an exact decimal first, and becomes a double only where
/// it rounds to one: from 2^1024 − 2^970 it is infinite, up to 2^−1075 it is zero, as IEEE rounds. A text longer than
/// <see cref="CharactersMax"/> is no number: decimals end not far beyond.
/// </remarks>
internal static class PostgresNumbers
{
    private const int CharactersMax = 6_000;
    private const string Mantissa = "^[ \\t]*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)";
    private static readonly string Infinite =
        Decimal((BigInteger.Pow(2, 1024) - BigInteger.Pow(2, 970)).ToString(CultureInfo.InvariantCulture));

    private static readonly string Zero =
        Decimal($"{BigInteger.Pow(5, 1075).ToString(CultureInfo.InvariantCulture)}e-1075");

    /// <summary>A double of a decimal, which may be NaN or infinite.</summary>
    public static string OfDecimal(string value) =>
        $"CASE WHEN {value} = {Decimal("NaN")} THEN {Real("NaN")} "
        + $"WHEN {value} >= {Infinite} THEN {Real("Infinity")} WHEN {value} <= -{Infinite} THEN {Real("-Infinity")} "
        + $"WHEN abs({value}) <= {Zero} THEN {Real("0")} ELSE CAST({value} AS float8) END";

    /// <summary>A double of a text, or NULL.</summary>
    public static string OfText(string text) =>
        $"CASE WHEN length({text}) > {CharactersMax} THEN CAST(NULL AS float8) "
        + $"WHEN {text} ~ '{Mantissa}([eE][+-]?0*[0-9]{{1,4}})?[ \\t]*$' THEN {OfDecimal(DecimalOf(text))} "
        + $"WHEN {text} ~ '{Mantissa}[eE][+-]?[0-9]+[ \\t]*$' THEN CASE "
        + $"WHEN {text} ~ '^[ \\t]*[+-]?[0.]*[eE]' OR {text} ~ '[eE]-' THEN {Real("0")} "
        + $"WHEN {text} ~ '^[ \\t]*-' THEN {Real("-Infinity")} ELSE {Real("Infinity")} END "
        + $"WHEN {text} ~ '^[ \\t]*[+-]?[nN][aA][nN][ \\t]*$' THEN {Real("NaN")} "
        + $"WHEN {text} ~ '^[ \\t]*[+-]?[iI][nN][fF]([iI][nN][iI][tT][yY])?[ \\t]*$' "
        + $"THEN CASE WHEN {text} ~ '-' THEN {Real("-Infinity")} ELSE {Real("Infinity")} END END";

    /// <summary>A bigint of a text, or NULL.</summary>
    public static string WholeOfText(string text) =>
        $"CASE WHEN {text} ~ '^-?[0-9]+$' THEN CASE WHEN length({text}) <= {CharactersMax} THEN "
        + $"CASE WHEN CAST({text} AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 "
        + $"THEN CAST({text} AS bigint) END END ELSE {WholeOfReal(OfText(text))} END";

    /// <summary>The days since 1970-01-01 of a text, a double, or NULL: a date that never was raises there.</summary>
    public static string DayOfText(string text)
    {
        string Part(int from, int length) => string.Create(
            CultureInfo.InvariantCulture, $"CAST(substr({text}, {from}, {length}) AS int)");
        var (year, month, day) = (Part(1, 4), Part(6, 2), Part(9, 2));
        var last = $"CASE WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} <> 2 THEN 31 "
            + $"WHEN {year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0) THEN 29 ELSE 28 END";
        return $"CASE WHEN {text} ~ '^({DayRule.Grammar})$' THEN CASE WHEN {year} > 0 AND {day} <= {last} "
            + $"THEN CAST(make_date({year}, {month}, {day}) - DATE '1970-01-01' AS float8) END END";
    }

    /// <summary>A bigint of a double that is whole and fits, or NULL.</summary>
    public static string WholeOfReal(string real) =>
        $"CASE WHEN {real} >= {Real("-9223372036854775808")} AND {real} < {Real("9223372036854775808")} "
        + $"AND {real} = floor({real}) THEN CAST({real} AS bigint) END";

    /// <summary>A literal double.</summary>
    public static string Real(string digits) => $"CAST('{digits}' AS float8)";

    private static string Decimal(string digits) => $"CAST('{digits}' AS numeric)";

    private static string DecimalOf(string text) => $"CAST(btrim({text}, E' \\t') AS numeric)";
}
