using System.Globalization;
using Federation.Cli.Shell;
using Federation.Client.Sql;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary>Shows an explanation, to a person or a machine.</summary>
internal static class ExplanationScreen
{
    public static void Show(Terminal terminal, Explanation explanation, double? rowsCount, string? accuracy)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(Document(explanation, rowsCount, accuracy));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("measure", "standard error", "95 % half-width");
        foreach (var (measure, error) in explanation.Query.Measures.Zip(explanation.Errors))
        {
            table.AddRow(
                Markup.Escape(SqlPrinter.Label(measure)),
                error is { } one ? Number(one.StandardError) : "give --expect-rows N",
                error is { } other ? $"± {Number(other.HalfWidth95)}" : "");
        }

        terminal.Screen.Write(table);
        foreach (var silo in explanation.Silos)
        {
            terminal.Say(silo.Cost is { } cost
                ? $"  {silo.Silo}: ε {Micros(cost.EpsilonMicros)}, ρ {Micros(cost.RhoMicros)}, {cost.CellsCount} groups"
                : $"  {silo.Silo}: would refuse: {silo.Refusal}");
            foreach (var step in silo.Cost?.Steps ?? [])
            {
                terminal.Say($"    {Texts.Printable(step)}");
            }
        }

        if (accuracy is not null)
        {
            terminal.Say($"  ε {Micros(explanation.EpsilonMicros)} at each silo gives ± {accuracy} here.");
        }

        terminal.Say("  Told from the silos' catalogues: nothing was asked, read or spent. "
            + "Errors of means and variances are at the worst.");
    }

    private static object Document(Explanation explanation, double? rowsCount, string? accuracy) => new
    {
        IsExplanation = true,
        Question = SqlPrinter.Print(explanation.Query),
        explanation.EpsilonMicros,
        Accuracy = accuracy,
        ExpectedRows = rowsCount,
        Measures = explanation.Query.Measures.Zip(explanation.Errors).Select(pair => new
        {
            Measure = SqlPrinter.Label(pair.First),
            pair.Second?.StandardError,
            pair.Second?.HalfWidth95,
        }),
        Silos = explanation.Silos.Select(silo => new
        {
            silo.Silo,
            silo.Cost?.EpsilonMicros,
            silo.Cost?.RhoMicros,
            silo.Cost?.RecordsPerUnit,
            GroupsCount = silo.Cost?.CellsCount,
            Plan = silo.Cost?.Steps,
            silo.Refusal,
        }),
    };

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Micros(long micros) => (micros / 1e6).ToString("0.######", CultureInfo.InvariantCulture);
}
