using System.Globalization;
using Federation.Adapter.Previews;
using Federation.Cli.Shell;
using Federation.Client.Sql;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary>Shows an explanation, to a person or a machine.</summary>
internal static class ExplanationScreen
{
    public static void Show(
        Terminal terminal, Explanation explanation, WhatIsLeft left, double? rowsCount, string? accuracy)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(Document(explanation, left, rowsCount, accuracy));
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
                ? $"  {silo.Silo}: {CostOf(cost)}, {cost.CellsCount} groups"
                : $"  {silo.Silo}: would refuse: {silo.Refusal}");
            terminal.Say($"    left before it: {Texts.Printable(left.WordsOf(silo.Silo))}");
            foreach (var step in silo.Cost?.Steps ?? [])
            {
                terminal.Say($"    {Texts.Printable(step)}");
            }
        }

        if (accuracy is not null)
        {
            terminal.Say($"  ε {Micros(explanation.EpsilonMicros)} at each silo gives ± {accuracy} here.");
        }

        terminal.Say("  Told from the silos' catalogues and budgets: no data was read, nothing was spent. "
            + "Errors of means and variances are at the worst, those of deviations and quantiles for evenly spread "
            + "values. An answer that you hold already costs nothing at this ε or less; with Gaussian noise, "
            + "more precision costs only the difference in ρ.");
    }

    private static object Document(Explanation explanation, WhatIsLeft left, double? rowsCount, string? accuracy) => new
    {
        IsExplanation = true,
        Question = SqlPrinter.Print(explanation.Query),
        explanation.EpsilonMicros,
        explanation.DeltaFemtos,
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
            EpsilonMicros = silo.Cost?.EpsilonMicros is long.MaxValue ? null : silo.Cost?.EpsilonMicros,
            silo.Cost?.RhoMicros,
            Noise = silo.Cost?.Table.Components.Select(component => new
            {
                Part = component.Kind.ToString(),
                component.Column,
                Distribution = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(component.Noise.Kind.ToString()),
                component.Noise.Scale,
            }),
            silo.Cost?.RecordsPerUnit,
            GroupsCount = silo.Cost?.CellsCount,
            Plan = silo.Cost?.Steps,
            silo.Refusal,
            Left = left.Of(silo.Silo) is not { } budget ? null : new
            {
                TrainerEpsilonMicros = budget.TrainerEpsilonMicros.Max - budget.TrainerEpsilonMicros.Spent,
                AgreementEpsilonMicros = budget.AgreementEpsilonMicros.Max - budget.AgreementEpsilonMicros.Spent,
                Requests = budget.Requests.Max - budget.Requests.Spent,
                LineageEpsilonMicros = budget.LineageBudget is not { } all
                    ? (long?)null : Math.Max(0, all.EpsilonMicrosMax - all.Spent.EpsilonMicros),
            },
        }),
    };

    private static string CostOf(CostPreview cost) => cost.EpsilonMicros == long.MaxValue
        ? $"ρ {Micros(cost.RhoMicros)} (Gaussian noise: no ε alone bounds it)"
        : $"ε {Micros(cost.EpsilonMicros)}, ρ {Micros(cost.RhoMicros)}";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Micros(long micros) => (micros / 1e6).ToString("0.######", CultureInfo.InvariantCulture);
}
