using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests.Plans;

public sealed class CalendarTests
{
    [Theory]
    [InlineData(CalendarUnit.Day, "2024-01-15", "2024-01-17", "2024-01-15 2024-01-16 2024-01-17")]
    [InlineData(CalendarUnit.Week, "2024-01-10", "2024-01-22", "2024-01-10 2024-01-15 2024-01-22")]
    [InlineData(CalendarUnit.Month, "2024-01-15", "2024-03-01", "2024-01-15 2024-02-01 2024-03-01")]
    [InlineData(CalendarUnit.Quarter, "2023-12-31", "2024-07-15", "2023-12-31 2024-01-01 2024-04-01 2024-07-01")]
    [InlineData(CalendarUnit.Year, "1999-06-01", "2001-02-03", "1999-06-01 2000-01-01 2001-01-01")]
    [InlineData(CalendarUnit.Month, "2024-02-03", "2024-02-29", "2024-02-03")]
    public void A_stretch_begins_at_the_calendars_own_ends_and_the_first_at_the_lower_bound(
        CalendarUnit unit, string lower, string upper, string keys) =>
        Assert.Equal(keys, string.Join(' ', Group(lower, upper, new BinsOfCalendar("joined", unit)).Values));

    [Fact]
    public void Stretches_that_are_equally_wide_are_the_bins_of_that_width()
    {
        byte[] Bytes(Bins bins) => Plan("2024-01-01", "2024-01-27", bins).CanonicalBytes.ToArray();
        Assert.Equal(Bytes(new BinsOfWidth("joined", 7)), Bytes(new BinsOfCalendar("joined", CalendarUnit.Week)));
        Assert.NotEqual(Bytes(new BinsOfWidth("joined", 1)), Bytes(new BinsOfCalendar("joined", CalendarUnit.Day)));
        Assert.NotEqual(Bytes(new BinsOfWidth("joined", 7)), Bytes(new BinsOfWidth("joined", 8)));
    }

    [Fact]
    public void A_day_and_its_text_are_one_constant()
    {
        byte[] Bytes(DomainValue value) => Plan("2024-01-01", "2024-12-31", null, new Comparison(
            "joined", ComparisonOperator.GreaterOrEqual, Literal.Of(value))).CanonicalBytes.ToArray();
        Assert.True(CalendarDay.TryParse("2024-02-29", out var day));
        Assert.Equal(Bytes(DomainValue.OfDay(day)), Bytes(DomainValue.Of("2024-02-29")));
        Assert.NotEqual(Bytes(DomainValue.OfDay(day)), Bytes(DomainValue.OfDay(day + 1)));
    }

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2024-2-3")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void A_constant_that_is_no_day_is_refused(string text) => Assert.Equal(
        QueryFaultCode.ConstantInvalid,
        Fault(null, new Comparison("joined", ComparisonOperator.Equal, Literal.Of(DomainValue.Of(text)))));

    [Fact]
    public void What_makes_no_sense_of_days_is_refused_with_its_code()
    {
        Assert.Equal(QueryFaultCode.ConstantInvalid, Fault(null, new Comparison("joined", ComparisonOperator.Less, Literal.Of(3m))));
        Assert.Equal(QueryFaultCode.BinsInvalid, Fault(new BinsOfCalendar("joined", (CalendarUnit)99), null));
        Assert.Equal(QueryFaultCode.BinsInvalid, Fault(new BinsOfWidth("joined", 0.5m), null));
        Assert.Equal(QueryFaultCode.LimitExceeded, Code(Try("0001-01-01", "9999-12-31", new BinsOfCalendar("joined", CalendarUnit.Day), null)));
        Assert.Equal(QueryFaultCode.LimitExceeded, Code(Try("0001-01-01", "9999-12-31", new BinsOfCalendar("joined", CalendarUnit.Week), null)));
        Assert.Equal(9_999, Plan("0001-01-01", "9999-12-31", new BinsOfCalendar("joined", CalendarUnit.Year)).CellsCount);
        Assert.Equal(QueryFaultCode.MeasureInvalid, Code(Try("2024-01-01", "2024-12-31", null, null, MeasureKind.Sum)));
        var numbers = Planner.Plan(
            new TypedQuery("people", null, ["age"], [Shapes.CountAll]) { Bins = [new BinsOfCalendar("age", CalendarUnit.Year)] },
            Shapes.People, new Epsilon(1_000_000));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code(numbers));
    }

    [Fact]
    public void Every_day_of_the_calendar_is_written_and_read_back()
    {
        for (var days = CalendarDay.DaysMin; days <= CalendarDay.DaysMax; days += 97)
        {
            Assert.True(CalendarDay.TryParse(CalendarDay.Format(days), out var read));
            Assert.Equal(days, read);
            Assert.All(Enum.GetValues<CalendarUnit>(), unit => Assert.InRange(days - CalendarDay.StartOf(days, unit), 0, 365));
        }

        Assert.Equal(("0001-01-01", "9999-12-31"), (CalendarDay.Format(CalendarDay.DaysMin), CalendarDay.Format(CalendarDay.DaysMax)));
    }

    private static PlanGroup Group(string lower, string upper, Bins bins) => Assert.Single(Plan(lower, upper, bins).Groups);

    private static BoundedPlan Plan(string lower, string upper, Bins? bins, Predicate? filter = null) =>
        Assert.IsType<Planned>(Try(lower, upper, bins, filter)).Plan;

    private static QueryFaultCode Fault(Bins? bins, Predicate? filter) => Code(Try("2024-01-01", "2024-12-31", bins, filter));

    private static QueryFaultCode Code(PlanResult result) => Assert.IsType<NotPlanned>(result).Faults[0].Code;

    private static PlanResult Try(
        string lower, string upper, Bins? bins, Predicate? filter, MeasureKind kind = MeasureKind.Count)
    {
        Assert.True(CalendarDay.TryParse(lower, out var first));
        Assert.True(CalendarDay.TryParse(upper, out var last));
        var column = new ColumnShape("joined", ColumnKind.Date, new NumericBounds(first, last, 1), [],
            Treatment.Exclude, Treatment.Exclude, Treatment.Exclude);
        var query = new TypedQuery("people", filter, bins is null ? [] : ["joined"], [new Measure(kind, "joined")])
        {
            Bins = bins is null ? [] : [bins],
        };
        return Planner.Plan(query, Shapes.People with { Columns = [column] }, new Epsilon(1_000_000));
    }
}
