using System.Text;
using Microsoft.AspNetCore.Components;

namespace Federation.Broker.Console.Charts;

/// <summary>The numbers of a plot as rows of a table. Written here as one piece: a page has tens of thousands of cells,
/// and as nodes of a component they took most of its time. There is nothing in them but dates and numbers.</summary>
internal static class ChartTable
{
    /// <summary>What each series stood at on each day on which one of them changed; in one pass over the points, which
    /// are in the order of their days.</summary>
    public static MarkupString RowsOf(IReadOnlyList<ChartSeries> series)
    {
        var rows = new StringBuilder();
        var passed = new int[series.Count];
        for (var day = NextDay(series, passed); day < long.MaxValue; day = NextDay(series, passed))
        {
            rows.Append("<tr><th scope=\"row\">").Append(ChartFrame.DateOf(day)).Append("</th>");
            for (var i = 0; i < passed.Length; i++)
            {
                var points = series[i].Points;
                while (passed[i] < points.Count && points[passed[i]].Day <= day)
                {
                    passed[i]++;
                }

                rows.Append("<td class=\"number\">")
                    .Append(passed[i] > 0 ? ChartFrame.Short(points[passed[i] - 1].Value) : "").Append("</td>");
            }

            rows.Append("</tr>");
        }

        return new MarkupString(rows.ToString());
    }

    /// <summary>The first day that no series has passed; the last of all where none is left.</summary>
    private static long NextDay(IReadOnlyList<ChartSeries> series, int[] passed)
    {
        var next = long.MaxValue;
        for (var i = 0; i < passed.Length; i++)
        {
            if (passed[i] < series[i].Points.Count)
            {
                next = Math.Min(next, series[i].Points[passed[i]].Day);
            }
        }

        return next;
    }
}
