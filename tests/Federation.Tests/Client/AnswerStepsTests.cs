using Federation.Answers;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;

namespace Federation.Tests.Client;

/// <summary>HAVING, ORDER BY and LIMIT: on noisy values, in the client, and never on the wire.</summary>
public sealed class AnswerStepsTests
{
    private const string Select = "SELECT city, COUNT(*), AVG(age) FROM people GROUP BY city ";

    [Theory]
    [InlineData("", "oslo bern rome lima", 0)]
    [InlineData("ORDER BY COUNT(*) DESC", "rome oslo lima bern", 0)]
    [InlineData("ORDER BY COUNT(*) DESC LIMIT 2", "rome oslo", 2)]
    [InlineData("ORDER BY city", "bern lima oslo rome", 0)]
    [InlineData("ORDER BY city DESC LIMIT 1;", "rome", 3)]
    [InlineData("ORDER BY AVG(age), city", "lima oslo rome bern", 0)]
    [InlineData("ORDER BY AVG(age) DESC, COUNT(*)", "rome oslo lima bern", 0)]
    [InlineData("HAVING COUNT(*) > 5", "oslo rome", 2)]
    [InlineData("HAVING 5 < COUNT(*) AND NOT (COUNT(*) >= 100.5)", "oslo", 3)]
    [InlineData("HAVING COUNT(*) BETWEEN -4 AND 5 OR COUNT(*) = 200", "bern rome lima", 1)]
    [InlineData("HAVING AVG(age) <> 40", "rome lima", 2)]
    [InlineData("HAVING NOT AVG(age) = 40", "rome lima", 2)]
    [InlineData("HAVING AVG(age) < 50 ORDER BY COUNT(*) LIMIT 1", "lima", 3)]
    public void Steps_keep_and_order_groups_by_their_noisy_values(string steps, string cities, int hidden)
    {
        var question = SqlCompiler.CompileQuestion(Select + steps);
        var answer = question.Steps.Apply(Answer());
        Assert.Equal(cities, string.Join(' ', answer.Rows.Select(row => row.Key[0].Text)));
        Assert.Equal(hidden, answer.HiddenRowsCount);
        Assert.Equal(SqlCompiler.Compile(Select), question.Query);
    }

    [Fact]
    public void Numbers_of_bins_are_ordered_as_numbers()
    {
        var question = SqlCompiler.CompileQuestion("SELECT HISTOGRAM(x, 0.5) FROM people ORDER BY HISTOGRAM(x, 0.5) DESC");
        Value Key(long unscaled, int scale) => new()
        {
            Decimal = new Contracts.Type.V1.Decimal { Unscaled = unscaled, Scale = scale },
        };
        var answer = Answer() with { Rows = [.. new[] { Key(-5, 1), Key(10, 0), Key(25, 1) }.Select(key => Row(key, 1, 1))] };
        Assert.Equal([10, 25, -5], question.Steps.Apply(answer).Rows.Select(row => row.Key[0].Decimal.Unscaled));
    }

    private static StatisticAnswer Answer() => new(
        "request", "access", "people", ["city"], ["COUNT(*)", "AVG(age)"],
        [City("oslo", 50, 40), City("bern", -3, null), City("rome", 200, 60), City("lima", 4, 30)], []);

    private static StatisticRow City(string name, double count, double? age) => Row(new Value { Text = name }, count, age);

    private static StatisticRow Row(Value key, double count, double? age) => new(
        [key], [new Estimate(count, 1, new Interval(count - 4, count + 4)), new Estimate(age, age is null ? null : 1, new Interval(0, 100))]);
}
