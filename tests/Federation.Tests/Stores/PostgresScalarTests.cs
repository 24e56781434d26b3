using System.Globalization;
using CsCheck;
using Federation.Stores;
using Federation.Stores.Postgres;
using Federation.Stores.Statements;
using Npgsql;

namespace Federation.Tests.Stores;

/// <summary>PostgreSQL's SQL reads single values as the C# does that SQLite calls, and never raises.</summary>
public sealed class PostgresScalarTests : IDisposable
{
    private static readonly PostgresDialect Dialect = new(new SelectionKey([.. Enumerable.Range(7, 32).Select(i => (byte)i)]));
    private static readonly SourceColumn Text = new("x", "text", ColumnForm.Text, "c0");
    private readonly NpgsqlDataSource _pool;

    public PostgresScalarTests()
    {
        PostgresTables.SkipWithoutServer();
        var options = PostgresTables.OptionsOf("a.b");
        _pool = PostgresSession.Pool(options.Server!, options);
    }

    public void Dispose() => _pool?.Dispose();

    [Fact]
    public void Every_text_is_the_number_whole_number_and_truth_value_that_the_rules_say() =>
        Assert.All(ScalarRulesTests.Nasty.Concat(
        [
            "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "-1.797693134862316e308",
            "2.4703282292062327e-324", "2.4703282292062328e-324", "4.9e-324", "1e-323", "0e99999999", "-1e99999",
            "1e-99999", "0.0e-99999", new string('9', 400), "0." + new string('0', 400) + "1", new string('1', 5_000) + "e9999",
        ]), AssertAlike);

    [Fact]
    public void Every_made_up_numeral_is_what_the_rules_say() =>
        Gen.String[Gen.Char["0123456789.eE+- naifNI"], 0, 12].Sample(AssertAlike, iter: 300, seed: "0000WWp2ZiZ3", threads: 1);

    [Fact]
    public void Every_real_reads_back_from_its_text() => Gen.Double.Sample(
        real => AssertAlike(real.ToString("R", CultureInfo.InvariantCulture)), iter: 200, seed: "0000WWp2ZiZ3", threads: 1);

    /// <summary>
    /// Of these; not of all: where a shorter text lies exactly half-way to the next real, as for 3533e18, PostgreSQL
    /// writes more digits than the rules, another text of the same real.
    /// </summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(1e15)]
    [InlineData(1e16)]
    [InlineData(123456789012345.0)]
    [InlineData(1e-4)]
    [InlineData(1e-5)]
    [InlineData(5e-324)]
    [InlineData(double.NaN)]
    public void A_real_has_the_text_that_the_rules_give_it(double real) =>
        Assert.Equal(ScalarRules.Text(real), TextOf(real));

    private string? TextOf(double real) =>
        One<string>(Dialect.Text(new("x", "float8", ColumnForm.Real, "c0")), "float8", real);

    [Fact]
    public void Every_number_falls_on_the_cell_of_the_grid_that_the_rule_gives_it() =>
        Gen.Select(
            Gen.OneOf<double>(Gen.Double, Gen.Double[-20, 120], Gen.OneOf(
                double.NaN, double.PositiveInfinity, double.MaxValue, double.MinValue, 5e-324, 1e-310, -0.0, 0.5, 99.95, 100)),
            Gen.OneOf((0.0, 100.0, 0.1, 1000L), (-5.0, 5.0, 2.5, 4L), (0.0, 2147483648.0, 1.0, 2147483648L), (0, 4e10, 4e9, 10)))
        .Sample(
            (number, grid) =>
            {
                var rule = new GridRule(grid.Item1, grid.Item2, grid.Item3, grid.Item4, null, 0, grid.Item4);
                var statement = new Statement();
                statement.Bind(number);
                Assert.Equal(rule.Apply(number), One<long?>(Dialect.Grid("c0", rule, statement), "float8", statement));
            },
            iter: 300, seed: "0000WWp2ZiZ3", threads: 1);

    [Theory]
    [InlineData("1e1000", double.PositiveInfinity)]
    [InlineData("-1e1000", double.NegativeInfinity)]
    [InlineData("1e-1000", 0.0)]
    [InlineData("NaN", double.NaN)]
    [InlineData("0.1", 0.1)]
    public void A_decimal_of_any_size_is_a_double(string decimalText, double expected) => Assert.Equal(
        expected,
        One<double?>(Dialect.Number(new("x", "numeric", ColumnForm.Real, "c0")), "numeric", decimalText));

    [Theory]
    [InlineData("", "")]
    [InlineData("ada", "7")]
    [InlineData("单位", "😀é")]
    public void The_key_of_a_record_and_of_a_unit_is_the_same_as_everywhere(string unit, string record)
    {
        var key = new SelectionKey([.. Enumerable.Range(7, 32).Select(i => (byte)i)]);
        var statement = new Statement();
        statement.Bind(unit);
        var r = $"CAST({statement.Bind(record)} AS text)";
        var keys = $"encode({Dialect.RecordKey("c0", r, statement)} || {Dialect.UnitKey("c0", statement)}, 'hex')";
        Assert.Equal(
            Convert.ToHexStringLower([.. key.OfRecord(unit, record), .. key.OfUnit(unit)]),
            One<string>(keys, "text", statement));
    }

    [Fact]
    public void A_session_cannot_write()
    {
        using var connection = _pool.OpenConnection();
        using var command = new NpgsqlCommand("CREATE TABLE public.written (a int)", connection);
        Assert.Equal("25006", Assert.Throws<PostgresException>(() => command.ExecuteNonQuery()).SqlState);
    }

    private void AssertAlike(string text)
    {
        Assert.Equal(ScalarRules.Number(text), One<double?>(Dialect.Number(Text), "text", text));
        Assert.Equal(ScalarRules.Whole(text), One<long?>(Dialect.Whole(Text), "text", text));
        Assert.Equal(ScalarRules.Truth(text), One<long?>($"CAST({Dialect.Truth(Text)} AS bigint)", "text", text));
        Assert.Equal(ScalarRules.Unit(text), One<string?>(Dialect.Unit(Text), "text", text));
    }

    private T? One<T>(string expression, string type, object value)
    {
        var statement = new Statement();
        statement.Bind(value);
        return One<T>(expression, type, statement);
    }

    /// <summary>Asks for an expression over <c>c0</c>, which is the statement's first value.</summary>
    private T? One<T>(string expression, string type, Statement statement)
    {
        using var connection = _pool.OpenConnection();
        using var command = new NpgsqlCommand(
            $"SELECT {expression} FROM (SELECT CAST($1 AS {type}) AS c0 OFFSET 0) AS source", connection);
        foreach (var one in statement.Parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = one });
        }

        using var rows = command.ExecuteReader();
        Assert.True(rows.Read());
        return rows.IsDBNull(0) ? default : (T)rows.GetValue(0);
    }
}
