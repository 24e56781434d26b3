using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Privacy.Selection;

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
        var asked = PlanColumns(query, shape, faults);
        if (faults.Count > 0)
        {
            return new NotPlanned(faults);
        }

        var isSelected = groups.Any(group => group.Keys is not null);
        var cellsCount = groups.Aggregate(1, (count, group) => count * Math.Max(1, group.Values.Count));
        var columns = asked.Quantiles.Keys.Select(column => shape.Find(column)!);
        if (asked.Quantiles.Count > 0
            && (isSelected || !QuantilePlanner.Fits(columns, query.QuantileForm, shape, cellsCount)))
        {
            faults.Add(Limit("measures", isSelected
                ? "Ask for quantiles of declared groups only."
                : "Quantiles need fewer groups or a wider grid step: the grid cells of all groups are too many."));
            return new NotPlanned(faults);
        }

        List<PlanPart> parts =
        [
            .. PartsOf(asked, groups, shape),
            .. QuantilePlanner.PartsOf(asked.Quantiles, query.QuantileForm, shape),
        ];
        var keys = isSelected
            ? KeyPlanner.Share(parts, shape, epsilon, deltaFemtos, faults)
            : new KeyShare(null, epsilon, deltaFemtos);
        var noises = NoisesOf(parts, shape, keys.Epsilon, keys.DeltaFemtos, faults);
        return faults.Count > 0
            ? new NotPlanned(faults)
            : new Planned(PlanOf(shape, filter, groups, [.. parts.Zip(noises)], keys.Selection));
    }

    /// <summary>The same question with Gaussian noise within a ρ, for an answer that is put together with earlier ones;
    /// null where its noise is of another kind, or ρ too small to be shared or written.</summary>
    /// <param name="plan">The plan of the question.</param>
    /// <param name="rhoMicros">ρ of the whole answer, in millionths.</param>
    public static BoundedPlan? Refine(BoundedPlan plan, long rhoMicros)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.IsRefinable && NoiseChoice.Within(plan.Parts, rhoMicros) is { } noises
            ? PlanOf(plan.Shape, plan.Filter, plan.Groups, [.. plan.Parts.Zip(noises)], selection: null)
            : null;
    }

    /// <summary>Which columns need a pair or a triple, and whether rows and units need counts of their own.</summary>
    private static AskedNumbers PlanColumns(TypedQuery query, DatasetShape shape, List<QueryFault> faults)
    {
        var measures = query.Measures;
        if (measures.Count is 0 or > MeasuresMax)
        {
            faults.Add(Limit("measures", $"Ask for 1 to {MeasuresMax} measures."));
            return new AskedNumbers(
                CountsRows: false, CountsUnits: false, [], new HashSet<string>(),
                new Dictionary<string, SortedSet<decimal>>());
        }

        var columns = new SortedDictionary<string, ColumnShape>(StringComparer.Ordinal);
        var distinct = new SortedDictionary<string, ColumnShape>(StringComparer.Ordinal);
        var spread = new HashSet<string>(StringComparer.Ordinal);
        var quantiles = new SortedDictionary<string, SortedSet<decimal>>(StringComparer.Ordinal);
        var (asksRows, asksUnits) = (false, false);
        foreach (var (index, measure) in measures.Index())
        {
            if (measure is { Kind: MeasureKind.Count, Column: null })
            {
                asksRows = true;
            }
            else if (FaultOf(measure, query, shape, $"measures[{index}]") is { } fault)
            {
                faults.Add(fault);
            }
            else if (measure.Kind == MeasureKind.Units)
            {
                if (string.Equals(measure.Column, shape.UnitColumn, StringComparison.Ordinal))
                {
                    asksUnits = true;
                    continue;
                }

                distinct[measure.Column!] = shape.Find(measure.Column!)!;
            }
            else if (measure.Kind == MeasureKind.Quantile)
            {
                quantiles.TryAdd(measure.Column!, []);
                quantiles[measure.Column!].Add(measure.Quantile!.Value);
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
        return new AskedNumbers(asksRows && !ridesOnMoments, asksUnits, [.. columns.Values], spread, quantiles)
        {
            DistinctColumns = [.. distinct.Values],
        };
    }

    private static QueryFault? FaultOf(Measure measure, TypedQuery query, DatasetShape shape, string field)
    {
        if (measure.Column is null || !Enum.IsDefined(measure.Kind))
        {
            return new QueryFault(
                QueryFaultCode.MeasureInvalid, field,
                "Ask for COUNT(*); COUNT, SUM, AVG, VARIANCE, STDDEV, QUANTILE of a column; or the count of units.");
        }

        if (measure.Kind == MeasureKind.Units)
        {
            return string.Equals(measure.Column, shape.UnitColumn, StringComparison.Ordinal)
                || shape.Find(measure.Column) is { Kind: not ColumnKind.Number } or { Bounds.IsValid: true }
                ? null : new QueryFault(
                    QueryFaultCode.MeasureInvalid, $"{field}.column",
                    "Count distinct values of the unit's or a declared column; of a number, within its bounds.");
        }

        return shape.Find(measure.Column) switch
        {
            null => new QueryFault(
                QueryFaultCode.ColumnUnknown, $"{field}.column", "Name a declared column of the dataset."),
            { Bounds: null or { IsValid: false } } => new QueryFault(
                QueryFaultCode.ColumnUnbounded, $"{field}.column", "Measure a column whose bounds are declared."),
            { Kind: ColumnKind.Date } when measure.Kind != MeasureKind.Count => new QueryFault(
                QueryFaultCode.MeasureInvalid, $"{field}.column", "Of a column of days ask COUNT only."),
            _ => measure.Kind == MeasureKind.Quantile ? QuantilePlanner.FaultOf(measure, query, field) : null,
        };
    }

    /// <summary>The parts of the answer, each with its sensitivities: a part is one count, pair or triple.</summary>
    /// <remarks>Where groups are chosen, the rest holds all groups of a unit that are not shown: its units may move in
    /// one cell.</remarks>
    private static List<PlanPart> PartsOf(
        AskedNumbers asked, IReadOnlyList<PlanGroup> groups, DatasetShape shape)
    {
        var isSelected = groups.Any(group => group.Keys is not null);
        var cellsCount = groups.Aggregate(1, (count, group) => count * Math.Max(1, group.Values.Count));
        var parts = new List<PlanPart>();
        Int128 records = shape.RecordsPerUnitBound;
        if (asked.CountsRows)
        {
            parts.Add(PlanPart.InOneCell(null, records, 1, ComponentKind.CountRows));
        }

        if (asked.CountsUnits)
        {
            parts.Add(isSelected
                ? PlanPart.InOneCell(null, shape.GroupsPerUnitBound, 1, ComponentKind.CountUnits)
                : PlanPart.OverCells(
                    Int128.Min(shape.GroupsPerUnitBound, cellsCount), ComponentKind.CountUnits));
        }

        parts.AddRange(asked.DistinctColumns.Select(column => PlanPart.InOneCell(
            column.Name, shape.DistinctPerUnitBound(column), 1, ComponentKind.CountDistinct)));
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

    /// <summary>The noise of each part; none, and a fault, where ε is too small or a number too large.</summary>
    private static IReadOnlyList<PartNoise> NoisesOf(
        List<PlanPart> parts, DatasetShape shape, Epsilon epsilon, long deltaFemtos, List<QueryFault> faults)
    {
        var isPicking = parts.Exists(part => part.Fraction is not null);
        var least = parts.Count * (isPicking ? QuantilePlanner.EpsilonMicrosMin : 1);
        if (epsilon.Micros < least)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.EpsilonTooSmall, "epsilon", $"Spend at least {least} millionths on this."));
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

        return noises;
    }

    /// <summary>The plan of the parts with their noise: each adds one integer a kind, or quantiles.</summary>
    private static BoundedPlan PlanOf(
        DatasetShape shape, PlanFilter filter, IReadOnlyList<PlanGroup> groups,
        IReadOnlyList<(PlanPart Part, PartNoise Noise)> parts, KeySelection? selection)
    {
        var cost = parts.Aggregate(selection?.Cost ?? default, (sum, part) => sum + part.Noise.Cost);
        List<PlanComponent> components = [.. parts.SelectMany(pair => pair.Part.Kinds.Select(kind =>
            new PlanComponent(kind, pair.Part.Column, pair.Noise.Noise, pair.Noise.Cost)))];
        return new BoundedPlan(shape, filter, groups, components,
            [.. parts.Where(pair => pair.Part.Kinds.Count == 0)
                .Select(pair => QuantilePlanner.Of(pair.Part, pair.Noise, shape))], cost, selection)
        {
            Parts = [.. parts.Select(pair => pair.Part)],
        };
    }

    private static QueryFault Limit(string field, string message) => new(QueryFaultCode.LimitExceeded, field, message);
}
