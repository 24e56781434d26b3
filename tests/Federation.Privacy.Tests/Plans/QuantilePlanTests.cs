using CsCheck;
using Federation.Answers;
using Federation.Privacy.Accounting;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using static Federation.Privacy.Tests.Shapes;

namespace Federation.Privacy.Tests.Plans;

/// <summary>Quantiles from the question to the noise: parts, costs, limits, sensitivities.</summary>
public sealed class QuantilePlanTests
{
    private static readonly Epsilon One = new(1_000_000);

    [Fact]
    public void A_pick_costs_its_own_share_and_that_of_two_guards_and_two_quantiles_share_evenly()
    {
        var plan = Plan(QuantileForm.Selected, 0, Quantile("age", 0.5m), Quantile("age", 0.95m), Quantile("age", 0.50m));
        Assert.Empty(plan.Components);
        Assert.Equal(["age"], plan.CountedColumns);
        var picks = plan.Quantiles.Cast<SelectedQuantile>().ToList();
        Assert.Equal([new Fraction(1, 2), new Fraction(19, 20)], picks.Select(pick => pick.Fraction));
        Assert.All(picks, pick => Assert.Equal((450_000, 25_000), (pick.PickEpsilonMicros, pick.GuardEpsilonMicros)));
        Assert.Equal(1_000_000, plan.Cost.EpsilonMicros);
        var (large, small) = (PrivacyCost.OfPure(new Epsilon(450_000)), PrivacyCost.OfPure(new Epsilon(25_000)));
        Assert.Equal(2 * (large.RhoMicros + (2 * small.RhoMicros)), plan.Cost.RhoMicros);
        Assert.Equal(NoiseKind.OneSidedGeometric, picks[1].Noise.Kind);
        Assert.Equal(2 * 2 * 19 / 0.45, picks[1].Noise.Scale, 6);
        Assert.Equal(6, plan.ValuesCount);
    }

    [Fact]
    public void A_tree_is_one_part_for_all_quantiles_of_its_column_and_pays_for_its_levels()
    {
        var plan = Plan(QuantileForm.Tree, 0, Quantile("age", 0.25m), Quantile("age", 0.5m), Quantile("age", 0.75m));
        var tree = Assert.IsType<QuantileTree>(Assert.Single(plan.Quantiles));
        Assert.Equal([11, 1], tree.LevelSteps); // 101 cells in 10 nodes of 11.
        Assert.Equal(111, tree.ValuesCount);
        Assert.Equal((2.0 * 2, NoiseKind.DiscreteLaplace), (tree.Noise.Scale, tree.Noise.Kind)); // 2 records, 2 levels.
        Assert.Equal(PrivacyCost.OfPure(One), plan.Cost);
    }

    [Fact]
    public void The_shape_of_a_tree_follows_from_its_grid_alone()
    {
        Assert.Equal([1], QuantilePlanner.LevelsOf(2));
        Assert.Equal([18 * 18, 18, 1], QuantilePlanner.LevelsOf(5_001));
        foreach (var cells in new long[] { 1, 2, 3, 10, 86, 101, 1_000, 5_001, 100_000 })
        {
            var levels = QuantilePlanner.LevelsOf(cells);
            Assert.Equal(1, levels[^1]);
            Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.Equal(0, pair.First % pair.Second));
        }
    }

    [Fact]
    public void Among_gaussian_parts_a_pick_gets_the_largest_epsilon_within_its_share_of_rho()
    {
        const long delta = 1_000_000_000_000;
        var query = new TypedQuery("people", null, [], [CountAll, Quantile("age", 0.5m)]);
        var plan = Assert.IsType<Planned>(Planner.Plan(query, People, new Epsilon(10_000), delta)).Plan;
        var rho = ZcdpConversion.RhoMicros(10_000, delta);
        var pick = Assert.Single(plan.Quantiles);
        Assert.Equal(NoiseKind.DiscreteGaussian, plan.Components[0].Noise.Kind);
        Assert.Equal(PrivacyCost.Unbounded, plan.Cost.EpsilonMicros);
        Assert.InRange(plan.Cost.RhoMicros, 1, rho);
        Assert.InRange(pick.Cost.RhoMicros, (rho / 2) - 3, rho / 2);
    }

    [Fact]
    public void What_is_no_quantile_or_too_much_is_refused_from_public_numbers()
    {
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(One, QuantileForm.Selected, [], Quantile("age", 1.1m)));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(One, QuantileForm.Selected, [], Quantile("age", -0.1m)));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(One, QuantileForm.Selected, [], Quantile("age", 0.0000001m)));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(One, 0, [], Quantile("age", 0.5m)));
        Assert.Equal(QueryFaultCode.MeasureInvalid, Fault(One, QuantileForm.Selected, [], new Measure(MeasureKind.Quantile, "age")));
        Assert.Equal(QueryFaultCode.ColumnUnbounded, Fault(One, QuantileForm.Selected, [], Quantile("sex", 0.5m)));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(One, QuantileForm.Selected, ["city"], Quantile("income", 0.5m)));
        Assert.Equal(QueryFaultCode.LimitExceeded, Fault(One, QuantileForm.Tree, [], Quantile("income", 0.5m)));
        Assert.Equal(QueryFaultCode.EpsilonTooSmall, Fault(new Epsilon(19), QuantileForm.Selected, [], Quantile("age", 0.5m)));
        Plan(QuantileForm.Selected, 0, Quantile("income", 0), Quantile("age", 1)); // 1,000,001 and 101 cells.
    }

    /// <summary>One unit's records move the nodes of a tree by no more than its sensitivities; forgetting the records
    /// or the levels makes this fail.</summary>
    [Fact]
    public void No_unit_moves_a_tree_by_more_than_its_sensitivities()
    {
        const int records = 3;
        var shape = People with { RecordsPerUnit = records };
        var part = QuantilePlanner.PartsOf(
            new Dictionary<string, SortedSet<decimal>> { ["age"] = [0.5m] }, QuantileForm.Tree, shape).Single();
        var levels = QuantilePlanner.LevelsOf(101);
        var largest = (L1: 0L, L2: 0L);
        Gen.Int[0, 100].List[0, records].Sample(unit =>
        {
            var moves = levels.SelectMany(steps => unit.GroupBy(index => index / steps).Select(node => (long)node.Count())).ToList();
            Assert.True(moves.Sum() <= part.Sensitivity);
            Assert.True(moves.Sum(one => one * one) <= part.SquareOfSensitivity);
            largest = (Math.Max(largest.L1, moves.Sum()), Math.Max(largest.L2, moves.Sum(one => one * one)));
        }, iter: 20_000, seed: "0000000000009", threads: 1);
        Assert.Equal(part.Sensitivity, largest.L1);
    }

    [Fact]
    public void Quantiles_and_their_form_are_part_of_the_question()
    {
        byte[][] bytes =
        [
            Bytes(QuantileForm.Selected, 0.5m), Bytes(QuantileForm.Selected, 0.25m), Bytes(QuantileForm.Tree, 0.5m),
        ];
        Assert.Equal(3, bytes.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(bytes[0], Bytes(QuantileForm.Selected, 0.500m));
        Assert.Equal(bytes[2], Bytes(QuantileForm.Tree, 0.75m)); // One tree tells both.

        static byte[] Bytes(QuantileForm form, decimal quantile) => Plan(form, 0, Quantile("age", quantile)).CanonicalBytes.ToArray();
    }

    private static Measure Quantile(string column, decimal quantile) =>
        new(MeasureKind.Quantile, column) { Quantile = quantile };

    private static BoundedPlan Plan(QuantileForm form, long delta, params Measure[] measures) => Assert.IsType<Planned>(Planner.Plan(
        new TypedQuery("people", null, [], measures) { QuantileForm = form }, People, One, delta)).Plan;

    private static QueryFaultCode Fault(Epsilon epsilon, QuantileForm form, string[] groups, params Measure[] measures) =>
        Assert.IsType<NotPlanned>(Planner.Plan(
            new TypedQuery("people", null, groups, measures) { QuantileForm = form }, People, epsilon)).Faults[0].Code;
}
