using System.Diagnostics;
using Federation.Client.Sql;

namespace Federation.Tests.Client;

public sealed class SqlFaultTests
{
    [Theory]
    [InlineData("", "", 1, 1)]
    [InlineData("   ", "", 1, 1)]
    [InlineData("DROP TABLE people", "DROP", 1, 1)]
    [InlineData("SELECT * FROM people", "*", 1, 8)]
    [InlineData("SELECT COUNT(*) FROM people; DROP TABLE people", ";", 1, 28)]
    [InlineData("SELECT COUNT(*) FROM people SELECT COUNT(*) FROM people", "SELECT COUNT(*) FROM people", 1, 29)]
    [InlineData("SELECT COUNT(*) FROM people -- all of them", "-- all of them", 1, 29)]
    [InlineData("SELECT /* hi */ COUNT(*) FROM people", "/* hi */", 1, 8)]
    [InlineData("SELECT COUNT(*) FROM people JOIN orders ON a = b", "JOIN", 1, 29)]
    [InlineData("SELECT COUNT(*) FROM people, orders", "orders", 1, 30)]
    [InlineData("SELECT COUNT(*) FROM people p", "p", 1, 29)]
    [InlineData("SELECT COUNT(*) FROM (SELECT age FROM people)", "", 1, 46)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age IN (SELECT age FROM people)", "(SELECT age FROM people)", 1, 42)]
    [InlineData("SELECT COUNT(*) FROM people WHERE name LIKE '%x'", "LIKE", 1, 40)]
    [InlineData("SELECT COUNT(*) FROM people HAVING COUNT(*) > 1", "HAVING", 1, 29)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex HAVING SUM(age) > 1", "SUM(age)", 1, 54)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex HAVING sex > 1", "sex", 1, 54)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex HAVING COUNT(*) > 'x'", "'x'", 1, 65)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex ORDER BY age", "age", 1, 56)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex ORDER BY 1", "1", 1, 56)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex LIMIT 0", "0", 1, 53)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex LIMIT 10001", "10001", 1, 53)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex LIMIT 5, 2", "LIMIT", 1, 47)]
    [InlineData("SELECT sex, COUNT(*) FROM people LIMIT 5 GROUP BY sex", "LIMIT", 1, 34)]
    [InlineData("SELECT HISTOGRAM(age) FROM people", "HISTOGRAM(age)", 1, 8)]
    [InlineData("SELECT HISTOGRAM(age, 0) FROM people", "0", 1, 23)]
    [InlineData("SELECT HISTOGRAM(age, 'x') FROM people", "'x'", 1, 23)]
    [InlineData("SELECT DATE_TRUNC('hour', joined) FROM people", "'hour'", 1, 19)]
    [InlineData("SELECT DATE_TRUNC(joined) FROM people", "DATE_TRUNC(joined)", 1, 8)]
    [InlineData("SELECT MONTH(joined, 2) FROM people", "MONTH(joined, 2)", 1, 8)]
    [InlineData("SELECT BINS(age, 2.5) FROM people", "2.5", 1, 18)]
    [InlineData("SELECT age, COUNT(*) FROM people GROUP BY HISTOGRAM(age, 5)", "age", 1, 8)]
    [InlineData("SELECT HISTOGRAM(age, 5) FROM people GROUP BY HISTOGRAM(age, 10)", "HISTOGRAM(age, 5)", 1, 8)]
    [InlineData("SELECT HISTOGRAM(age, 5), BINS(age, 4) FROM people", "BINS(age, 4)", 1, 27)]
    [InlineData("SELECT AVG(HISTOGRAM(age, 5)) FROM people", "HISTOGRAM", 1, 12)]
    [InlineData("SELECT COUNT(DISTINCT *) FROM people", "*", 1, 23)]
    [InlineData("SELECT COUNT(*) FROM people ORDER BY 1", "ORDER", 1, 29)]
    [InlineData("SELECT COUNT(*) FROM people LIMIT 5", "LIMIT", 1, 29)]
    [InlineData("SELECT TOP 5 COUNT(*) FROM people", "TOP", 1, 8)]
    [InlineData("SELECT DISTINCT sex FROM people", "DISTINCT", 1, 8)]
    [InlineData("SELECT SUM(DISTINCT sex) FROM people", "SUM(DISTINCT sex)", 1, 8)]
    [InlineData("SELECT CASE WHEN age > 1 THEN 1 END FROM people", "CASE", 1, 8)]
    [InlineData("SELECT MAX(age) FROM people", "MAX", 1, 8)]
    [InlineData("SELECT SUM(*) FROM people", "*", 1, 12)]
    [InlineData("SELECT COUNT(*), age FROM people", "age", 1, 18)]
    [InlineData("SELECT COUNT(*) FROM people GROUP BY sex", "sex", 1, 38)]
    [InlineData("SELECT sex FROM people GROUP BY sex", "sex", 1, 8)]
    [InlineData("SELECT sex, sex, COUNT(*) FROM people GROUP BY sex", "sex", 1, 13)]
    [InlineData("SELECT sex, COUNT(*) FROM people GROUP BY sex, sex", "sex", 1, 48)]
    [InlineData("SELECT a,b,c,d,e,COUNT(*) FROM people GROUP BY a,b,c,d,e", "e", 1, 56)]
    [InlineData("SELECT COUNT(*) AS n FROM people", "AS", 1, 17)]
    [InlineData("SELECT COUNT(*) n FROM people", "n", 1, 17)]
    [InlineData("SELECT AVG(income + 1) FROM people", "income + 1", 1, 12)]
    [InlineData("SELECT COUNT(*) FROM people WHERE UPPER(name) = 'X'", "UPPER", 1, 35)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age = NULL", "NULL", 1, 41)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age = income", "income", 1, 41)]
    [InlineData("SELECT COUNT(*) FROM people WHERE 1 = 1", "1 = 1", 1, 35)]
    [InlineData("SELECT COUNT(*) FROM people WHERE people.age = 1", "people.age", 1, 35)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age > 1e3", "1e3", 1, 41)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age > 0x1F", "0x1F", 1, 41)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age > 99999999999999999999", "99999999999999999999", 1, 41)]
    [InlineData("SELECT COUNT(*) FROM people WHERE age > @x", "@x", 1, 41)]
    [InlineData("SELECT COUNT(*) FROM [people]", "[people]", 1, 22)]
    [InlineData("SELECT COUNT(*) FROM People", "People", 1, 22)]
    [InlineData("SELECT COUNT(*) FROM db.people", "db.people", 1, 22)]
    [InlineData("SELECT COUNT(*)\nFROM people\nWHERE user = 1", "user", 3, 7)]
    [InlineData("SELECT COUNT(*) FROM people WHERE (age = 1", "", 1, 43)]
    public void What_is_not_supported_is_a_fault_at_the_word(string sql, string word, int line, int column)
    {
        var fault = Fault(sql);
        Assert.Equal((word, line, column), (fault.Word, fault.Line, fault.Column));
        Assert.Contains("Supported: SELECT", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM people WHERE name = ‘x’")]
    [InlineData("SELECT COUNT(*) FROM people WHERE name = ＇x＇")]
    [InlineData("SELECT COUNT(*) FROM people WHERE “name” = 'x'")]
    [InlineData("SELECT COUNT(*) FROM people WHERE name = 'x")]
    [InlineData("SELECT COUNT(*) FROM people WHERE ａge = 1")]
    [InlineData("SELECT COUNT(*) FROM people WHERE \u0430ge = 1")]
    [InlineData("SELECT C\u041EUNT(*) FROM people")]
    [InlineData("SELECT COUNT(*) FROM people WHERE a\u200Bge = 1")]
    [InlineData("SELECT COUNT(*) FROM people WHERE \"a\u202Ege\" = 1")]
    [InlineData("SELECT COUNT(*) FROM people WHERE age = １８")]
    [InlineData("SELECT COUNT(*) FROM people WHERE age ＝ 18")]
    [InlineData("SELECT COUNT(*) FROM people； SELECT 1")]
    [InlineData("SELECT COUNT(*) FROM people\nGO\nSELECT COUNT(*) FROM people")]
    [InlineData("SELECT COUNT(*) FROM people WHERE age = 1\0")]
    public void Look_alikes_and_hidden_characters_are_faults(string sql) => Assert.NotEmpty(Fault(sql).Message);

    [Theory]
    [InlineData("(")]
    [InlineData("NOT ")]
    [InlineData("- ")]
    [InlineData("NOT (")]
    [InlineData("CASE WHEN ")]
    [InlineData("IN (")]
    public void Deep_nesting_is_a_fault_and_not_a_crash(string opening) =>
        Fault("SELECT COUNT(*) FROM people WHERE " + string.Concat(Enumerable.Repeat(opening, 6_000)));

    [Fact]
    public void Half_a_character_is_a_fault() => Fault("SELECT COUNT(*) FROM people WHERE name = '\uD800'");

    [Fact]
    public void A_megabyte_of_text_is_refused_at_once()
    {
        var watch = Stopwatch.StartNew();
        Fault("SELECT COUNT(*) FROM people WHERE " + new string('(', 1 << 20));
        Fault(new string('文', 40_000));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10)); // Squared, it would be hours.
    }

    [Fact]
    public void More_conditions_values_or_measures_than_a_question_may_have_are_faults()
    {
        Fault("SELECT COUNT(*) FROM people WHERE " + string.Join(" OR ", Enumerable.Repeat("a = 1", 300)));
        Fault("SELECT COUNT(*) FROM people WHERE a IN (" + string.Join(",", Enumerable.Range(0, 257)) + ")");
        Fault("SELECT " + string.Join(",", Enumerable.Repeat("SUM(a)", 17)) + " FROM people");
        Fault($"SELECT COUNT(*) FROM people WHERE a = '{new string('文', 400)}'");
    }

    [Fact]
    public void The_caret_stands_under_the_word_also_behind_chinese_characters()
    {
        const string Sql = "SELECT 性别, MAX(收入) FROM people GROUP BY 性别";
        var lines = Fault(Sql).Explain(Sql).Split('\n');
        Assert.EndsWith(Sql, lines[1], StringComparison.Ordinal);
        Assert.Equal(2 + "SELECT ".Length + 4 + ", ".Length, lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    private static SqlFault Fault(string sql)
    {
        var fault = Assert.Throws<SqlFaultException>(() => SqlCompiler.Compile(sql)).Fault;
        Assert.NotEmpty(fault.Explain(sql));
        return fault;
    }
}
