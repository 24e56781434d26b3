using System.CommandLine;
using Federation.Cli.Demo;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands;

/// <summary><c>federation demo</c>: made-up data to try everything with.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder to write to; made if missing.",
            Required = true,
        };
        var people = new Option<int>("--people")
        {
            Description = "How many people each silo knows.",
            DefaultValueFactory = _ => 6_000,
        };
        var data = new Command("data", "Writes three silos of made-up people and texts, the same at every run.")
        {
            folder, people,
        };
        data.SetAction(async (parsed, cancellationToken) =>
        {
            var count = parsed.GetValue(people);
            if (count is < 1 or > 1_000_000)
            {
                throw new CommandException(ExitCodes.Usage, "--people must be from 1 to 1000000.");
            }

            var terminal = Terminal.Of(parsed);
            var files = await DemoData.WriteAsync(parsed.GetRequiredValue(folder).FullName, count, cancellationToken);
            if (terminal.IsJson)
            {
                terminal.WriteJson(new { Files = files });
            }

            foreach (var file in files)
            {
                terminal.Say($"  {file.Records,7} records  {file.Path}");
            }

            return ExitCodes.Done;
        });
        return new Command("demo", "Made-up data to try everything with.") { data };
    }
}
