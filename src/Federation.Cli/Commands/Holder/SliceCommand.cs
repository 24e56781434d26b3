using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Federation.Adapter;
using Federation.Adapter.Explanations;
using Federation.Adapter.Grants;
using Federation.Adapter.Slices;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Holder;

/// <summary><c>federation adapter slice</c>: grants a part of a lineage's budget to another adapter.</summary>
internal static partial class SliceCommand
{
    private const decimal FemtosPerUnit = 1_000_000_000_000_000m;

    public static Command Create()
    {
        var config = HolderFiles.Config();
        config.Required = true;
        var lineage = new Option<string>("--lineage")
        {
            Description = "The lineage; its home is here.",
            Required = true,
        };
        var to = new Option<string>("--to")
        {
            Description = "The fingerprint of the other adapter's signing key, of its public.yaml.",
            Required = true,
        };
        var epsilon = new Option<string>("--epsilon", "-e")
        {
            Description = "ε to grant, such as 0.5.",
            Required = true,
        };
        var delta = new Option<string?>("--delta") { Description = "δ to grant, such as 1e-9; 0 without it." };
        var output = new Option<FileInfo>("--out", "-o")
        {
            Description = "The file to write, for the other adapter's policy ('budget.slice').",
            Required = true,
        };
        var command = new Command(
            "slice", "Grants a part of a lineage's budget to another adapter. Stop the adapter of --config first.")
        {
            config, lineage, to, epsilon, delta, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Terminal.Of(parsed), AdapterOptions.Load(parsed.GetValue(config)!.FullName),
            new SliceOrder(
                parsed.GetRequiredValue(lineage), Fingerprint(parsed.GetRequiredValue(to)),
                TrainerOptions.EpsilonMicros(parsed.GetRequiredValue(epsilon)), Femtos(parsed.GetValue(delta) ?? "0")),
            parsed.GetRequiredValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal, AdapterOptions options, SliceOrder order, FileInfo output,
        CancellationToken cancellationToken)
    {
        if (output.Exists)
        {
            throw new CommandException(ExitCodes.Usage, $"{output.FullName} exists: a slice is never written over.");
        }

        string slice;
        try
        {
            slice = await SliceGranter.GrantAsync(options, order, cancellationToken);
        }
        catch (ArgumentException exception) when (exception.ParamName == "order")
        {
            throw new CommandException(ExitCodes.Usage, exception.Message);
        }

        DurableFile.Replace(output.FullName, Encoding.UTF8.GetBytes(slice));
        if (terminal.IsJson)
        {
            terminal.WriteJson(new { File = output.FullName, order.Lineage, order.EpsilonMicros, order.DeltaFemtos });
            return ExitCodes.Done;
        }

        terminal.Say($"Granted {Words.Epsilon(order.EpsilonMicros)}, {Words.Delta(order.DeltaFemtos)} of lineage " +
            $"{order.Lineage}: {output.FullName}");
        terminal.Say("It is debited here for good, whether or not it is spent there. The other policy names it:");
        var home = options.Identity().SigningKey.Fingerprint;
        terminal.Say($"  budget:\n    slice:\n      file: {output.Name}\n      home: {home}");
        terminal.Say("      homeLog: '…'   # logVerifierKey of this adapter's public.yaml");
        return ExitCodes.Done;
    }

    private static string Fingerprint(string text) => FingerprintForm().IsMatch(text)
        ? text : throw new CommandException(ExitCodes.Usage, "--to must be 64 lower-case hexadecimal digits.");

    private static long Femtos(string text)
    {
        var isNumber = decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out var delta);
        var femtos = isNumber && delta is >= 0 and <= 0.001m ? delta * FemtosPerUnit : -1;
        return femtos >= 0 && femtos == decimal.Truncate(femtos) && (femtos > 0 || ZeroForm().IsMatch(text))
            ? (long)femtos
            : throw new CommandException(ExitCodes.Usage, "--delta must be from 0 to 0.001, in steps of 1e-15.");
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex FingerprintForm();

    [GeneratedRegex(@"\A0(\.0+)?\z")]
    private static partial Regex ZeroForm();
}
