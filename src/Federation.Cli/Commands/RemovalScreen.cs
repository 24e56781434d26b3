using System.Globalization;
using Federation.Cli.Shell;
using Federation.Client.Samples;
using Federation.Contracts.Type.V1;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary>Shows what silos say of their removals.</summary>
internal static class RemovalScreen
{
    private const int BarWidth = 24;

    /// <summary>Writes a table for a silo, with a bar for each outcome.</summary>
    public static void Show(Terminal terminal, VerifiedRemovals removals)
    {
        var report = removals.Report;
        var epsilon = report.LineageCost.EpsilonMicros / 1_000_000m;
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Silo}: {report.RecordsCount} records, each judged by itself, for ε = {epsilon}")))
            .AddColumns("outcome", "").AddColumn(new TableColumn("records").RightAligned())
            .AddColumn(new TableColumn("95 %").RightAligned());
        foreach (var estimate in RemovalEstimate.Of(report))
        {
            table.AddRow(
                Markup.Escape(WordsOf(estimate)), Bar(estimate.RecordsCount, report.RecordsCount),
                estimate.RecordsCount.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{estimate.Lower95} to {estimate.Upper95}"));
        }

        terminal.Screen.Write(table);
        terminal.Say("  records that repeat another are not told apart: no noise could hide one unit in their number");
    }

    private static string Bar(long count, long all) =>
        new('\u2588', all == 0 ? 0 : (int)Int128.Clamp((Int128)count * BarWidth / all, 0, BarWidth));

    private static string WordsOf(RemovalEstimate estimate) => estimate.Outcome switch
    {
        RemovalOutcome.Passed => "passes every filter",
        RemovalOutcome.TooLarge => "too large",
        RemovalOutcome.Mojibake => "broken encoding",
        RemovalOutcome.Language => "another language or script",
        RemovalOutcome.Quality => "fails a quality filter",
        RemovalOutcome.HolderEvaluation => "overlaps an evaluation item of the holder's",
        RemovalOutcome.Unprepared => "written after the adapter started",
        RemovalOutcome.Dropped => "holds a type that the policy holds back",
        RemovalOutcome.Rare => "holds a span that too few use",
        RemovalOutcome.Leak => "held back by the last scan",
        RemovalOutcome.Evaluation => $"overlaps {estimate.EvaluationSet}",
        _ => "an outcome that this program does not know",
    };
}
