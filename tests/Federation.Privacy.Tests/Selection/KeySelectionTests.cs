using System.Numerics;
using Federation.Privacy.Accounting;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Tests.Selection;

public sealed class KeySelectionTests
{
    private const long Millionth = 1_000_000_000;
    private static readonly BigInteger Whole = BigInteger.One << 192;

    private static readonly DatasetShape Shape = new("people", "town", 1, "pid", null, 20,
    [
        new ColumnShape("city", ColumnKind.Text, null, [], Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)
        {
            Keys = new PrivateKeys(64),
        },
        new ColumnShape("age", ColumnKind.Integer, new NumericBounds(0, 100, 1), [],
            Treatment.Lower, Treatment.Exclude, Treatment.Exclude),
    ], 1_000_000);

    /// <summary>A unit in D groups: every outcome of the D choices, in whole numbers, both ways.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_choices_of_all_groups_of_a_unit_are_together_within_epsilon_and_delta(int groups)
    {
        var selection = CountedSelection.Of(groups, 1, 1_000_000, 300_000_000_000_000)!; // δ = 0.3, ε = 1.
        var odds = new PartitionSelection(new Epsilon(1_000_000 / groups), 300_000_000_000_000 / groups);
        Assert.Equal(odds.CertainFrom, selection.UnitsHiddenBelow);
        for (var units = 1L; units <= odds.CertainFrom + 1; units++)
        {
            var (more, fewer) = (odds.OddsOf(units), odds.OddsOf(units - 1));
            Assert.True(Divergence(more, fewer, groups) <= 0.3 + 1e-9);
            Assert.True(Divergence(fewer, more, groups) <= 0.3 + 1e-9);
        }

        Assert.True(Divergence(odds.OddsOf(1), 0, groups) > 0.2); // So δ is used up, and not by chance.
    }

    [Fact]
    public void A_choice_whose_delta_was_not_shared_would_not_pass_that_test()
    {
        var odds = new PartitionSelection(new Epsilon(333_333), 300_000_000_000_000);
        Assert.True(Divergence(odds.OddsOf(1), 0, groups: 3) > 0.3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void The_weights_of_a_unit_have_length_at_most_one(int groups)
    {
        var weights = WeightedSelection.Of(groups, 1, 1_000_000, Millionth)!.Weights;
        Assert.Equal(groups, weights.Count);
        Assert.All(weights.Index(), weight => Assert.InRange(
            (weight.Index + 1) * (BigInteger)weight.Item * weight.Item, (BigInteger)(0.9 * (1L << 32)), BigInteger.One << 32));
    }

    /// <summary>The exact chance, summed over the noise's own distribution.</summary>
    [Theory]
    [InlineData(1, 1_000_000, 1_000_000_000)]
    [InlineData(12, 1_000_000, 1_000_000_000)]
    [InlineData(100, 3_000_000, 1_000_000)]
    [InlineData(40, 200_000, 100_000_000_000)]
    public void Groups_that_only_one_neighbour_has_are_shown_with_at_most_their_half_of_delta(
        int groups, long epsilonMicros, long deltaFemtos)
    {
        var selection = WeightedSelection.Of(groups, 1, epsilonMicros, deltaFemtos)!;
        var rho = ZcdpConversion.RhoMicros(epsilonMicros, deltaFemtos / 2) / 1e6;
        var sigma = (1 << 16) / Math.Sqrt(2 * rho);
        var most = 0.0;
        for (var held = 1; held <= groups; held++)
        {
            var one = Tail(selection.Threshold - selection.Weights[held - 1], sigma);
            most = Math.Max(most, 1 - Math.Exp(held * LogOnePlus(-one)));
        }

        Assert.InRange(most, 0.9 * deltaFemtos / 2e15, deltaFemtos / 2e15);
        Assert.Equal(
            new PrivacyCost(PrivacyCost.Unbounded, (long)Math.Round(rho * 1e6), deltaFemtos / 2), selection.Cost);
    }

    /// <summary>2 × 10⁵ draws a size; false alarms beyond six deviations are below 10⁻⁸.</summary>
    [Fact]
    public void A_group_is_shown_as_often_as_its_noise_says()
    {
        var selection = WeightedSelection.Of(9, 1, 1_000_000, Millionth)!;
        var sigma = (1 << 16) / Math.Sqrt(2 * ZcdpConversion.RhoMicros(1_000_000, Millionth / 2) / 1e6);
        var noise = new SeededSource(7);
        const int Draws = 200_000;
        foreach (var distance in new[] { -1.0, 0, 0.7 })
        {
            var size = selection.Threshold + (long)(distance * sigma);
            var shown = Enumerable.Range(0, Draws).Count(_ => selection.Keeps(size, noise));
            var expected = Tail(selection.Threshold - size, sigma);
            Assert.InRange(shown - (Draws * expected), -6 * Math.Sqrt(Draws * expected), 6 * Math.Sqrt(Draws * expected));
        }
    }

    [Fact]
    public void The_mechanism_that_needs_fewer_units_is_taken()
    {
        KeySelection Of(int groups) => PlanOf(Shape with { GroupsPerUnit = groups }).Selection!;
        Assert.IsType<CountedSelection>(Of(1));
        Assert.IsType<CountedSelection>(Of(2));
        Assert.IsType<WeightedSelection>(Of(20));
        Assert.All(Enumerable.Range(1, 20), groups =>
        {
            var counted = CountedSelection.Of(groups, 1, 500_000, Millionth);
            var weighted = WeightedSelection.Of(groups, 1, 500_000, Millionth);
            var least = new[] { counted?.UnitsShownByHalf, weighted?.UnitsShownByHalf }.Min();
            Assert.True(Of(groups).UnitsShownByHalf <= least + 1e-9);
        });
    }

    [Fact]
    public void The_cost_of_a_plan_holds_the_choice_and_the_numbers_and_no_more_than_was_offered()
    {
        var plan = PlanOf(Shape with { GroupsPerUnit = 1 });
        Assert.Equal(new PrivacyCost(1_000_000, 489_837, Millionth) with { RhoMicros = plan.Cost.RhoMicros }, plan.Cost);
        Assert.InRange(plan.Cost.RhoMicros, 1, PrivacyCost.OfPure(new Epsilon(1_000_000)).RhoMicros);
        var three = PlanOf(Shape with { GroupsPerUnit = 3 });
        Assert.InRange(three.Cost.DeltaFemtos, Millionth - 3, Millionth);
        Assert.InRange(three.Cost.EpsilonMicros, 1_000_000 - 3, 1_000_000);
    }

    /// <summary>C is 20 and D 4: in L2 units move by D in the rest, rows by C in one group.</summary>
    [Fact]
    public void All_groups_of_a_unit_may_be_in_the_rest_so_units_move_by_as_many_in_one_cell()
    {
        var columns = Enumerable.Range(0, 14).Select(i => Shape.Columns[1] with { Name = $"n{i}", OnNull = Treatment.Exclude }).ToArray();
        var query = new TypedQuery("people", null, ["city"],
            [new(MeasureKind.Count, null), new(MeasureKind.Units, "pid"), .. columns.Select(column => new Measure(MeasureKind.Sum, column.Name))]);
        var plan = Assert.IsType<Planned>(Planner.Plan(
            query, Shape with { GroupsPerUnit = 4, Columns = [Shape.Columns[0], .. columns] }, new Epsilon(1_000_000), Millionth)).Plan;
        Assert.Equal(Federation.Answers.NoiseKind.DiscreteGaussian, plan.Components[1].Noise.Kind);
        Assert.Equal(ComponentKind.CountUnits, plan.Components[1].Kind);
        Assert.Equal(20.0 / 4, plan.Components[0].Noise.Scale / plan.Components[1].Noise.Scale, 3);
    }

    [Fact]
    public void Without_delta_or_with_too_little_of_either_keys_are_refused_before_data_is_read()
    {
        QueryFaultCode Code(long epsilonMicros, long deltaFemtos) => Assert.IsType<NotPlanned>(
            Planner.Plan(Query("city"), Shape, new Epsilon(epsilonMicros), deltaFemtos)).Faults[0].Code;
        Assert.Equal(QueryFaultCode.DeltaTooSmall, Code(1_000_000, 0));
        Assert.Equal(QueryFaultCode.DeltaTooSmall, Code(1_000_000, 19));
        Assert.Equal(QueryFaultCode.EpsilonTooSmall, Code(1, Millionth));
        Assert.Equal(QueryFaultCode.EpsilonTooSmall, Code(2, Millionth));
    }

    [Fact]
    public void Shown_groups_and_the_rest_hold_every_row_once_whatever_the_order_they_were_read_in()
    {
        var plan = PlanOf(Shape with { GroupsPerUnit = 1 });
        var sizes = Enumerable.Range(0, 300).Select(i => (Key: $"city {i}", Units: (long)(i % 60))).ToArray();
        var (shown, rest) = Apply(plan, sizes);
        var (again, restAgain) = Apply(plan, [.. sizes.Reverse()]);
        Assert.Equal(shown, again);
        Assert.Equal(rest, restAgain);
        Assert.Equal(sizes.Sum(size => size.Units) + 5, shown.Sum(group => group.Units) + rest);
        Assert.InRange(shown.Count, 30, 270);
        Assert.All(sizes.Where(size => size.Units >= plan.Selection!.UnitsHiddenBelow), size => Assert.Contains(size, shown));
    }

    [Fact]
    public void More_groups_than_can_be_shown_are_cut_by_their_keys_alone()
    {
        var plan = PlanOf(Shape with { GroupsPerUnit = 1 });
        var sizes = Enumerable.Range(0, Planner.CellsMax + 50).Select(i => (Key: $"city {i}", Units: 1_000L)).ToArray();
        var (shown, rest) = Apply(plan, sizes);
        var (other, _) = Apply(plan, [.. sizes.Select(size => (size.Key, Units: 2_000L))]);
        Assert.Equal(Planner.CellsMax, shown.Count);
        Assert.Equal(50_005, rest);
        Assert.Equal(shown.Select(group => group.Key), other.Select(group => group.Key));
    }

    [Fact]
    public void A_plan_reads_no_more_groups_than_its_declared_rows_can_make_of_enough_units()
    {
        Assert.Equal(1, PlanOf(Shape).Selection!.UnitsMin);
        Assert.Equal(2_500, PlanOf(Shape with { RowsMax = 2_500_000_000 }).Selection!.UnitsMin);
        var plan = PlanOf(Shape with { KeyUnitsMin = 50 });
        Assert.Equal(50, plan.Selection!.UnitsMin);
        Assert.True(plan.Selection.UnitsHiddenBelow > 50);
        Assert.All(Enumerable.Range(0, 200), seed => Assert.False(
            CountedSelection.Of(1, 50, 1_000_000, Millionth)!.Keeps(49, new SeededSource((ulong)seed))));
    }

    private static (List<(string Key, long Units)> Shown, long Hidden) Apply(BoundedPlan plan, (string Key, long Units)[] sizes)
    {
        var table = new ExactTable(plan);
        foreach (var (key, units) in sizes)
        {
            table.Add(0, [DomainValue.Of(key)], units, [units]);
        }

        table.SetRest(0, 5);
        var (shown, rest, _) = GroupSelection.Apply(table, new SeededSource(11));
        return ([.. shown.Select(group => (group.Key[0].Text, group.Values[0]))], rest[0]);
    }

    private static BoundedPlan PlanOf(DatasetShape shape) => Assert.IsType<Planned>(
        Planner.Plan(Query("city"), shape, new Epsilon(1_000_000), Millionth)).Plan;

    private static TypedQuery Query(string column) => new("people", null, [column], [new Measure(MeasureKind.Count, null)]);

    /// <summary>Σ max(0, P − e Q) over all outcomes of independent choices that are alike, as a number.</summary>
    private static double Divergence(BigInteger left, BigInteger right, int groups)
    {
        var (eDigits, unit) = (BigInteger.Parse("27182818284590452353602874713526624977572", null), BigInteger.Pow(10, 40));
        var sum = BigInteger.Zero;
        for (var shown = 0; shown <= groups; shown++)
        {
            BigInteger Mass(BigInteger odds) => BigInteger.Pow(odds, shown) * BigInteger.Pow(Whole - odds, groups - shown);
            var ways = Enumerable.Range(0, shown).Aggregate(1L, (product, i) => product * (groups - i) / (i + 1));
            sum += ways * BigInteger.Max(0, (unit * Mass(left)) - ((eDigits + 1) * Mass(right)));
        }

        return (double)(sum / (unit >> 100)) / Math.Pow(2, 100) / Math.Pow((double)Whole, groups);
    }

    /// <summary>P(N ≥ x) of discrete Gaussian noise, summed up from far out.</summary>
    private static double Tail(double x, double sigma)
    {
        var (above, all) = (0.0, 0.0);
        var step = Math.Max(1, (long)(sigma / 2_000)); // The mass between is smooth: a trapezium rule on whole numbers.
        for (var k = (long)Math.Ceiling(x); k < 12 * sigma; k += step)
        {
            above += Math.Exp(-(double)k * k / (2 * sigma * sigma)) * (k == (long)Math.Ceiling(x) ? (step + 1) / 2.0 : step);
        }

        for (var k = -(long)(12 * sigma); k < 12 * sigma; k += step)
        {
            all += Math.Exp(-(double)k * k / (2 * sigma * sigma)) * step;
        }

        return above / all;
    }

    private static double LogOnePlus(double x) => 2 * Math.Atanh(x / (2 + x));
}
