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
        var profile = TrainerOptions.Profile();
        var command = new Command("sample", "Fetches records that passed the privacy filter.")
        {
            dataset, records, file, columns, skip, requestId, profile,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Terminal.Of(parsed), parsed.GetValue(profile), parsed.GetRequiredValue(file),
            new SampleOrder(
                parsed.GetRequiredValue(dataset), parsed.GetValue(records),
                parsed.GetRequiredValue(columns).Split(',', StringSplitOptions.RemoveEmptyEntries),
                parsed.GetValue(skip), parsed.GetValue(requestId)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, FileInfo? profile, FileInfo file, SampleOrder order, CancellationToken cancellationToken)
    {
        if (order.RecordsCount is < 1 or > 100_000)
        {
            throw new CommandException(ExitCodes.Usage, "--records must be from 1 to 100000.");
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
        Show(terminal, file, outcome, folder.RecordsCount);
        return outcome.IsComplete ? ExitCodes.Done : ExitCodes.Partial;
    }

    private static void Show(Terminal terminal, FileInfo file, SampleOutcome outcome, long recordsCount)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                File = file.FullName,
                outcome.RequestId,
                outcome.IsComplete,
                RecordsCount = recordsCount,
                Silos = outcome.Silos.Select(silo => new
                {
                    silo.Silo,
                    silo.RecordsCount,
                    silo.ChunksCount,
                    Refusal = silo.Refusal?.Reason.ToString(),
                }),
            });
            return;
        }

        foreach (var silo in outcome.Silos)
        {
            terminal.Say(silo.Refusal is { } refusal
                ? $"  {silo.Silo}: {refusal.Reason}: {refusal.Message}"
                : $"  {silo.Silo}: {silo.RecordsCount} records in {silo.ChunksCount} chunks, " +
                    "decrypted here; signatures and receipts verified");
        }

        terminal.Say($"  {recordsCount} records -> {file.FullName}");
    }

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
