using System.Globalization;
using CsCheck;
using DuckDB.NET.Data;
using Federation.Stores;
using Federation.Stores.DuckDb;
using Federation.Stores.DuckDb.Choosing;
using Federation.Stores.Statements;

namespace Federation.Tests.Stores;

/// <summary>DuckDB's SQL and the C# that SQLite calls are two texts of one rule.</summary>
public sealed class ScalarRulesTests : IDisposable
{
    internal static readonly string[] Nasty =
    [
        "", " ", "0", "-0", "+1", " 1 ", "\t2\t", "1 2", "1_000", "1,5", "1.", ".5", ".", "-.5", "5.e3", "1e5", "1E+05",
        "1e", "e5", "1e400", "-1e400", "1e-400", "1e99999999999", "0x10", "1f", "nan", "NaN", "+nan", "-nan", "inf", "-INF",
        "+Infinity", "infinit", "Infinity ", "１", "٣", "1\n", "\n1", "9007199254740993", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "99999999999999999999", "1.0", "1.5",
        "0000000000000000000000000000000000000001", "--1", "+-1", "true", "TRUE", "False", "t", "F", "yes", "tRuE", "中",
        "NULL", "0.1", "0.30000000000000004", "2.5e-1", "1e15", "9.223372036854775e18", "9223372036854775807.5", "ﬁ",
    ];

    private static readonly DuckDbDialect Dialect = new(new SelectionKey(new byte[32]));
    private static readonly SourceColumn Column = new("x", "VARCHAR", ColumnForm.Text, "c0");
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public ScalarRulesTests()
    {
        _connection.Open();
        EngineFunctions.Register(_connection, new ChoiceBook());
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Every_text_is_the_same_number_whole_number_and_truth_value_in_each_engine() =>
        Assert.All(Nasty, AssertAlike);

    [Fact]
    public void Every_made_up_numeral_is_the_same_in_each_engine() =>
        Gen.String[Gen.Char["0123456789.eE+- naifNI"], 0, 12].Sample(AssertAlike, iter: 400, seed: "0000WWp2ZiZ3", threads: 1);

    [Fact]
    public void Every_real_reads_back_from_its_text_in_each_engine() => Gen.Double.Sample(
        real => AssertAlike(real.ToString("R", CultureInfo.InvariantCulture)), iter: 300, seed: "0000WWp2ZiZ3", threads: 1);

    [Fact]
    public void Every_number_falls_on_the_same_cell_of_the_grid_in_each_engine() =>
        Gen.Select(
            Gen.OneOf<double>(Gen.Double, Gen.Double[-20, 120], Gen.OneOf(double.NaN, double.MaxValue, 0.5, 99.95, 100)),
            Gen.OneOf((0.0, 100.0, 0.1, 1000L), (-5.0, 5.0, 2.5, 4L), (0.0, 2147483648.0, 1.0, 2147483648L)))
        .Sample((number, grid) =>
        {
            var rule = new GridRule(grid.Item1, grid.Item2, grid.Item3, grid.Item4, null, 0, grid.Item4);
            var statement = new Statement();
            var place = $"CAST({statement.Bind(number)} AS DOUBLE)";
            Assert.Equal(rule.Apply(number), Ask<long?>($"SELECT {Dialect.Grid(place, rule, statement)}", statement));
        }, iter: 300, seed: "0000WWp2ZiZ3", threads: 1);

    /// <summary>With every treatment, and a grid that numbers between the bounds would leave.</summary>
    [Fact]
    public void Many_numbers_at_once_fall_on_the_cells_that_each_falls_on_alone() => Gen.Select(
        Gen.OneOf<double>(Gen.Double, Gen.Double[-20, 120], Gen.OneOf(double.NaN, double.NegativeInfinity, -0.0, 100, 99.96)).Nullable().Array[1, 3_000],
        Gen.OneOf((100.0, 0.1, 1000L), (100.0, 7.0, 14L), (99.99, 0.1, 999L)),
        Gen.OneOf<long>(Gen.Const(0L), Gen.Const(14L)).Nullable(), Gen.Bool).Sample((numbers, grid, treated, isFinite) =>
        {
            var (upper, step, cells) = grid;
            var rule = new GridRule(0, upper, step, cells, treated, isFinite ? null : treated, isFinite ? treated : 0);
            var statement = new Statement();
            var values = string.Join(", ", numbers.Select(number => number is { } known ? $"'{known.ToString("R", CultureInfo.InvariantCulture)}'" : "NULL"));
            var sql = $"SELECT string_agg(coalesce(CAST({Dialect.Grid("CAST(x AS DOUBLE)", rule, statement)} AS VARCHAR), '-'), ' ' ORDER BY i) "
                + $"FROM (SELECT unnest([{values}]) AS x, unnest(range({numbers.Length})) AS i)";
            Assert.Equal(
                string.Join(" ", numbers.Select(number => rule.Apply(number)?.ToString(CultureInfo.InvariantCulture) ?? "-")),
                Ask<string>(sql, statement));
        }, iter: 40, seed: "0000WWp2ZiZ3", threads: 1);

    [Fact]
    public void The_key_of_a_record_and_of_a_unit_is_the_same_in_each_engine() =>
        Gen.Select(Gen.String, Gen.String).Sample((unit, record) =>
        {
            (unit, record) = (Sound(unit), Sound(record));
            var key = new SelectionKey([.. Enumerable.Range(7, 32).Select(i => (byte)i)]);
            var statement = new Statement();
            var (u, r) = ($"CAST({statement.Bind(unit)} AS VARCHAR)", $"CAST({statement.Bind(record)} AS VARCHAR)");
            var keys = $"hex({new DuckDbDialect(key).RecordKey(u, r, statement)}) || "
                + $"hex({new DuckDbDialect(key).UnitKey(u, statement)})";
            Assert.Equal(
                Convert.ToHexString([.. key.OfRecord(unit, record), .. key.OfUnit(unit)]),
                Ask<string>($"SELECT {keys}", statement));
        }, iter: 200, seed: "0000WWp2ZiZ3", threads: 1);

    [Fact]
    public void A_key_that_is_not_32_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SelectionKey(new byte[31]));

    private static string Sound(string text) =>
        string.Concat(text.Where(one => !char.IsSurrogate(one) && one != '\0')); // What UTF-8 and C strings can hold.

    private void AssertAlike(string text)
    {
        var statement = new Statement();
        var from = $"FROM (SELECT CAST({statement.Bind(text)} AS VARCHAR) AS c0)";
        Assert.Equal(ScalarRules.Number(text), Ask<double?>($"SELECT {Dialect.Number(Column)} {from}", statement));
        Assert.Equal(ScalarRules.Whole(text), Ask<long?>($"SELECT {Dialect.Whole(Column)} {from}", statement));
        Assert.Equal(ScalarRules.Truth(text), Ask<long?>($"SELECT CAST({Dialect.Truth(Column)} AS BIGINT) {from}", statement));
        Assert.Equal(ScalarRules.Unit(text), Ask<string?>($"SELECT {Dialect.Unit(Column)} {from}", statement));
    }

    private T? Ask<T>(string sql, Statement statement)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in statement.Parameters)
        {
            command.Parameters.Add(new DuckDBParameter(value));
        }

        using var rows = command.ExecuteReader();
        Assert.True(rows.Read());
        return rows.IsDBNull(0) ? default : (T)rows.GetValue(0);
    }
}
