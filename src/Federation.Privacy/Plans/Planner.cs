using Federation.Answers;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Turns a question into a plan, or says why not, from the question and the declarations alone.</summary>
/// <remarks>
/// <para>Guarantee: the noise of a plan makes its release ε-DP for adding or removing one privacy unit, because a unit
/// has at most RecordsPerUnit rows in all cells together: a count then moves by at most that much in total, and both
/// halves of a pair together by at most RecordsPerUnit · K. Proof: docs/proofs/moment-pair.md.</para>
/// <para>ε is shared evenly among the count and the pairs, to the last millionth.</para>
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
        var groups = PlanGroups(query.GroupBy, shape, faults);
        var (countsRows, columns) = PlanColumns(query.Measures, shape, faults);
        if (faults.Count > 0)
        {
            return new NotPlanned(faults);
        }

        var components = PlanComponents(countsRows, columns, shape, epsilon, faults);
        return faults.Count > 0
            ? new NotPlanned(faults)
            : new Planned(new BoundedPlan(shape, filter, groups, components, CostOf(components)));
    }

    private static PlanGroup[] PlanGroups(IReadOnlyList<string> names, DatasetShape shape, List<QueryFault> faults)
    {
        if (names.Count > GroupColumnsMax)
        {
            faults.Add(Limit("groupBy", $"Group by at most {GroupColumnsMax} columns."));
            return [];
        }

        var groups = new List<PlanGroup>();
        long cellsCount = 1;
        foreach (var (index, name) in names.Index())
        {
            var column = shape.Find(name);
            if (column is null)
            {
                faults.Add(new QueryFault(
                    QueryFaultCode.ColumnUnknown, $"groupBy[{index}]", "Name a declared column of the dataset."));
            }
            else if (column.Domain.Count == 0)
            {
                faults.Add(new QueryFault(
                    QueryFaultCode.DomainMissing, $"groupBy[{index}]", "Group by a column whose values are declared."));
            }
            else if (!groups.Exists(group => string.Equals(group.Column, name, StringComparison.Ordinal)))
            {
                groups.Add(new PlanGroup(name, column.Domain));
                cellsCount *= column.Domain.Count;
            }

            if (cellsCount > CellsMax)
            {
                faults.Add(Limit(
                    "groupBy", $"The declared values make more than {CellsMax} cells; group by fewer columns."));
                return [];
            }
        }

        return [.. groups.OrderBy(group => group.Column, StringComparer.Ordinal)];
    }

    /// <summary>Which columns need a pair, and whether rows need a count of their own.</summary>
    private static (bool CountsRows, ColumnShape[] Columns) PlanColumns(
        IReadOnlyList<Measure> measures, DatasetShape shape, List<QueryFault> faults)
    {
        if (measures.Count is 0 or > MeasuresMax)
        {
            faults.Add(Limit("measures", $"Ask for 1 to {MeasuresMax} measures."));
            return (false, []);
        }

        var columns = new SortedDictionary<string, ColumnShape>(StringComparer.Ordinal);
        var asksRows = false;
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
            else
            {
                columns[measure.Column!] = shape.Find(measure.Column!)!;
            }
        }

        var ridesOnPair = columns.Count > 0 && !columns.First().Value.CanExclude;
        return (asksRows && !ridesOnPair, [.. columns.Values]);
    }

    private static QueryFault? FaultOf(Measure measure, DatasetShape shape, string field)
    {
        if (measure.Column is null || !Enum.IsDefined(measure.Kind))
        {
            return new QueryFault(
                QueryFaultCode.MeasureInvalid, field, "Ask for COUNT(*), or COUNT, SUM or AVG of a column.");
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
        bool countsRows, ColumnShape[] columns, DatasetShape shape, Epsilon epsilon, List<QueryFault> faults)
    {
        var sharesCount = columns.Length + (countsRows ? 1 : 0);
        var components = new List<PlanComponent>();
        if (epsilon.Micros < sharesCount)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.EpsilonTooSmall, "epsilon", $"Spend at least {sharesCount} millionths on this."));
            return components;
        }

        var share = 0;
        long NextShare() => (epsilon.Micros / sharesCount) + (share++ < epsilon.Micros % sharesCount ? 1 : 0);
        if (countsRows)
        {
            AddComponent(components, ComponentKind.CountRows, null, 1, NextShare(), shape, faults);
        }

        foreach (var column in columns)
        {
            var epsilonMicros = NextShare();
            var steps = column.Bounds!.StepsCount;
            AddComponent(components, ComponentKind.PairLow, column.Name, steps, epsilonMicros, shape, faults);
            AddComponent(components, ComponentKind.PairHigh, column.Name, steps, epsilonMicros, shape, faults);
        }

        return components;
    }

    private static void AddComponent(
        List<PlanComponent> components, ComponentKind kind, string? column, long rowMax, long epsilonMicros,
        DatasetShape shape, List<QueryFault> faults)
    {
        var scale = (Int128)shape.RecordsPerUnitBound * rowMax * Epsilon.MicrosPerNat;
        if ((Int128)shape.RowsMax * rowMax >= ExactSumMax || scale >= ExactSumMax)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.RangeTooWide, "measures", "Declared rows and bounds overflow; widen the grid step."));
            return;
        }

        var (numerator, denominator) = Reduce((long)scale, epsilonMicros);
        var noise = new NoiseDistribution(NoiseKind.DiscreteLaplace, numerator, denominator);
        components.Add(new PlanComponent(kind, column, noise, epsilonMicros));
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

    /// <summary>The sum over the count and the pairs; a pair is one release, so only its low half is counted.</summary>
    private static PrivacyCost CostOf(IEnumerable<PlanComponent> components) => components
        .Where(component => component.Kind != ComponentKind.PairHigh)
        .Aggregate(default(PrivacyCost), (sum, part) => sum + PrivacyCost.OfPure(new Epsilon(part.EpsilonMicros)));

    private static QueryFault Limit(string field, string message) => new(QueryFaultCode.LimitExceeded, field, message);
}
