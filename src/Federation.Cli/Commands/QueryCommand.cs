using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary><c>federation query</c>: one statistic over every silo that holds the dataset.</summary>
internal static class QueryCommand
{
    public static Command Create()
    {
        var sql = new Argument<string>("sql") { Description = "The question, in a small part of SQL." };
        var epsilon = new Option<string?>("--epsilon", "-e")
        {
            Description = "The privacy loss to spend at each silo: from 0.000001 to 10, such as 0.5.",
        };
        var delta = new Option<string?>("--delta")
        {
            Description = "The δ that the answer may have, such as 1e-6: silos use Gaussian noise where it errs less.",
        };
        var explain = new Option<bool>("--explain")
        {
            Description = "Only tell the plan, the cost and the expected errors: asks, reads and spends nothing.",
        };
        var accuracy = new Option<string?>("--accuracy")
        {
            Description = "With --explain and no --epsilon: the ε that gives this 95 % half-width, such as 2% or 50.",
        };
        var rows = new Option<long?>("--expect-rows")
        {
            Description = "With --explain: your guess of the rows of one group over all silos.",
        };
        var receipts = new Option<DirectoryInfo?>("--receipts")
        {
            Description = "A folder to keep each silo's sealed release and receipt in.",
        };
        var profile = TrainerOptions.Profile();
        var command = new Command("query", "Asks a statistic of every silo that holds the dataset.")
        {
            sql, epsilon, delta, explain, accuracy, rows, receipts, profile,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = Wanted(
                parsed.GetValue(epsilon), parsed.GetValue(explain), parsed.GetValue(accuracy), parsed.GetValue(rows))
                with
            { DeltaFemtos = parsed.GetValue(delta) is { } text ? TrainerOptions.DeltaFemtos(text) : 0 };
            var question = Questions.CompileQuestion(parsed.GetRequiredValue(sql));
            if (parsed.GetValue(explain))
            {
                await ExplainAsync(Terminal.Of(parsed), question, wanted, parsed.GetValue(profile), cancellationToken);
                return ExitCodes.Done;
            }

            var micros = wanted.EpsilonMicros!.Value;
            var answer = question.Steps.Apply(await TrainerOptions.UseAsync(
                parsed.GetValue(profile), client => client.QueryAsync(
                    question.Query, micros, wanted.DeltaFemtos, cancellationToken)));
            if (parsed.GetValue(receipts) is { } folder)
            {
                await AnswerReceipts.KeepAsync(folder.FullName, answer, cancellationToken);
            }

            Show(Terminal.Of(parsed), answer);
            return answer.IsComplete ? ExitCodes.Done : ExitCodes.Partial;
        });
        return command;
    }

    private static WantedCost Wanted(string? epsilon, bool isExplained, string? accuracy, long? rows)
    {
        if (!isExplained && (accuracy is not null || rows is not null))
        {
            throw new CommandException(ExitCodes.Usage, "--accuracy and --expect-rows go with --explain.");
        }

        if (epsilon is null == (accuracy is null))
        {
            throw new CommandException(ExitCodes.Usage, isExplained
                ? "How much, or how near? Give --epsilon or --accuracy."
                : "How much privacy loss may it spend? Give --epsilon, such as --epsilon 0.5.");
        }

        return rows is null or >= 1
            ? new WantedCost(
                epsilon is null ? null : TrainerOptions.EpsilonMicros(epsilon), DeltaFemtos: 0,
                accuracy is null ? null : Accuracy.Parse(accuracy), accuracy, rows)
            : throw new CommandException(ExitCodes.Usage, "--expect-rows must be 1 or more.");
    }

    private static async Task ExplainAsync(
        Terminal terminal, SqlQuestion question, WantedCost wanted, FileInfo? profile,
        CancellationToken cancellationToken)
    {
        var catalogues = await TrainerOptions.UseAsync(
            profile, client => client.ListCataloguesAsync(cancellationToken));
        var micros = wanted.EpsilonMicros
            ?? Explanation.EpsilonFor(
                catalogues, question.Query, wanted.DeltaFemtos, wanted.Accuracy!, wanted.RowsCount)
            ?? throw new CommandException(
                ExitCodes.Refused, $"No ε that every silo allows in one request gives ± {wanted.AccuracyText} here.");
        var left = await TrainerOptions.UseAsync(
            profile, client => WhatIsLeft.AskAsync(client, question.Query.Dataset, cancellationToken));
        ExplanationScreen.Show(
            terminal, Explanation.Of(catalogues, question.Query, micros, wanted.DeltaFemtos, wanted.RowsCount), left,
            wanted.RowsCount, wanted.AccuracyText);
    }

    private static void Show(Terminal terminal, StatisticAnswer answer)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(AnswerDocument.Of(answer));
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in answer.GroupColumns)
        {
            table.AddColumn(Markup.Escape(column));
        }

        foreach (var measure in answer.Measures)
        {
            table.AddColumn(new TableColumn(Markup.Escape($"{measure} ± 95 %")).RightAligned());
        }

        foreach (var row in answer.Rows)
        {
            table.AddRow([
                .. row.Key.Select(value => Markup.Escape(Texts.Printable(Texts.Of(value)))),
                .. row.Estimates.Select(Texts.Of)]);
        }

        if (answer.Rest.Count > 0)
        {
            table.AddRow([
                .. answer.GroupColumns.Select((_, index) => index == 0 ? "[dim]all groups not shown[/]" : ""),
                .. answer.Rest.Select(Texts.Of)]);
        }

        terminal.Screen.Write(table);
        if (answer.HiddenRowsCount > 0)
        {
            terminal.Say($"  {answer.HiddenRowsCount} groups are left out here by HAVING or LIMIT, on noisy numbers.");
        }

        if (answer.Rows.Any(row => row.MissingSilos.Count > 0))
        {
            terminal.Say("  Not every silo shows every group: what the others may hide widens counts and sums.");
        }

        foreach (var silo in answer.Coverage)
        {
            terminal.Say(silo.Release is { } release
                ? $"  {silo.Silo}: answered, {Texts.Cost(release.LineageCost)} spent, " +
                    $"epoch {release.Epoch}, signature and receipt verified"
                : $"  {silo.Silo}: {silo.Refusal!.Reason}: {silo.Refusal.Message}");
        }

        var answered = answer.Coverage.Count(silo => silo.Release is not null);
        terminal.Say($"  {answered} of {answer.Coverage.Count} silos; the sums were merged again here and agree.");
    }
}
