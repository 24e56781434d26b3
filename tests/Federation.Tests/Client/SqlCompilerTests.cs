using Federation.Client.Sql;
using Federation.Contracts.Type.V1;

namespace Federation.Tests.Client;

public sealed class SqlCompilerTests
{
    [Theory]
    [InlineData("SELECT COUNT(*) FROM people", "SELECT COUNT(*) FROM \"people\"")]
    [InlineData("select count(*) from people;", "SELECT COUNT(*) FROM \"people\"")]
    [InlineData(
        "SELECT sex, COUNT(*), AVG(income) FROM people WHERE age >= 18 GROUP BY sex",
        "SELECT \"sex\", COUNT(*), AVG(\"income\") FROM \"people\" WHERE \"age\" >= 18 GROUP BY \"sex\"")]
    [InlineData(
        "SELECT SUM(x), COUNT(x), b, a FROM \"my-data\" GROUP BY a, b",
        "SELECT \"a\", \"b\", SUM(\"x\"), COUNT(\"x\") FROM \"my-data\" GROUP BY \"a\", \"b\"")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE a = 1 AND b <> 'x' AND NOT c < -2.50",
        "SELECT COUNT(*) FROM \"people\" WHERE (\"a\" = 1) AND (\"b\" <> 'x') AND (NOT (\"c\" < -2.50))")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE 18 <= age",
        "SELECT COUNT(*) FROM \"people\" WHERE \"age\" >= 18")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE age BETWEEN 18 AND 65 OR age IS NULL",
        "SELECT COUNT(*) FROM \"people\" WHERE ((\"age\" >= 18) AND (\"age\" <= 65)) OR (\"age\" IS NULL)")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE city NOT IN ('北京', N'上海') AND age IS NOT NULL",
        "SELECT COUNT(*) FROM \"people\" WHERE (NOT (\"city\" IN ('北京', '上海'))) AND (NOT (\"age\" IS NULL))")]
    [InlineData(
        "SELECT 性别, AVG(收入) FROM people WHERE 城市 = '成都' GROUP BY 性别",
        "SELECT \"性别\", AVG(\"收入\") FROM \"people\" WHERE \"城市\" = '成都' GROUP BY \"性别\"")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE active = TRUE AND \"true\" = false",
        "SELECT COUNT(*) FROM \"people\" WHERE (\"active\" = TRUE) AND (\"true\" = FALSE)")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE name = 'O''Brien; -- not a comment /* */ \"x\"'",
        "SELECT COUNT(*) FROM \"people\" WHERE \"name\" = 'O''Brien; -- not a comment /* */ \"x\"'")]
    [InlineData(
        "SELECT COUNT(*) FROM people WHERE \"a \"\"b\"\"\" != 3",
        "SELECT COUNT(*) FROM \"people\" WHERE \"a \"\"b\"\"\" <> 3")]
    [InlineData(
        "SELECT VAR(x), VARIANCE(x), var_pop(x), STDDEV(x), STDDEV_POP(x), COUNT(DISTINCT pid) FROM people",
        "SELECT VARIANCE(\"x\"), VARIANCE(\"x\"), VARIANCE(\"x\"), STDDEV(\"x\"), STDDEV(\"x\"), COUNT(DISTINCT \"pid\") "
        + "FROM \"people\"")]
    [InlineData(
        "SELECT MEDIAN(收入), quantile(x, 0.250), QUANTILE(x, 1), QUANTILE(x, .5) FROM people",
        "SELECT QUANTILE(\"收入\", 0.5), QUANTILE(\"x\", 0.25), QUANTILE(\"x\", 1), QUANTILE(\"x\", 0.5) FROM \"people\"")]
    [InlineData(
        "SELECT HISTOGRAM(age, 5) FROM people",
        "SELECT HISTOGRAM(\"age\", 5), COUNT(*) FROM \"people\" GROUP BY HISTOGRAM(\"age\", 5)")]
    [InlineData(
        "SELECT MONTH(入职日期), COUNT(*) FROM people GROUP BY DATE_TRUNC('Month', \"入职日期\")",
        "SELECT DATE_TRUNC('month', \"入职日期\"), COUNT(*) FROM \"people\" GROUP BY DATE_TRUNC('month', \"入职日期\")")]
    [InlineData(
        "SELECT year(joined) FROM people WHERE joined >= '2024-02-29'",
        "SELECT DATE_TRUNC('year', \"joined\"), COUNT(*) FROM \"people\" WHERE \"joined\" >= '2024-02-29' "
        + "GROUP BY DATE_TRUNC('year', \"joined\")")]
    [InlineData(
        "SELECT AVG(收入), sex, HISTOGRAM(年龄, 2.50), BINS(\"身 高\", 8) FROM people GROUP BY HISTOGRAM(年龄, 2.50), sex",
        "SELECT HISTOGRAM(\"年龄\", 2.50), \"sex\", BINS(\"身 高\", 8), AVG(\"收入\") FROM \"people\" "
        + "GROUP BY HISTOGRAM(\"年龄\", 2.50), \"sex\", BINS(\"身 高\", 8)")]
    [InlineData(
        "SELECT \"naïve Größe\", COUNT(DISTINCT \"用户\"), STDDEV(возраст) FROM people GROUP BY \"naïve Größe\" LIMIT 3;",
        "SELECT \"naïve Größe\", COUNT(DISTINCT \"用户\"), STDDEV(\"возраст\") FROM \"people\" GROUP BY \"naïve Größe\"")]
    public void What_is_supported_compiles(string sql, string printed) =>
        Assert.Equal(printed, SqlPrinter.Print(SqlCompiler.Compile(sql)));

    [Theory]
    [InlineData("0", 0, null)]
    [InlineData("-9223372036854775808", long.MinValue, null)]
    [InlineData("9223372036854775807", long.MaxValue, null)]
    [InlineData("1000.50", 100050, 2)]
    [InlineData("-0.000000000000000001", -1, 18)]
    [InlineData(".5", 5, 1)]
    [InlineData("(+7)", 7, null)]
    public void Numbers_are_exact(string constant, long unscaled, int? scale)
    {
        var value = SqlCompiler.Compile($"SELECT COUNT(*) FROM people WHERE x = {constant}").Filter.Comparison.Value;
        Assert.Equal(scale is { } digits
            ? new Value { Decimal = new Contracts.Type.V1.Decimal { Unscaled = unscaled, Scale = digits } }
            : new Value { Integer = unscaled }, value);
    }

    [Fact]
    public void A_long_chain_of_conditions_is_one_conjunction_and_has_no_depth()
    {
        var chain = string.Join(" AND ", Enumerable.Range(0, 255).Select(number => $"x <> {number}"));
        var query = SqlCompiler.Compile($"SELECT COUNT(*) FROM people WHERE {chain}");
        Assert.Equal(255, query.Filter.Conjunction.Operands.Count);
    }
}
