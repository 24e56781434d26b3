using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using static Federation.Privacy.Tests.Shapes;

namespace Federation.Privacy.Tests.Plans;

public sealed class BinTests
{
    [Fact]
    public void Bins_begin_at_the_declared_bound_and_the_last_one_holds_the_upper_bound()
    {
        var group = Assert.Single(Binned("age", new BinsOfWidth("age", 30)).Groups);
        Assert.Equal(30, group.BinSteps);
        Assert.Equal([0, 30, 60, 90], group.Values.Select(value => value.Integer));
        Assert.Equal(10, Binned("age", new BinsOfWidth("age", 10)).CellsCount);
        Assert.Equal(1, Binned("age", new BinsOfWidth("age", 100)).CellsCount);
    }

    [Fact]
    public void Ends_that_are_not_whole_are_exact_decimals()
    {
        var shape = WithScore(new NumericBounds(-1, 1, 0.05m));
        var group = Assert.Single(Plan(shape, "score", new BinsOfWidth("score", 0.250m)).Groups);
        Assert.Equal(["-1", "-0.75", "-0.5", "-0.25", "0", "0.25", "0.5", "0.75"], group.Values.Select(value => value.ToString()));
        Assert.All(group.Values, value => Assert.Equal(DomainValueKind.Decimal, value.Kind));
    }

    [Fact]
    public void Two_ways_to_say_the_same_bins_are_one_question_and_other_bins_are_another()
    {
        byte[] Bytes(Bins bins) => Binned("age", bins).CanonicalBytes.ToArray();
        Assert.Equal(Bytes(new BinsOfWidth("age", 10)), Bytes(new BinsOfCount("age", 10)));
        Assert.Equal(Bytes(new BinsOfWidth("age", 10)), Bytes(new BinsOfWidth("age", 10.00m)));
        Assert.NotEqual(Bytes(new BinsOfWidth("age", 10)), Bytes(new BinsOfWidth("age", 20)));
        Assert.NotEqual(Bytes(new BinsOfWidth("age", 51)), Bytes(new BinsOfWidth("age", 52))); // Two bins each.
    }

    [Fact]
    public void Bins_and_values_group_together_at_no_more_noise()
    {
        var plan = Plan(People, new TypedQuery("people", null, ["sex", "age"], [CountAll]) { Bins = [new BinsOfCount("age", 4)] });
        Assert.Equal(8, plan.CellsCount);
        Assert.Equal([DomainValue.Of(0), DomainValue.Of(1)], plan.KeyOf(1));
        Assert.Equal(Shapes.Plan(null, [], CountAll).Components[0].Noise, plan.Components[0].Noise);
    }

    [Fact]
    public void Bins_that_do_not_fit_are_refused_with_their_code()
    {
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfWidth("age", 0)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfWidth("age", -10)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfWidth("age", 0.5m)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfWidth("age", 101)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfWidth("age", decimal.MaxValue)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfCount("age", 3)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfCount("age", 0)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfCount("age", long.MinValue)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfCount("income", 2)));
        Assert.Equal(QueryFaultCode.BinsInvalid, Code("age", new BinsOfCount("age", 2), new BinsOfCount("age", 2)));
        Assert.Equal(QueryFaultCode.ColumnUnbounded, Code("sex", new BinsOfCount("sex", 2)));
        Assert.Equal(QueryFaultCode.ColumnUnknown, Code("nobody", new BinsOfCount("nobody", 2)));
        Assert.Equal(QueryFaultCode.LimitExceeded, Code("income", new BinsOfWidth("income", 0.5m)));
        var fine = WithScore(new NumericBounds(999_999_999_999, 1_000_000_000_000, 0.000000001m));
        Assert.Equal(QueryFaultCode.BinsInvalid, Assert.Single(Assert.IsType<NotPlanned>(
            Try(fine, new TypedQuery("people", null, ["score"], [CountAll]) { Bins = [new BinsOfCount("score", 2)] })).Faults).Code);
    }

    private static DatasetShape WithScore(NumericBounds bounds) => People with
    {
        Columns = [new ColumnShape("score", ColumnKind.Number, bounds, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)],
    };

    private static QueryFaultCode Code(string column, params Bins[] bins) => Assert.Single(Assert.IsType<NotPlanned>(
        Try(People, new TypedQuery("people", null, [column], [CountAll]) { Bins = bins })).Faults).Code;

    private static BoundedPlan Binned(string column, Bins bins) => Plan(People, column, bins);

    private static BoundedPlan Plan(DatasetShape shape, string column, Bins bins) =>
        Plan(shape, new TypedQuery("people", null, [column], [CountAll]) { Bins = [bins] });

    private static BoundedPlan Plan(DatasetShape shape, TypedQuery query) => Assert.IsType<Planned>(Try(shape, query)).Plan;

    private static PlanResult Try(DatasetShape shape, TypedQuery query) => Planner.Plan(query, shape, new Epsilon(1_000_000));
}
