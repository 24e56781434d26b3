using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Turns the group columns of a question into groups of declared values or declared bins.</summary>
/// <remarks>
/// A row is in at most one group whatever the bins are, so bins change no sensitivity. Their ends follow from declared
/// bounds and the question alone.
/// </remarks>
internal static class GroupPlanner
{
    /// <summary>The groups, sorted by column, or faults.</summary>
    public static PlanGroup[] Plan(TypedQuery query, DatasetShape shape, List<QueryFault> faults)
    {
        if (query.GroupBy.Count > Planner.GroupColumnsMax)
        {
            faults.Add(Limit("groupBy", $"Group by at most {Planner.GroupColumnsMax} columns."));
            return [];
        }

        if (FaultOf(query) is { } binsFault)
        {
            faults.Add(binsFault);
            return [];
        }

        var groups = new List<PlanGroup>();
        long cellsCount = 1;
        foreach (var (index, name) in query.GroupBy.Index())
        {
            if (groups.Exists(group => string.Equals(group.Column, name, StringComparison.Ordinal)))
            {
                continue;
            }

            var bins = query.Bins.FirstOrDefault(one => string.Equals(one.Column, name, StringComparison.Ordinal));
            if (GroupOf(name, bins, shape, $"groupBy[{index}]", faults) is not { } group)
            {
                continue;
            }

            groups.Add(group);
            cellsCount *= group.Keys is null ? group.Values.Count : 1;
            if (cellsCount > Planner.CellsMax)
            {
                faults.Add(TooManyCells());
                return [];
            }
        }

        return [.. groups.OrderBy(group => group.Column, StringComparer.Ordinal)];
    }

    private static QueryFault? FaultOf(TypedQuery query)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, bins) in query.Bins.Index())
        {
            if (!query.GroupBy.Contains(bins.Column, StringComparer.Ordinal) || !seen.Add(bins.Column))
            {
                return new QueryFault(
                    QueryFaultCode.BinsInvalid, $"bins[{index}]", "Give bins once for a column that is grouped by.");
            }
        }

        return null;
    }

    private static PlanGroup? GroupOf(
        string name, Bins? bins, DatasetShape shape, string field, List<QueryFault> faults)
    {
        var column = shape.Find(name);
        var fault = (column, bins) switch
        {
            (null, _) => new QueryFault(
                QueryFaultCode.ColumnUnknown, field, "Name a declared column of the dataset."),
            ({ Domain.Count: 0, Keys: null }, null) => new QueryFault(
                QueryFaultCode.DomainMissing, field,
                "Group by a column whose values are declared, or by bins of a column with bounds."),
            (_, null) => null,
            ({ Bounds: null or { IsValid: false } }, _) => new QueryFault(
                QueryFaultCode.ColumnUnbounded, field, "Make bins of a column whose bounds are declared."),
            _ => null,
        };
        if (fault is not null)
        {
            faults.Add(fault);
            return null;
        }

        return bins switch
        {
            null when column!.Domain.Count == 0 => new PlanGroup(name, []) { Keys = column.Keys },
            null => new PlanGroup(name, column!.Domain),
            BinsOfCalendar calendar => CalendarGroup.Of(calendar, column!, field, faults),
            _ => BinnedGroup(bins, column!, field, faults),
        };
    }

    private static PlanGroup? BinnedGroup(Bins bins, ColumnShape column, string field, List<QueryFault> faults)
    {
        var bounds = column.Bounds!;
        var steps = bounds.StepsCount;
        if (StepsOf(bins, bounds) is not { } width)
        {
            faults.Add(new QueryFault(
                QueryFaultCode.BinsInvalid, field,
                $"Bins are 1 to {steps} grid steps wide, or of a count that divides the {steps} steps."));
            return null;
        }

        if (!CanBeWritten(bounds))
        {
            faults.Add(new QueryFault(
                QueryFaultCode.BinsInvalid, field, "The ends of bins would have more digits than can be written."));
            return null;
        }

        var count = (steps + width - 1) / width;
        if (count > Planner.CellsMax)
        {
            faults.Add(TooManyCells());
            return null;
        }

        var isWhole = decimal.IsInteger(bounds.Lower) && decimal.IsInteger(width * bounds.Step);
        return new PlanGroup(
            bins.Column,
            [.. Enumerable.Range(0, (int)count).Select(index => bounds.Lower + (index * width * bounds.Step))
                .Select(lower => column.Kind == ColumnKind.Date ? DomainValue.OfDay((long)lower)
                    : isWhole ? DomainValue.Of((long)lower) : DomainValue.Of(WithoutZeros(lower)))],
            width);
    }

    /// <summary>Whether every end of a bin fits 64 bits with its decimals: decided before data is read.</summary>
    private static bool CanBeWritten(NumericBounds bounds)
    {
        var largest = Math.Max(Math.Abs(bounds.Lower), Math.Abs(bounds.Upper));
        for (var digit = Math.Max(bounds.Lower.Scale, bounds.Step.Scale); digit > 0; digit--)
        {
            largest *= 10;
        }

        return largest <= long.MaxValue;
    }

    /// <summary>The same number without zeros at its end, so that silos which write bounds in other ways
    /// agree.</summary>
    private static decimal WithoutZeros(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>The width in grid steps; null where it is no whole number of them, or not within the bounds.</summary>
    private static long? StepsOf(Bins bins, NumericBounds bounds)
    {
        switch (bins)
        {
            case BinsOfCount byCount:
                return byCount.Count >= 1 && byCount.Count <= bounds.StepsCount
                    && bounds.StepsCount % byCount.Count == 0 ? bounds.StepsCount / byCount.Count : null;
            case BinsOfWidth byWidth:
                var isInside = byWidth.Width > 0 && byWidth.Width <= bounds.Upper - bounds.Lower;
                return isInside && byWidth.Width % bounds.Step == 0 ? (long)(byWidth.Width / bounds.Step) : null;
            default:
                return null;
        }
    }

    internal static QueryFault TooManyCells() => Limit(
        "groupBy", $"The groups make more than {Planner.CellsMax} cells; group by fewer columns or wider bins.");

    private static QueryFault Limit(string field, string message) => new(QueryFaultCode.LimitExceeded, field, message);
}
