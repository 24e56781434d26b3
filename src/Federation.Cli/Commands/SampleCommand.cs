using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Client.Samples;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary><c>federation sample</c>: records that passed the holders' privacy filters.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { Description = "The dataset to sample." };
        var records = new Option<int>("--records", "-n")
        {
            Description = "How many records each silo is asked for: 1 to 100000. Debited as asked.",
            Required = true,
        };
        var file = new Option<FileInfo>("--out", "-o")
        {
            Description = "The file to write: .jsonl or .parquet. Manifest and receipts go beside it.",
            Required = true,
        };
        var columns = new Option<string>("--columns")
        {
            Description = "Which columns, separated by commas; without it, all that may be had.",
            DefaultValueFactory = _ => "",
        };
        var skip = new Option<long>("--skip") { Description = "How many records at the head to pass over." };
        var requestId = new Option<Guid?>("--request-id") { Description = "An earlier order's id, to fetch it again." };
        var evaluation = new Option<FileInfo[]>("--decontaminate")
        {
            Description = "A file of evaluation items, one JSON object with 'text' a line: records that overlap one "
                + "are left out. May be given up to 8 times. The broker and the silos read the items.",
            DefaultValueFactory = _ => [],
        };
        var backfill = new Option<int?>("--backfill")
        {
            Description = "How many more records to pay for, to make up for those left out. Without it, a twentieth of "
                + "--records where --decontaminate is given.",
        };
        var removals = new Option<string?>("--removals-epsilon")
        {
            Description = "The ε to spend at each silo on a noisy count of what its filters hold back, such as 0.2.",
        };
        var profile = TrainerOptions.Profile();
        var command = new Command("sample", "Fetches records that passed the privacy filter.")
        {
            dataset, records, file, columns, skip, requestId, evaluation, backfill, removals, profile,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (terminal, count) = (Terminal.Of(parsed), parsed.GetValue(records));
            var sets = BroughtSets.Read(terminal, parsed.GetRequiredValue(evaluation), cancellationToken);
            var order = new SampleOrder(
                parsed.GetRequiredValue(dataset), count,
                parsed.GetRequiredValue(columns).Split(',', StringSplitOptions.RemoveEmptyEntries),
                parsed.GetValue(skip), parsed.GetValue(requestId))
            {
                EvaluationSets = sets,
                BackfillRecordsCount = parsed.GetValue(backfill) ?? (sets.Count == 0 ? 0 : BackfillUsual(count)),
                RemovalEpsilonMicros = parsed.GetValue(removals) is { } epsilon
                    ? TrainerOptions.EpsilonMicros(epsilon, "--removals-epsilon") : 0,
            };
            return RunAsync(
                terminal, parsed.GetValue(profile), parsed.GetRequiredValue(file), order, cancellationToken);
        });
        return command;
    }

    /// <summary>A twentieth, and never none: few texts overlap a benchmark.</summary>
    private static int BackfillUsual(int recordsCount) => (recordsCount + 19) / 20;

    private static async Task<int> RunAsync(
        Terminal terminal, FileInfo? profile, FileInfo file, SampleOrder order, CancellationToken cancellationToken)
    {
        if (order.RecordsCount is < 1 or > 100_000)
        {
            throw new CommandException(ExitCodes.Usage, "--records must be from 1 to 100000.");
        }

        if (order.BackfillRecordsCount is < 0 or > 100_000
            || (order.BackfillRecordsCount > 0 && order.EvaluationSets.Count == 0))
        {
            throw new CommandException(
                ExitCodes.Usage, "--backfill must be from 0 to 100000, and goes with --decontaminate.");
        }

        await using var folder = SampleFolder.Create(file.FullName);
        var outcome = await TrainerOptions.UseAsync(profile, client => terminal.IsWatched
            ? terminal.Screen.Progress().HideCompleted(true).StartAsync(async progress =>
            {
                var task = progress.AddTask($"sampling {order.Dataset}");
                task.IsIndeterminate = true;
                return await client.SampleAsync(order, new Watched(folder, task), cancellationToken);
            })
            : client.SampleAsync(order, folder, cancellationToken));
        if (outcome.Silos.All(silo => silo.Refusal is not null))
        {
            throw new CommandException(
                ExitCodes.Refused,
                string.Join(" ", outcome.Silos.Select(silo =>
                    $"{silo.Silo}: {silo.Refusal!.Reason}: {silo.Refusal.Message}")));
        }

        await folder.CommitAsync(order.Dataset, outcome, cancellationToken);
        Show(terminal, file, order, outcome, folder.RecordsCount);
        return outcome.IsComplete ? ExitCodes.Done : ExitCodes.Partial;
    }

    private static void Show(
        Terminal terminal, FileInfo file, SampleOrder order, SampleOutcome outcome, long recordsCount)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                File = file.FullName,
                outcome.RequestId,
                outcome.IsComplete,
                RecordsCount = recordsCount,
                NextSkippedRecordsCount = NextSkip(order),
                Silos = outcome.Silos.Select(silo => new
                {
                    silo.Silo,
                    silo.RecordsCount,
                    silo.ChunksCount,
                    Refusal = silo.Refusal?.Reason.ToString(),
                    Removals = silo.Removals is { } removals ? RemovalEstimate.Of(removals.Report) : null,
                }),
            });
            return;
        }

        foreach (var silo in outcome.Silos)
        {
            terminal.Say(silo.Refusal is { } refusal
                ? $"  {silo.Silo}: {refusal.Reason}: {refusal.Message}"
                : $"  {silo.Silo}: {silo.RecordsCount} records in {silo.ChunksCount} chunks, " +
                    $"decrypted here; signatures and receipts verified{WhyFewer(silo, order)}");
        }

        terminal.Say($"  {recordsCount} records -> {file.FullName}");
        foreach (var removals in outcome.Silos.Select(silo => silo.Removals).OfType<VerifiedRemovals>())
        {
            RemovalScreen.Show(terminal, removals);
        }

        if (order.EvaluationSets.Count > 0)
        {
            terminal.Say(
                $"  compared with {order.EvaluationSets.Sum(set => set.Items.Count)} evaluation items; paid for "
                    + $"{order.RecordsCount + order.BackfillRecordsCount} records a silo: go on with --skip "
                    + $"{NextSkip(order)}");
        }
    }

    private static string WhyFewer(SiloSample silo, SampleOrder order) =>
        silo.RecordsCount >= order.RecordsCount ? ""
        : order.EvaluationSets.Count == 0 ? $" (fewer than {order.RecordsCount}: there are no more)"
        : $" (fewer than {order.RecordsCount}: more overlap than --backfill makes up for, or there are no more)";

    /// <summary>Where the next sample goes on: behind all that was paid for, left out or not.</summary>
    private static long NextSkip(SampleOrder order) =>
        order.SkippedRecordsCount + order.RecordsCount + order.BackfillRecordsCount;

    /// <summary>Shows how many records have arrived.</summary>
    private sealed class Watched(SampleFolder folder, ProgressTask task) : ISampleTarget
    {
        public async Task AddAsync(VerifiedChunk chunk, CancellationToken cancellationToken)
        {
            await folder.AddAsync(chunk, cancellationToken);
            task.Description = $"{folder.RecordsCount} records";
        }
    }
}
