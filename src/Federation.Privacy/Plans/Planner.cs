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
/// <para>A column has a triple where its variance is asked, else a pair. ε, or ρ, is shared evenly among counts, pairs
/// and triples, to the last millionth. Which noise they all get is <see cref="NoiseChoice"/>'s to say.</para>
/// </remarks>
public static class Planner
{
    /// <summary>The most group columns.</summary>
    public const int GroupColumnsMax = 4;

    /// <summary>The most measures.</summary>
    public const int MeasuresMax = 16;

    /// <summary>The most cells.</summary>
    public const int CellsMax = 10_000;

    internal const long ExactSumMax = 1L << 62;

    /// <summary>Plans a question.</summary>
    /// <param name="query">The question.</param>
    /// <param name="shape">The declared dataset, already validated.</param>
    /// <param name="epsilon">The loss of the whole answer.</param>
    /// <param name="deltaFemtos">δ of the whole answer, in units of 10⁻¹⁵; 0 for a pure answer. Where it is above 0
    /// and Gaussian noise has the smaller error, the answer is (ε, δ)-DP and no ε alone bounds it.</param>
    public static PlanResult Plan(TypedQuery query, DatasetShape shape, Epsilon epsilon, long deltaFemtos = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deltaFemtos);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(deltaFemtos, PrivacyCost.FemtosPerUnit);
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
        var components = PlanComponents(
            PartsOf(asked, cellsCount, shape), shape, epsilon, deltaFemtos, faults);
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

    /// <summary>The parts of the answer, each with its sensitivities: a part is one count, pair or triple.</summary>
    private static List<PlanPart> PartsOf(AskedNumbers asked, int cellsCount, DatasetShape shape)
    {
        var parts = new List<PlanPart>();
        Int128 records = shape.RecordsPerUnitBound;
        if (asked.CountsRows)
        {
            parts.Add(PlanPart.InOneCell(null, records, 1, ComponentKind.CountRows));
        }

        if (asked.CountsUnits)
        {
            parts.Add(PlanPart.OverCells(Int128.Min(records, cellsCount), ComponentKind.CountUnits));
        }

        foreach (var column in asked.Columns)
        {
            Int128 steps = column.Bounds!.StepsCount;
            parts.Add(asked.SpreadColumns.Contains(column.Name)
                ? PlanPart.InOneCell(column.Name, records, steps * steps,
                    ComponentKind.TripleLow, ComponentKind.TripleMiddle, ComponentKind.TripleHigh)
                : PlanPart.InOneCell(column.Name, records, steps, ComponentKind.PairLow, ComponentKind.PairHigh));
        }

        return parts;
    }

    /// <summary>The parts with their noise, as one integer of a cell each.</summary>
    private static List<PlanComponent> PlanComponents(
        List<PlanPart> parts, DatasetShape shape, Epsilon epsilon, long deltaFemtos, List<QueryFault> faults)
    {
        if (epsilon.Micros < parts.Count)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.EpsilonTooSmall, "epsilon", $"Spend at least {parts.Count} millionths on this."));
            return [];
        }

        if (parts.Exists(part => shape.RowsMax * part.RowMax >= ExactSumMax)
            || NoiseChoice.Of(parts, epsilon, deltaFemtos) is not { } noises)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.RangeTooWide, "measures",
                "Declared rows and bounds overflow; the holder can widen the grid step."));
            return [];
        }

        return [.. parts.Zip(noises).SelectMany(pair => pair.First.Kinds.Select(kind =>
            new PlanComponent(kind, pair.First.Column, pair.Second.Noise, pair.Second.Cost)))];
    }

    /// <summary>The sum over counts, pairs and triples; the parts of one are one release, so only its first is
    /// counted.</summary>
    private static PrivacyCost CostOf(IEnumerable<PlanComponent> components) => components
        .Where(component => component.IsFirstOfPart)
        .Aggregate(default(PrivacyCost), (sum, part) => sum + part.Cost);

    private static QueryFault Limit(string field, string message) => new(QueryFaultCode.LimitExceeded, field, message);
}
