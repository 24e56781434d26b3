using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Client.Statistics;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary><c>federation query</c>: one statistic over every silo that holds the dataset.</summary>
internal static class QueryCommand
{
    public static Command Create()
    {
        var sql = new Argument<string>("sql") { Description = "The question, in a small part of SQL." };
        var epsilon = new Option<string>("--epsilon", "-e")
        {
            Description = "The privacy loss to spend at each silo: from 0.000001 to 10, such as 0.5.",
            Required = true,
        };
        var receipts = new Option<DirectoryInfo?>("--receipts")
        {
            Description = "A folder to keep each silo's sealed release and receipt in.",
        };
        var profile = TrainerOptions.Profile();
        var command = new Command("query", "Asks a statistic of every silo that holds the dataset.")
        {
            sql, epsilon, receipts, profile,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var micros = TrainerOptions.EpsilonMicros(parsed.GetRequiredValue(epsilon));
            var query = Questions.Compile(parsed.GetRequiredValue(sql));
            var answer = await TrainerOptions.UseAsync(
                parsed.GetValue(profile), client => client.QueryAsync(query, micros, cancellationToken));
            if (parsed.GetValue(receipts) is { } folder)
            {
                await AnswerReceipts.KeepAsync(folder.FullName, answer, cancellationToken);
            }

            Show(Terminal.Of(parsed), answer);
            return answer.IsComplete ? ExitCodes.Done : ExitCodes.Partial;
        });
        return command;
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
                .. row.Key.Select(value => Markup.Escape(Texts.Of(value))), .. row.Estimates.Select(Texts.Of)]);
        }

        terminal.Screen.Write(table);
        foreach (var silo in answer.Coverage)
        {
            terminal.Say(silo.Release is { } release
                ? $"  {silo.Silo}: answered, ε {(release.LineageCost?.EpsilonMicros ?? 0) / 1e6:0.######} spent, " +
                    $"epoch {release.Epoch}, signature and receipt verified"
                : $"  {silo.Silo}: {silo.Refusal!.Reason}: {silo.Refusal.Message}");
        }

        var answered = answer.Coverage.Count(silo => silo.Release is not null);
        terminal.Say($"  {answered} of {answer.Coverage.Count} silos; the sums were merged again here and agree.");
    }
}
