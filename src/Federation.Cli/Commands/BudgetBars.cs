using System.Globalization;
using Federation.Cli.Shell;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary>Bars and charts of budgets, readable without colours.</summary>
internal static class BudgetBars
{
    private const int DaysShownMax = 14;
    private const int BarCells = 40;

    /// <summary>A full block for what is spent, a light one for what is left.</summary>
    public static string Of(long spent, long max)
    {
        var full = max <= 0 ? 0 : (int)Int128.Clamp((Int128)spent * BarCells / max, 0, BarCells);
        return new string('█', full) + new string('░', BarCells - full);
    }

    /// <summary>A number that is kept in millionths; what no number bounds is said so.</summary>
    public static string Millionths(long micros) => micros == long.MaxValue
        ? "unbounded" : (micros / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A chart of the newest days.</summary>
    public static void ShowDays(Terminal terminal, IEnumerable<(string Day, long Micros)> days)
    {
        var shown = days.TakeLast(DaysShownMax).ToList();
        if (shown.Count == 0 || terminal.IsQuiet)
        {
            return;
        }

        var chart = new BarChart().Width(60).Label("ε a day").LeftAlignLabel();
        shown.ForEach(day => chart.AddItem(Markup.Escape(day.Day), day.Micros / 1e6, Color.Blue));
        terminal.Screen.Write(chart);
    }
}
