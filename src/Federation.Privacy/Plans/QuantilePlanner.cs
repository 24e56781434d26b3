using System.Numerics;
using Federation.Answers;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Plans quantiles: which parts they are, and their limits.</summary>
/// <remarks>
/// One silo alone picks each quantile by permute-and-flip, which errs least. Over several silos picks cannot be added
/// up, so each silo gives a noisy tree of counts over the grid, from which all quantiles of the column are read. Its
/// shape follows from the grid alone, so that the trees of all silos add up. Proof: docs/proofs/quantile.md.
/// </remarks>
internal static class QuantilePlanner
{
    /// <summary>The most counts that a store returns for quantiles: grid cells, over all groups and columns.</summary>
    public const long CountsMax = 1 << 20;

    /// <summary>The most integers of trees in one answer.</summary>
    public const long NodesMax = 100_000;

    /// <summary>The least ε of a pick, in millionths: its guards get a twentieth each.</summary>
    public const int EpsilonMicrosMin = 20;

    private const int LevelsMax = 4;
    private const int RecordsPerUnitMax = 1_000_000;

    /// <summary>The fault of a measure that is a quantile; null where it has none.</summary>
    public static QueryFault? FaultOf(Measure measure, TypedQuery query, string field)
    {
        if (measure.Quantile is not { } quantile || Fraction.Of(quantile) is null)
        {
            return new QueryFault(
                QueryFaultCode.MeasureInvalid, $"{field}.quantile",
                "Ask for a quantile from 0 to 1 of at most six decimals.");
        }

        return Enum.IsDefined(query.QuantileForm) ? null : new QueryFault(
            QueryFaultCode.MeasureInvalid, "quantileForm",
            "Say how quantiles are to be answered: picked, or as a tree.");
    }

    /// <summary>Whether the counts of all grid cells, and the nodes of all trees, stay within their limits.</summary>
    public static bool Fits(
        IEnumerable<ColumnShape> columns, QuantileForm form, DatasetShape shape, long cellsCount)
    {
        var grids = columns.Select(column => column.Bounds!.StepsCount + 1).ToList();
        return shape.RecordsPerUnitBound <= RecordsPerUnitMax && grids.Sum() * cellsCount <= CountsMax
            && (form == QuantileForm.Selected
                || grids.Sum(cells => (long)NodesCount(LevelsOf(cells), cells)) * cellsCount <= NodesMax);
    }

    /// <summary>The parts of the quantiles: one a pick, or one tree a column.</summary>
    public static IEnumerable<PlanPart> PartsOf(
        IReadOnlyDictionary<string, SortedSet<decimal>> asked, QuantileForm form, DatasetShape shape)
    {
        Int128 records = shape.RecordsPerUnitBound;
        foreach (var (column, quantiles) in asked)
        {
            if (form == QuantileForm.Tree)
            {
                Int128 levels = LevelsOf(shape.Find(column)!.Bounds!.StepsCount + 1).Count;
                yield return new PlanPart(
                    column, [], 1, records * levels, (BigInteger)records * records * (BigInteger)levels);
                continue;
            }

            foreach (var quantile in quantiles)
            {
                var fraction = Fraction.Of(quantile)!.Value;
                Int128 score = 2 * records * Math.Max(fraction.Numerator, fraction.Denominator - fraction.Numerator);
                yield return new PlanPart(column, [], 1, score, BigInteger.Zero) { Fraction = fraction };
            }
        }
    }

    /// <summary>A part with its noise, as the plan has it.</summary>
    public static PlanQuantile Of(PlanPart part, PartNoise noise, DatasetShape shape)
    {
        var cells = shape.Find(part.Column!)!.Bounds!.StepsCount + 1;
        var levels = LevelsOf(cells);
        return part.Fraction is { } fraction
            ? new SelectedQuantile(
                part.Column!, fraction, noise.Noise, noise.Cost, PickOf(noise.Cost.EpsilonMicros),
                GuardOf(noise.Cost.EpsilonMicros))
            : new QuantileTree(part.Column!, levels, NodesCount(levels, cells), noise.Noise, noise.Cost);
    }

    /// <summary>The noise and the cost of a pick and its guards at a share of ε; null where a guard would get
    /// nothing.</summary>
    public static PartNoise? PickNoise(PlanPart part, long epsilonMicros)
    {
        var scale = part.Sensitivity * Epsilon.MicrosPerNat;
        if (GuardOf(epsilonMicros) == 0 || scale >= Planner.ExactSumMax)
        {
            return null;
        }

        var guard = PrivacyCost.OfPure(new Epsilon(GuardOf(epsilonMicros)));
        var cost = PrivacyCost.OfPure(new Epsilon(PickOf(epsilonMicros))) + guard + guard;
        return new PartNoise(
            NoiseChoice.Noise(NoiseKind.OneSidedGeometric, (long)scale, PickOf(epsilonMicros)), cost);
    }

    /// <summary>How wide the nodes of each level are: as many levels as give the middle of the grid the least
    /// error.</summary>
    /// <remarks>With h levels of branching b a node has noise of h shares, so h² times the variance; the rank of a cell
    /// sums the top level and a node's children on each level below.</remarks>
    internal static IReadOnlyList<long> LevelsOf(long cellsCount)
    {
        var best = (Error: long.MaxValue, Levels: (IReadOnlyList<long>)[1]);
        for (var levels = 1; levels <= LevelsMax; levels++)
        {
            long branching = 1;
            while (Power(branching, levels) < cellsCount)
            {
                branching++;
            }

            long[] steps = [.. Enumerable.Range(1, levels).Select(level => Power(branching, levels - level))];
            var error = levels * levels * (Ceiling(cellsCount, steps[0]) + ((levels - 1) * branching));
            best = error < best.Error ? (error, steps) : best;
        }

        return best.Levels;
    }

    private static int NodesCount(IReadOnlyList<long> levels, long cells) =>
        (int)levels.Sum(steps => Ceiling(cells, steps));

    private static long PickOf(long epsilonMicros) => epsilonMicros - (2 * GuardOf(epsilonMicros));

    private static long GuardOf(long epsilonMicros) => epsilonMicros / EpsilonMicrosMin;

    private static long Ceiling(long whole, long part) => (whole + part - 1) / part;

    private static long Power(long value, int exponent)
    {
        long power = 1;
        for (var factor = 0; factor < exponent; factor++)
        {
            power *= value;
        }

        return power;
    }
}
