using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Privacy;
using Federation.Privacy.Selection;

namespace Federation.Cli.Commands;

/// <summary><c>federation privacy</c>: the mathematics of this build, for anyone to check.</summary>
internal static class PrivacyCommand
{
    public static Command Create() =>
        new("privacy", "Checks the mathematics of this build: noise, composition, selection.")
        {
            PrivacyNoiseCommand.Create(), PrivacyComposeCommand.Create(), CreateSelect(),
        };

    private static Command CreateSelect()
    {
        var epsilon = new Option<string>("--epsilon", "-e")
        {
            Description = "ε of one key, such as 1.",
            Required = true,
        };
        var delta = new Option<string>("--delta") { Description = "δ of one key, such as 1e-6.", Required = true };
        var units = new Option<long>("--units") { Description = "How many units the key has.", Required = true };
        var unitsMin = new Option<long>("--units-min")
        {
            Description = "No key of fewer units is ever shown.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("select", "Prints the chance that a group's key is shown.")
        {
            epsilon, delta, units, unitsMin,
        };
        command.SetAction(parsed =>
        {
            var micros = EpsilonMicros(parsed.GetRequiredValue(epsilon));
            var femtos = DeltaFemtos(parsed.GetRequiredValue(delta));
            var (count, least) = (parsed.GetValue(units), parsed.GetValue(unitsMin));
            if (count < 0 || least < 1)
            {
                throw new CommandException(
                    ExitCodes.Usage, "--units must be 0 or more, and --units-min must be 1 or more.");
            }

            var selection = new PartitionSelection(new Epsilon(micros), femtos, least);
            var probability = selection.Probability(count);
            var terminal = Terminal.Of(parsed);
            if (terminal.IsJson)
            {
                terminal.WriteJson(new
                {
                    Epsilon = micros / 1e6,
                    Delta = femtos / 1e15,
                    Units = count,
                    UnitsMin = least,
                    KeepProbability = probability,
                    selection.CertainFrom,
                });
                return ExitCodes.Done;
            }

            terminal.Output.WriteLine(probability.ToString("G15", CultureInfo.InvariantCulture));
            terminal.Advise($"A key of {selection.CertainFrom} units or more is always shown.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static long EpsilonMicros(string text)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var epsilon);
        return isNumber && epsilon is >= 0.001m and <= 100 && epsilon * Epsilon.MicrosPerNat % 1 == 0
            ? (long)(epsilon * Epsilon.MicrosPerNat)
            : throw new CommandException(
                ExitCodes.Usage, "--epsilon must be from 0.001 to 100, with at most 6 digits behind the point.");
    }

    private static long DeltaFemtos(string text)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var delta);
        return isNumber && delta is > 0 and <= 1 && delta * PrivacyCost.FemtosPerUnit % 1 == 0
            ? (long)(delta * PrivacyCost.FemtosPerUnit)
            : throw new CommandException(
                ExitCodes.Usage, "--delta must be a whole multiple of 1e-15, from 1e-15 to 1, such as 1e-6.");
    }
}
