using System.CommandLine;
using System.Globalization;
using Federation.Cli.Shell;
using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Cli.Commands;

/// <summary><c>federation privacy compose</c>: what many releases cost together.</summary>
internal static class PrivacyComposeCommand
{
    private const double ReportedDigits = 1e9;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A JSON file with delta and mechanisms." };
        var command = new Command(
            "compose", "Prints the ε of releases declared together, and the ε that the ledger's rule would state.")
        {
            file,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            var (batch, delta) = await PrivacyBatchFile.ReadAsync(path, cancellationToken);
            var femtos = (long)(delta.Numerator * PrivacyCost.FemtosPerUnit / delta.Denominator); // Down: errs upward.
            double? exact;
            try
            {
                exact = batch.Epsilon(delta) is { } epsilon
                    ? Math.Ceiling(epsilon * ReportedDigits) / ReportedDigits
                    : null;
            }
            catch (OverflowException)
            {
                throw new CommandException(
                    ExitCodes.Usage, $"{path.Name}: the losses lie too far apart to compose; compose them in parts.");
            }

            Show(Terminal.Of(parsed), batch, delta, exact, batch.LedgerEpsilonMicros(femtos) / 1e6);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(
        Terminal terminal, DeclaredBatch batch, Ratio delta, double? epsilon, double? ledgerEpsilon)
    {
        var cost = batch.LedgerCost;
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                Delta = delta.Value,
                Releases = batch.Count,
                Epsilon = epsilon,
                LedgerEpsilon = ledgerEpsilon,
                LedgerCost = new
                {
                    EpsilonMicros = cost.EpsilonMicros == PrivacyCost.Unbounded ? (long?)null : cost.EpsilonMicros,
                    cost.RhoMicros,
                    cost.DeltaFemtos,
                },
            });
            return;
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{batch.Count} releases at δ = {delta.Value:0.###e+0}"));
        terminal.Output.WriteLine($"  declared together, by exact composition: {Of(epsilon)}");
        terminal.Output.WriteLine($"  one by one, by the ledger's rule:        {Of(ledgerEpsilon)}");
    }

    private static string Of(double? epsilon) => epsilon is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"ε = {value:0.#########}")
        : "no ε: the δ of the releases uses up the whole δ";
}
