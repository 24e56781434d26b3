using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Stores;

public abstract partial class DataStoreContract
{
    private static readonly ColumnShape Joined = new(
        "joined", ColumnKind.Date, new NumericBounds(Day(2024, 1, 1), Day(2024, 12, 31), 1), [],
        Treatment.Exclude, Treatment.Exclude, Treatment.Exclude);

    [Fact]
    public async Task Text_that_is_no_day_of_the_calendar_counts_as_null()
    {
        string?[] none = [null, "", "2024-02-30", "2023-02-29", "2024-1-1", "01.02.2024", "2024-03-01T25:00", "2024-03-01+02:00", "20240301", "now"];
        string?[] days = ["2024-02-29", "2024-03-01T00:00:00Z", "2024-03-01 23:59:59.9"];
        Assert.Equal(none.Length, await CountDaysAsync("VARCHAR", none.Concat(days), new IsNull("joined")));
        Assert.Equal(2, await CountDaysAsync(
            "VARCHAR", none.Concat(days), new Comparison("joined", ComparisonOperator.Equal, Literal.Of(DomainValue.OfDay(Day(2024, 3, 1))))));
    }

    [Fact]
    public async Task Months_begin_and_end_where_the_calendar_says()
    {
        object?[] days = [new DateOnly(2024, 1, 31), new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 29), new DateOnly(2024, 3, 1), null];
        var query = new TypedQuery("people", null, ["joined"], [Count]) { Bins = [new BinsOfCalendar("joined", CalendarUnit.Month)] };
        var lines = await AskAsync(DaysTable("DATE", days), Shape([Joined], "unit", "id"), query);
        Assert.Equal(12, lines.Count);
        Assert.Equal(["2024-01-01|CountRows 1", "2024-02-01|CountRows 2", "2024-03-01|CountRows 1", "2024-04-01|CountRows 0"], lines.Take(4));
    }

    [Fact]
    public async Task A_day_outside_the_bounds_counts_as_the_nearer_bound()
    {
        object?[] days = [new DateOnly(1, 1, 2), new DateOnly(1969, 12, 31), new DateOnly(9999, 12, 30)];
        var query = new TypedQuery("people", null, ["joined"], [Count]) { Bins = [new BinsOfCalendar("joined", CalendarUnit.Quarter)] };
        var lines = await AskAsync(DaysTable("DATE", days), Shape([Joined], "unit", "id"), query);
        Assert.Equal(["2024-01-01|CountRows 2", "2024-04-01|CountRows 0", "2024-07-01|CountRows 0", "2024-10-01|CountRows 1"], lines);
    }

    [Fact]
    public async Task A_point_in_time_is_the_day_it_is_in()
    {
        object?[] moments = [new DateTime(2024, 5, 6, 23, 59, 59, 999), new DateTime(2024, 5, 6), new DateTime(2024, 5, 7)];
        Assert.Equal(2, await CountDaysAsync(
            "TIMESTAMP", moments, new Comparison("joined", ComparisonOperator.Equal, Literal.Of(DomainValue.Of("2024-05-06")))));
    }

    private static int Day(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    private static StoreTable DaysTable(string type, IEnumerable<object?> days) => new(
        [new("unit", "VARCHAR"), new("id", "BIGINT"), new("joined", type)],
        [.. days.Select((day, i) => new object?[] { $"u{i}", (long)i, day })]);

    private async Task<long> CountDaysAsync(string type, IEnumerable<object?> days, Predicate filter)
    {
        var lines = await AskAsync(DaysTable(type, days), Shape([Joined], "unit", "id"), Query(filter, [], Count));
        return long.Parse(Assert.Single(lines).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
