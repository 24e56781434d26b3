using Federation.Answers;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Turns a question into a plan, or says why not, from the question and the declarations alone.</summary>
/// <remarks>
/// <para>Guarantee: the noise of a plan makes its release ε-DP for adding or removing one privacy unit, because a unit
/// has at most C = RecordsPerUnit rows in all cells together. So a count of rows moves by at most C in total, both
/// halves of a pair together by at most C · K, the three parts of a triple together by at most C · K²
/// (docs/proofs/moment-pair.md, docs/proofs/moment-triple.md). A unit counts once in a cell and is in at most C of
/// them, so units move by at most C, or by the number of cells if that is less.</para>
/// <para>A column has a triple where its variance is asked, else a pair. ε is shared evenly among counts, pairs and
/// triples, to the last millionth.</para>
/// </remarks>
public static class Planner
{
    /// <summary>The most group columns.</summary>
    public const int GroupColumnsMax = 4;

    /// <summary>The most measures.</summary>
    public const int MeasuresMax = 16;

    /// <summary>The most cells.</summary>
    public const int CellsMax = 10_000;

    private const long ExactSumMax = 1L << 62;

    /// <summary>Plans a question.</summary>
    /// <param name="query">The question.</param>
    /// <param name="shape">The declared dataset, already validated.</param>
    /// <param name="epsilon">The loss of the whole answer.</param>
    public static PlanResult Plan(TypedQuery query, DatasetShape shape, Epsilon epsilon)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfZero(epsilon.Micros);
        var faults = new List<QueryFault>();
        if (!string.Equals(query.Dataset, shape.Dataset, StringComparison.Ordinal))
        {
            faults.Add(new QueryFault(
                QueryFaultCode.DatasetMismatch, "dataset", "The question is about another dataset."));
            return new NotPlanned(faults);
        }

        var filter = FilterCompiler.Compile(query.Filter, shape, faults);
        var groups = GroupPlanner.Plan(query, shape, faults);
        var asked = PlanColumns(query.Measures, shape, faults);
        if (faults.Count > 0)
        {
            return new NotPlanned(faults);
        }

        var cellsCount = groups.Aggregate(1, (count, group) => count * group.Values.Count);
        var components = PlanComponents(asked, cellsCount, shape, epsilon, faults);
        return faults.Count > 0
            ? new NotPlanned(faults)
            : new Planned(new BoundedPlan(shape, filter, groups, components, CostOf(components)));
    }

    /// <summary>Which columns need a pair or a triple, and whether rows and units need counts of their own.</summary>
    private static AskedNumbers PlanColumns(
        IReadOnlyList<Measure> measures, DatasetShape shape, List<QueryFault> faults)
    {
        if (measures.Count is 0 or > MeasuresMax)
        {
            faults.Add(Limit("measures", $"Ask for 1 to {MeasuresMax} measures."));
            return new AskedNumbers(CountsRows: false, CountsUnits: false, [], new HashSet<string>());
        }

        var columns = new SortedDictionary<string, ColumnShape>(StringComparer.Ordinal);
        var spread = new HashSet<string>(StringComparer.Ordinal);
        var (asksRows, asksUnits) = (false, false);
        foreach (var (index, measure) in measures.Index())
        {
            if (measure is { Kind: MeasureKind.Count, Column: null })
            {
                asksRows = true;
            }
            else if (FaultOf(measure, shape, $"measures[{index}]") is { } fault)
            {
                faults.Add(fault);
            }
            else if (measure.Kind == MeasureKind.Units)
            {
                asksUnits = true;
            }
            else
            {
                columns[measure.Column!] = shape.Find(measure.Column!)!;
                if (measure.Kind is MeasureKind.Variance or MeasureKind.StandardDeviation)
                {
                    spread.Add(measure.Column!);
                }
            }
        }

        var ridesOnMoments = columns.Count > 0 && !columns.First().Value.CanExclude;
        return new AskedNumbers(asksRows && !ridesOnMoments, asksUnits, [.. columns.Values], spread);
    }

    private static QueryFault? FaultOf(Measure measure, DatasetShape shape, string field)
    {
        if (measure.Column is null || !Enum.IsDefined(measure.Kind))
        {
            return new QueryFault(
                QueryFaultCode.MeasureInvalid, field,
                "Ask for COUNT(*), or COUNT, SUM, AVG, VARIANCE or STDDEV of a column, or the count of units.");
        }

        if (measure.Kind == MeasureKind.Units)
        {
            return string.Equals(measure.Column, shape.UnitColumn, StringComparison.Ordinal) ? null : new QueryFault(
                QueryFaultCode.MeasureInvalid, $"{field}.column",
                "Count distinct values of the privacy unit's column only; where each row is a unit, ask COUNT(*).");
        }

        return shape.Find(measure.Column) switch
        {
            null => new QueryFault(
                QueryFaultCode.ColumnUnknown, $"{field}.column", "Name a declared column of the dataset."),
            { Bounds: null or { IsValid: false } } => new QueryFault(
                QueryFaultCode.ColumnUnbounded, $"{field}.column", "Measure a column whose bounds are declared."),
            _ => null,
        };
    }

    private static List<PlanComponent> PlanComponents(
        AskedNumbers asked, int cellsCount, DatasetShape shape, Epsilon epsilon, List<QueryFault> faults)
    {
        var sharesCount = asked.Columns.Count + (asked.CountsRows ? 1 : 0) + (asked.CountsUnits ? 1 : 0);
        var components = new List<PlanComponent>();
        if (epsilon.Micros < sharesCount)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.EpsilonTooSmall, "epsilon", $"Spend at least {sharesCount} millionths on this."));
            return components;
        }

        var share = 0;
        long NextShare() => (epsilon.Micros / sharesCount) + (share++ < epsilon.Micros % sharesCount ? 1 : 0);
        void Add(string? column, Int128 sensitivity, Int128 rowMax, params ReadOnlySpan<ComponentKind> kinds)
        {
            var epsilonMicros = NextShare();
            if (NoiseOf(sensitivity, epsilonMicros, shape.RowsMax * rowMax, faults) is not { } noise)
            {
                return;
            }

            foreach (var kind in kinds)
            {
                components.Add(new PlanComponent(kind, column, noise, epsilonMicros));
            }
        }

        var records = shape.RecordsPerUnitBound;
        if (asked.CountsRows)
        {
            Add(null, records, 1, ComponentKind.CountRows);
        }

        if (asked.CountsUnits)
        {
            Add(null, Math.Min(records, cellsCount), 1, ComponentKind.CountUnits);
        }

        foreach (var column in asked.Columns)
        {
            Int128 steps = column.Bounds!.StepsCount;
            if (asked.SpreadColumns.Contains(column.Name))
            {
                Add(column.Name, records * steps * steps, steps * steps,
                    ComponentKind.TripleLow, ComponentKind.TripleMiddle, ComponentKind.TripleHigh);
            }
            else
            {
                Add(column.Name, records * steps, steps, ComponentKind.PairLow, ComponentKind.PairHigh);
            }
        }

        return components;
    }

    /// <summary>Noise for a sensitivity; null, and a fault, where a sum or the scale could overflow.</summary>
    private static NoiseDistribution? NoiseOf(
        Int128 sensitivity, long epsilonMicros, Int128 largestSum, List<QueryFault> faults)
    {
        var scale = sensitivity * Epsilon.MicrosPerNat;
        if (largestSum >= ExactSumMax || scale >= ExactSumMax)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.RangeTooWide, "measures",
                "Declared rows and bounds overflow; the holder can widen the grid step."));
            return null;
        }

        var (numerator, denominator) = Reduce((long)scale, epsilonMicros);
        return new NoiseDistribution(NoiseKind.DiscreteLaplace, numerator, denominator);
    }

    private static (long Numerator, long Denominator) Reduce(long numerator, long denominator)
    {
        var (larger, smaller) = (numerator, denominator);
        while (smaller != 0)
        {
            (larger, smaller) = (smaller, larger % smaller);
        }

        return (numerator / larger, denominator / larger);
    }

    /// <summary>The sum over counts, pairs and triples; the parts of one are one release, so only its first is
    /// counted.</summary>
    private static PrivacyCost CostOf(IEnumerable<PlanComponent> components) => components
        .Where(component => component.Kind is not (
            ComponentKind.PairHigh or ComponentKind.TripleMiddle or ComponentKind.TripleHigh))
        .Aggregate(default(PrivacyCost), (sum, part) => sum + PrivacyCost.OfPure(new Epsilon(part.EpsilonMicros)));

    private static QueryFault Limit(string field, string message) => new(QueryFaultCode.LimitExceeded, field, message);
}
