using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Client;
using Federation.Contracts.Type.V1;
using Google.Protobuf;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary><c>federation catalog</c>: what every silo offers, as its holder signed it.</summary>
internal static class CatalogCommand
{
    public static Command Create()
    {
        var profile = TrainerOptions.Profile();
        var command = new Command("catalog", "Lists what every silo offers.") { profile };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            var outcomes = await TrainerOptions.UseAsync(
                parsed.GetValue(profile), client => client.ListCataloguesAsync(cancellationToken));
            if (terminal.IsJson)
            {
                terminal.WriteJson(new { Silos = outcomes.Select(Document) });
            }
            else
            {
                Show(terminal, outcomes);
            }

            return outcomes.All(outcome => outcome.Catalogue is not null) ? ExitCodes.Done : ExitCodes.Partial;
        });
        return command;
    }

    private static object Document(CatalogueOutcome outcome) => new
    {
        outcome.Silo,
        outcome.IsPinned,
        Refusal = outcome.Refusal?.Reason.ToString(),
        LogVerifierKey = outcome.Catalogue?.LogVerifierKey,
        Datasets = outcome.Catalogue?.Datasets.Select(listing =>
            System.Text.Json.JsonDocument.Parse(JsonFormatter.Default.Format(listing)).RootElement) ?? [],
    };

    private static void Show(Terminal terminal, IReadOnlyList<CatalogueOutcome> outcomes)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("silo", "dataset", "columns", "unit", "ε a request", "samples");
        foreach (var outcome in outcomes)
        {
            if (outcome.Catalogue is not { } catalogue)
            {
                var why = outcome.IsPinned ? outcome.Refusal?.Reason.ToString() : "not pinned in the profile";
                table.AddRow(Markup.Escape(outcome.Silo), Markup.Escape($"({why})"), "", "", "", "");
                continue;
            }

            foreach (var listing in catalogue.Datasets)
            {
                table.AddRow(
                    Markup.Escape(outcome.Silo), Markup.Escape(listing.Dataset),
                    Markup.Escape(string.Join("\n", listing.Columns.Select(Describe))),
                    Markup.Escape($"{listing.PrivacyUnit}, {listing.RecordsPerUnit} records"),
                    (listing.RequestEpsilonMicrosMax / 1e6).ToString("0.######", CultureInfo.InvariantCulture),
                    Markup.Escape(SamplesOf(listing)));
            }
        }

        terminal.Screen.Write(table);
    }

    private static string SamplesOf(DatasetListing listing)
    {
        var columns = string.Join(", ", listing.SampleColumns);
        return listing.SampleEvaluationItemsMax == 0
            ? columns : $"{columns}\nup to {listing.SampleEvaluationItemsMax} evaluation items";
    }

    private static string Describe(ColumnListing column)
    {
        var domain = column.Domain.Count > 0
            ? $" in {string.Join(" ", column.Domain.Take(8).Select(Texts.Of))}{(column.Domain.Count > 8 ? " …" : "")}"
            : "";
        var grid = column.Grid is not { } bounds ? ""
            : column.Kind == ColumnKind.Date ? $" {Texts.FirstDay(bounds)}‥{Texts.LastDay(bounds)}"
            : $" {Texts.Of(bounds.Lower)}‥{Texts.Upper(bounds)}";
        return $"{column.Name}{grid}{domain}";
    }
}
