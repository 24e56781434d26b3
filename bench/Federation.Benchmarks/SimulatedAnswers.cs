using Federation.Answers;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Randomness;
using Federation.Privacy.Schemas;

namespace Federation.Benchmarks;

/// <summary>Answers about one real column, again and again: planned, with noise, read as a trainer reads them.</summary>
/// <remarks>The groups of one question are its runs: each has the same exact integers and its own noise. Only the
/// engine is left out: the exact integers come from a histogram of the column.</remarks>
internal static class SimulatedAnswers
{
    private const long CountsMax = 1 << 20;

    /// <summary>The mean absolute error of a measure, over at least so many answers at ε = 1.</summary>
    /// <param name="histogram">The rows of each grid cell.</param>
    /// <param name="measure">Of the column <c>x</c>.</param>
    /// <param name="form">How a quantile is answered.</param>
    /// <param name="truth">The exact value, in grid steps.</param>
    /// <param name="runsCount">How many answers.</param>
    /// <param name="noise">The source of noise.</param>
    public static double MeanError(
        long[] histogram, Measure measure, QuantileForm form, double truth, int runsCount, INoiseSource noise)
    {
        var widest = measure.Kind == MeasureKind.Quantile
            ? (form == QuantileForm.Tree ? 100_000 / 3 : CountsMax) / histogram.Length : runsCount;
        var groups = (int)Math.Min(Math.Min(10_000, runsCount), widest);
        var plan = PlanOf(histogram.Length - 1, measure, form, groups);
        var exact = ExactOf(plan, histogram);
        var (sum, count) = (0.0, 0);
        while (count < runsCount)
        {
            var estimates = new Estimates(Merge.Sum([TableOf(Perturbation.Apply(exact, noise))]));
            for (var group = 0; group < groups; group++, count++)
            {
                sum += Math.Abs((ValueOf(estimates, group, measure) ?? 0) - truth);
            }
        }

        return sum / count;
    }

    private static double? ValueOf(Estimates estimates, int group, Measure measure) => measure.Kind switch
    {
        MeasureKind.Count => estimates.Count(group).Value,
        MeasureKind.Mean => estimates.Mean(group, "x").Value,
        MeasureKind.Variance => estimates.Variance(group, "x").Value,
        _ => estimates.Quantile(group, "x", measure.Quantile!.Value).Value,
    };

    private static BoundedPlan PlanOf(int steps, Measure measure, QuantileForm form, int groups)
    {
        var shape = new DatasetShape("d", "l", 1, null, null, 1,
        [
            new ColumnShape("x", ColumnKind.Integer, new NumericBounds(0, steps, 1), [],
                Treatment.Lower, Treatment.Lower, Treatment.Lower),
            new ColumnShape("run", ColumnKind.Integer, null,
                [.. Enumerable.Range(0, groups).Select(run => DomainValue.Of(run))],
                Treatment.Exclude, Treatment.Exclude, Treatment.Exclude),
        ], 100_000_000);
        var query = new TypedQuery("d", null, ["run"], [measure]) { QuantileForm = form };
        return Planner.Plan(query, shape, new Federation.Privacy.Epsilon(1_000_000)) is Planned planned
            ? planned.Plan : throw new InvalidOperationException("The question cannot be planned.");
    }

    private static ExactTable ExactOf(BoundedPlan plan, long[] histogram)
    {
        var exact = new ExactTable(plan);
        for (var group = 0; group < plan.CellsCount; group++)
        {
            foreach (var (index, component) in plan.Components.Index())
            {
                exact.Set(group, index, histogram.Index().Sum(cell =>
                    cell.Item * Of(component.Kind, cell.Index, histogram.Length - 1)));
            }

            for (var cell = 0; cell < histogram.Length && plan.Quantiles.Count > 0; cell++)
            {
                exact.SetCount(group, 0, cell, histogram[cell]);
            }
        }

        return exact;
    }

    /// <summary>What one row adds.</summary>
    private static long Of(ComponentKind kind, long k, long steps) => kind switch
    {
        ComponentKind.CountRows => 1,
        ComponentKind.PairLow => steps - k,
        ComponentKind.PairHigh => k,
        ComponentKind.TripleLow => (steps - k) * (steps - k),
        ComponentKind.TripleMiddle => 2 * k * (steps - k),
        _ => k * k,
    };

    private static SiloTable TableOf(NoisyTable noisy)
    {
        var plan = noisy.Plan;
        return new SiloTable("silo", ["run"],
            [
                .. plan.Components.Select(part => new AnswerComponent(
                    Enum.Parse<AnswerKind>(part.Kind == ComponentKind.CountRows ? "Rows" : part.Kind.ToString()),
                    part.Column, GridOf(plan, part.Column), part.Noise)),
                .. plan.Quantiles.Select(quantile => Describe(quantile, plan)),
            ],
            [.. Enumerable.Range(0, plan.CellsCount).Select(run => new NoisyCell([$"{run}"], noisy.ValuesOf(run)))]);
    }

    private static Grid? GridOf(BoundedPlan plan, string? column) => column is null
        ? null : new Grid(0, 1, plan.Shape.Find(column)!.Bounds!.StepsCount);

    private static AnswerComponent Describe(PlanQuantile quantile, BoundedPlan plan) => new(
        quantile is SelectedQuantile ? AnswerKind.Quantile : AnswerKind.QuantileTree, quantile.Column,
        GridOf(plan, quantile.Column), quantile.Noise)
    {
        ValuesCount = quantile.ValuesCount,
        Quantile = (quantile as SelectedQuantile)?.Fraction.ToDecimal(),
        LevelSteps = (quantile as QuantileTree)?.LevelSteps ?? [],
    };
}
