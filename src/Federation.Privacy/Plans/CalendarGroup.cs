using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Privacy.Plans;

/// <summary>Cuts the bounds of a column of days at the calendar's own ends.</summary>
/// <remarks>The first bin begins at the lower bound. Bins that turn out equally wide are the bins of that width, so
/// that both spellings are one question.</remarks>
internal static class CalendarGroup
{
    /// <summary>The bins, or a fault.</summary>
    public static PlanGroup? Of(BinsOfCalendar bins, ColumnShape column, string field, List<QueryFault> faults)
    {
        if (column.Kind != ColumnKind.Date || !Enum.IsDefined(bins.Unit))
        {
            faults.Add(new QueryFault(
                QueryFaultCode.BinsInvalid, field, "Cut a column of days by DAY, WEEK, MONTH, QUARTER or YEAR."));
            return null;
        }

        var first = (long)column.Bounds!.Lower;
        var starts = new List<long>();
        for (var steps = 0L; steps <= column.Bounds.StepsCount; steps++)
        {
            if (steps > 0 && CalendarDay.StartOf(first + steps, bins.Unit) != first + steps)
            {
                continue;
            }

            starts.Add(steps);
            if (starts.Count > Planner.CellsMax)
            {
                faults.Add(GroupPlanner.TooManyCells());
                return null;
            }
        }

        DomainValue[] values = [.. starts.Select(start => DomainValue.OfDay(first + start))];
        var width = starts.Count > 1 ? starts[1] : column.Bounds.StepsCount;
        var isEven = starts[^1] < column.Bounds.StepsCount // Bins of a width leave the upper bound in the last of them.
            && starts.Index().All(start => start.Item == start.Index * width)
            && starts.Count == (column.Bounds.StepsCount + width - 1) / width;
        return isEven
            ? new PlanGroup(column.Name, values, width)
            : new PlanGroup(column.Name, values) { Starts = starts };
    }
}
