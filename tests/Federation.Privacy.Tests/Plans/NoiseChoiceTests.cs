using System.Numerics;
using CsCheck;
using Federation.Answers;
using Federation.Privacy.Accounting;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Tests.Plans;

/// <summary>What an answer costs as a triple, and which noise it gets. docs/proofs/noise-choice.md.</summary>
public sealed class NoiseChoiceTests
{
    private const long Delta = 1_000_000_000; // 10⁻⁶.
    private const int Records = 3;
    private static readonly Epsilon One = new(1_000_000);

    private static readonly DatasetShape Wide = new("wide", "census", 1, "pid", null, Records,
        [.. Enumerable.Range(0, 16).Select(column => new ColumnShape(
            $"c{column:00}", ColumnKind.Integer, new NumericBounds(0, 10 + column, 1), [],
            Treatment.Lower, Treatment.Lower, Treatment.Lower))], 1_000_000);

    [Fact]
    public void A_pure_answer_costs_the_rho_of_its_parts_and_not_that_of_the_whole_epsilon()
    {
        var cost = Plan(Sums(4), deltaFemtos: 0).Cost;
        Assert.Equal(4 * PrivacyCost.OfPure(new Epsilon(250_000)).RhoMicros, cost.RhoMicros);
        Assert.Equal((1_000_000, 0), (cost.EpsilonMicros, cost.DeltaFemtos));
        Assert.InRange(cost.RhoMicros, 0, PrivacyCost.OfPure(One).RhoMicros / 3); // About a quarter of it.
    }

    [Fact]
    public void Laplace_serves_up_to_ten_parts_and_gaussian_more()
    {
        foreach (var count in Enumerable.Range(1, 16))
        {
            var plan = Plan(Sums(count), Delta);
            Assert.All(plan.Components, component => Assert.Equal(
                count <= 10 ? NoiseKind.DiscreteLaplace : NoiseKind.DiscreteGaussian, component.Noise.Kind));
            Assert.Equal(count <= 10 ? 1_000_000 : PrivacyCost.Unbounded, plan.Cost.EpsilonMicros);
            Assert.Equal(0, plan.Cost.DeltaFemtos);
        }

        Assert.All(Plan(Sums(16), 0).Components, component => Assert.Equal(NoiseKind.DiscreteLaplace, component.Noise.Kind));
    }

    [Fact]
    public void The_rho_of_all_gaussian_parts_is_what_epsilon_and_delta_allow_and_hardly_less()
    {
        var cost = Plan(Sums(16), Delta).Cost;
        var rho = ZcdpConversion.RhoMicros(1_000_000, Delta);
        Assert.InRange(cost.RhoMicros, rho - 16, rho);
        Assert.InRange(ZcdpConversion.EpsilonMicros(cost.RhoMicros, Delta), 0, 1_000_000);
    }

    [Fact]
    public void Sigma_is_the_sensitivity_over_the_root_of_two_rho_rounded_up()
    {
        var plan = Plan([.. Sums(15), new Measure(MeasureKind.Variance, "c15")], Delta);
        foreach (var part in plan.Components)
        {
            BigInteger steps = plan.Shape.Find(part.Column!)!.Bounds!.StepsCount;
            var sensitivity = Records * (part.Kind is ComponentKind.PairLow or ComponentKind.PairHigh ? steps : steps * steps);
            var (t, s) = ((BigInteger)part.Noise.ScaleNumerator, (BigInteger)part.Noise.ScaleDenominator);
            var allowed = 2 * (BigInteger)part.Cost.RhoMicros; // σ² ≥ Δ² / (2ρ), crosswise.
            Assert.True(t * t * allowed >= sensitivity * sensitivity * s * s * 1_000_000);
            Assert.True((t - 2) * (t - 2) * allowed <= sensitivity * sensitivity * s * s * 1_000_000 * 101 / 100);
        }
    }

    [Fact]
    public void Units_in_many_groups_pay_the_root_of_their_number_under_gaussian_noise()
    {
        var shape = Wide with
        {
            RecordsPerUnit = 400,
            Columns = [new ColumnShape("code", ColumnKind.Integer, null,
                [.. Enumerable.Range(0, 1_000).Select(code => DomainValue.Of(code))],
                Treatment.Exclude, Treatment.Exclude, Treatment.Exclude)],
        };
        var query = new TypedQuery("wide", null, ["code"], [new Measure(MeasureKind.Units, "pid")]);
        var laplace = Assert.IsType<Planned>(Planner.Plan(query, shape, One)).Plan.Components[0];
        var gaussian = Assert.IsType<Planned>(Planner.Plan(query, shape, One, Delta)).Plan.Components[0];
        Assert.Equal(400, laplace.Noise.Scale);
        Assert.Equal(NoiseKind.DiscreteGaussian, gaussian.Noise.Kind);
        Assert.Equal(Math.Sqrt(400 / (2 * gaussian.Cost.RhoMicros / 1e6)), gaussian.Noise.Scale, 0.01);
    }

    /// <summary>One unit's records, wherever they fall, move the integers of a part by no more than its
    /// sensitivities.</summary>
    [Fact]
    public void No_unit_moves_a_part_by_more_than_its_sensitivities()
    {
        const int cells = 4;
        var records = Gen.Select(Gen.Int[0, cells - 1], Gen.Long[0, 7]).List[0, Records];
        records.Sample(unit =>
        {
            foreach (var (part, move) in new (PlanPart, Func<int, long[]>)[]
            {
                (PlanPart.InOneCell(null, Records, 1, ComponentKind.CountRows), Parts(_ => [1])),
                (PlanPart.InOneCell("x", Records, 7, ComponentKind.PairLow, ComponentKind.PairHigh), Parts(k => [7 - k, k])),
                (PlanPart.InOneCell("x", Records, 49, ComponentKind.TripleLow, ComponentKind.TripleMiddle, ComponentKind.TripleHigh),
                    Parts(k => [(7 - k) * (7 - k), 2 * k * (7 - k), k * k])),
                (PlanPart.OverCells(Math.Min(Records, cells), ComponentKind.CountUnits),
                    cell => [unit.Exists(record => record.Item1 == cell) ? 1 : 0]),
            })
            {
                long[] moves = [.. Enumerable.Range(0, cells).SelectMany(move)];
                Assert.True(moves.Sum() <= part.Sensitivity);
                Assert.True(moves.Sum(one => one * one) <= part.SquareOfSensitivity);
            }

            Func<int, long[]> Parts(Func<long, long[]> ofRow) => cell => unit.Where(record => record.Item1 == cell)
                .Select(record => ofRow(record.Item2)).Aggregate(
                    ofRow(0).Select(_ => 0L).ToArray(), (sum, row) => [.. sum.Zip(row, (left, right) => left + right)]);
        }, iter: 2_000, seed: "0000000000007", threads: 1);
    }

    [Fact]
    public void Another_noise_or_another_rho_is_another_question()
    {
        byte[] Bytes(long epsilonMicros, long delta) =>
            Assert.IsType<Planned>(Planner.Plan(Query(Sums(16)), Wide, new Epsilon(epsilonMicros), delta)).Plan.CanonicalBytes.ToArray();
        Assert.NotEqual(Bytes(1_000_000, 0), Bytes(1_000_000, Delta));
        Assert.NotEqual(Bytes(1_000_000, Delta), Bytes(1_000_000, 2 * Delta));
        Assert.Equal(Bytes(1_000_000, Delta), Bytes(1_000_000, Delta));
    }

    [Fact]
    public void Gaussian_noise_has_the_deviation_that_the_plan_names()
    {
        const int tables = 400;
        var plan = Plan(Sums(16), Delta);
        var source = new SeededSource(11);
        var draws = Enumerable.Range(0, tables).Select(_ => Perturbation.Apply(new ExactTable(plan), source).ValuesOf(0)).ToList();
        foreach (var (index, component) in plan.Components.Index())
        {
            var deviation = Math.Sqrt(draws.Average(values => (double)values[index] * values[index]));
            Assert.InRange(deviation / component.Noise.Scale, 0.82, 1.18); // Five deviations of the estimate.
        }
    }

    private static Measure[] Sums(int count) =>
        [.. Enumerable.Range(0, count).Select(column => new Measure(MeasureKind.Sum, $"c{column:00}"))];

    private static TypedQuery Query(Measure[] measures) => new("wide", null, [], measures);

    private static BoundedPlan Plan(Measure[] measures, long deltaFemtos) =>
        Assert.IsType<Planned>(Planner.Plan(Query(measures), Wide, One, deltaFemtos)).Plan;
}
