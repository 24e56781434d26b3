using System.CommandLine;
using Federation.Cli.Demo;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands;

/// <summary><c>federation demo</c>: made-up data and a whole federation to try everything with.</summary>
internal static class DemoCommand
{
    public static Command Create() =>
        new("demo", "Made-up data and a whole federation to try everything with.") { CreateData(), CreateSetup() };

    private static Command CreateData()
    {
        var folder = OutOption();
        var people = PeopleOption();
        var data = new Command("data", "Writes three silos of made-up people and texts, the same at every run.")
        {
            folder, people,
        };
        data.SetAction(async (parsed, cancellationToken) =>
        {
            var files = await WriteDataAsync(
                parsed.GetRequiredValue(folder).FullName, parsed.GetValue(people), cancellationToken);
            Show(Terminal.Of(parsed), files);
            return ExitCodes.Done;
        });
        return data;
    }

    private static Command CreateSetup()
    {
        var folder = OutOption();
        var people = PeopleOption();
        var data = new Option<FileInfo?>("--data")
        {
            Description = "Your own .csv, .parquet or .jsonl file instead; it is split over the silos by unit.",
        };
        var unit = new Option<string?>("--unit")
        {
            Description = "With --data: the column that says whose a record is.",
        };
        var setup = new Command("setup", "Lays out a federation of three silos: data, keys, policies, configurations.")
        {
            folder, people, data, unit,
        };
        setup.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(folder).FullName;
            var files = (parsed.GetValue(data), parsed.GetValue(unit)) switch
            {
                (null, null) => await SetUpAsync(path, parsed.GetValue(people), cancellationToken),
                ({ } file, { } column) => await SetUpAsync(path, file.FullName, column, cancellationToken),
                _ => throw new CommandException(ExitCodes.Usage, "--data and --unit go together."),
            };
            Show(Terminal.Of(parsed), files);
            return ExitCodes.Done;
        });
        return setup;
    }

    private static async Task<IReadOnlyList<DemoFile>> SetUpAsync(
        string folder, int peopleCount, CancellationToken cancellationToken)
    {
        var files = await WriteDataAsync(Path.Combine(folder, "data"), peopleCount, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        await DemoSetup.WriteAsync(
            folder, trainer => files.Select(file => (file.Silo, file.Dataset, file.Dataset == "people"
                ? DemoPolicies.OverPeople(file, trainer, now) : DemoPolicies.OverNotes(file, trainer, now))),
            "SELECT sex, COUNT(*), AVG(income) FROM people WHERE age >= 18 GROUP BY sex", "notes",
            TimeProvider.System, cancellationToken);
        return files;
    }

    private static async Task<IReadOnlyList<DemoFile>> SetUpAsync(
        string folder, string path, string unit, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new CommandException(ExitCodes.Unreachable, $"There is no file {path}. Check the path.");
        }

        var own = await DemoOwnData.ReadAsync(Path.Combine(folder, "data"), path, unit, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        await DemoSetup.WriteAsync(
            folder, trainer => own.Files.Select(file => (file.Silo, file.Dataset, own.PolicyOf(file, trainer, now))),
            own.Question, DemoOwnData.Dataset, TimeProvider.System, cancellationToken);
        return own.Files;
    }

    private static Option<DirectoryInfo> OutOption() => new("--out")
    {
        Description = "The folder to write to; made if missing.",
        Required = true,
    };

    private static Option<int> PeopleOption() => new("--people")
    {
        Description = "How many people each silo knows.",
        DefaultValueFactory = _ => 6_000,
    };

    private static Task<IReadOnlyList<DemoFile>> WriteDataAsync(
        string folder, int peopleCount, CancellationToken cancellationToken) => peopleCount is < 1 or > 1_000_000
        ? throw new CommandException(ExitCodes.Usage, "--people must be from 1 to 1000000.")
        : DemoData.WriteAsync(folder, peopleCount, cancellationToken);

    private static void Show(Terminal terminal, IReadOnlyList<DemoFile> files)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { Files = files });
        }

        foreach (var file in files)
        {
            terminal.Say($"  {file.Records,7} records  {file.Path}");
        }
    }
}
