using System.CommandLine;
using Federation.Adapter.Explanations;
using Federation.Adapter.Policies;
using Federation.Adapter.Previews;
using Federation.Cli.Shell;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;
using Spectre.Console;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation adapter preview</c>: what a request would release. Spends and records nothing.</summary>
internal static class PreviewCommand
{
    public static Command Create()
    {
        var config = HolderFiles.Config();
        config.Required = true;
        var dataset = new Option<string>("--dataset", "-d") { Description = "The dataset.", Required = true };
        var sql = new Option<string?>("--sql") { Description = "A question, in a small part of SQL; with --epsilon." };
        var epsilon = new Option<string?>("--epsilon", "-e")
        {
            Description = "The privacy loss that it would be asked at: from 0.000001 to 10, such as 0.5.",
        };
        var delta = new Option<string?>("--delta")
        {
            Description = "δ that the answer may have, such as 1e-6: Gaussian noise where it errs less.",
        };
        var sample = new Option<int?>("--sample", "-n") { Description = "How many records a sample would ask for." };
        var column = new Option<string[]>("--column")
        {
            Description = "A column of the sample; may be given more than once. Without it, all that may be had.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("preview", "Shows what a request would release. Spends nothing, records nothing.")
        {
            config, dataset, sql, epsilon, delta, sample, column,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Of(parsed);
            var (question, count) = (parsed.GetValue(sql), parsed.GetValue(sample));
            if (question is null == (count is null) || question is null != (parsed.GetValue(epsilon) is null))
            {
                throw new CommandException(
                    ExitCodes.Usage, "What to preview? Give --sql \"SELECT …\" with --epsilon, or --sample N.");
            }

            var query = question is null ? null : Questions.Compile(question);
            var micros = question is null ? 0 : TrainerOptions.EpsilonMicros(parsed.GetValue(epsilon)!);
            var femtos = parsed.GetValue(delta) is { } text ? TrainerOptions.DeltaFemtos(text) : 0;
            var files = HolderFiles.Load(parsed.GetValue(config), policies: null);
            var policy = Find(files.Policies, parsed.GetRequiredValue(dataset));
            if (query is not null)
            {
                Show(terminal, query, await StatisticPreviewer.RunAsync(
                    policy, files.SelectionKey, QuantileForms.Of(query, silosCount: 1), micros, cancellationToken,
                    femtos));
            }
            else
            {
                Show(terminal, policy, await SamplePreviewer.RunAsync(
                    policy, files.SelectionKey, count!.Value, parsed.GetRequiredValue(column), cancellationToken));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static DatasetPolicy Find(PolicyBook policies, string dataset) =>
        policies.Find(dataset) ?? throw new CommandException(
            ExitCodes.Usage, $"There is no policy for '{dataset}'. There are: " +
            $"{string.Join(", ", policies.Datasets.Select(policy => policy.Dataset))}.");

    private static void Show(Terminal terminal, AggregateQuery query, StatisticPreview preview)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { IsExample = true, Question = SqlPrinter.Print(query), Preview = preview });
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).Title("EXAMPLE NOISE: not the real answer");
        table.AddColumns([.. preview.GroupColumns.Select(Markup.Escape)]);
        foreach (var measure in query.Measures)
        {
            table.AddColumn(new TableColumn(Markup.Escape($"{SqlPrinter.Label(measure)} ± 95 %")).RightAligned());
        }

        foreach (var row in preview.Rows)
        {
            table.AddRow([
                .. row.Key.Select(Markup.Escape),
                .. row.ExampleEstimates.Select(estimate => Markup.Escape(Texts.Of(estimate)))]);
        }

        terminal.Screen.Write(table);
        terminal.Say($"  question  {SqlPrinter.Print(query)}");
        terminal.Say($"  canonical sha256 {preview.QuestionDigest}: every spelling of this question has it");
        var cost = preview.EpsilonMicros == Privacy.PrivacyCost.Unbounded
            ? $"ρ {(preview.RhoMicros / 1e6m).ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            : Words.Epsilon(preview.EpsilonMicros);
        terminal.Say($"  cost      {cost} of the lineage's budget; nothing was spent now");
        terminal.Say("  error     the real answer has the same error bars (averages: about the same)");
        terminal.Advise(
            "These numbers carry example noise and are neither paid for nor on record: pass none of them on.");
    }

    private static void Show(Terminal terminal, DatasetPolicy policy, SamplePreview preview)
    {
        var records = preview.Records.Select(record =>
            record.Fields.Select(field => field.HasText ? field.Text : null));
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                preview.Columns,
                Records = records,
                preview.HeldBackCount,
                HeldBack = preview.HeldBack.ToDictionary(held => held.Key.ToString(), held => held.Value),
            });
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns([.. preview.Columns.Select(Markup.Escape)]);
        foreach (var record in records)
        {
            table.AddRow([.. record.Select(text => Markup.Escape(text is null ? "(NULL)" : Texts.Printable(text)))]);
        }

        terminal.Screen.Write(table);
        terminal.Say($"  {Words.Count(preview.Records.Count, "record", "records")}: the first that any trainer gets");
        terminal.Say($"  {Words.Count(preview.HeldBackCount, "record", "records")} before the last of them held back " +
            "(only you see this number)");
        foreach (var (reason, count) in preview.HeldBack)
        {
            terminal.Say($"    {Words.Count(count, "record", "records")}: {SampleWords.Of(reason)}");
        }

        foreach (var warning in PolicyWords.WarningsOf(policy))
        {
            terminal.Advise($"WARNING {warning}");
        }
    }
}
