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
        var setup = new Command("setup", "Lays out a federation of three silos: data, keys, policies, configurations.")
        {
            folder, people,
        };
        setup.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(folder).FullName;
            var files = await WriteDataAsync(
                Path.Combine(path, "data"), parsed.GetValue(people), cancellationToken);
            var now = TimeProvider.System.GetUtcNow();
            await DemoSetup.WriteAsync(
                path, trainer => files.Select(file => (file.Silo, file.Dataset, file.Dataset == "people"
                    ? DemoPolicies.OverPeople(file, trainer, now) : DemoPolicies.OverNotes(file, trainer, now))),
                "SELECT sex, COUNT(*), AVG(income) FROM people WHERE age >= 18 GROUP BY sex", "notes",
                TimeProvider.System, cancellationToken);
            Show(Terminal.Of(parsed), files);
            return ExitCodes.Done;
        });
        return setup;
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
