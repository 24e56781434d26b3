using Federation.Broker.Console.Charts;

namespace Federation.Broker.Console.Pages;

/// <summary>Adds up what happened day by day.</summary>
internal static class Cumulation
{
    /// <summary>Of each day, all up to its end; beginning with nothing on the day before the first.</summary>
    /// <param name="days">In any order; days may repeat.</param>
    public static IReadOnlyList<ChartPoint> Of(IEnumerable<ChartPoint> days)
    {
        var sum = 0.0;
        ChartPoint[] sums = [.. days.GroupBy(point => point.Day).OrderBy(day => day.Key)
            .Select(day => new ChartPoint(day.Key, sum += day.Sum(point => point.Value)))];
        return sums.Length == 0 ? [] : [new ChartPoint(sums[0].Day - 1, 0), .. sums];
    }
}
