using System.CommandLine;
using System.Globalization;
using Federation.Answers;
using Federation.Cli.Shell;
using Federation.Privacy;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;
using Spectre.Console;

namespace Federation.Cli.Commands;

/// <summary><c>federation privacy noise</c>: fresh draws of the samplers that answers use.</summary>
internal static class PrivacyNoiseCommand
{
    private const int DrawsMax = 100_000_000;
    private const int ChunkDraws = 65_536;
    private const int RowsShownMax = 41;
    private const long PartMax = 1L << 62;
    private const string Laplace = "discrete-laplace";
    private const string Gaussian = "discrete-gaussian";

    public static Command Create()
    {
        var mechanism = new Option<string>("--mechanism", "-m")
        {
            Description = $"{Laplace} or {Gaussian}.",
            Required = true,
        };
        var scale = new Option<string?>("--scale")
        {
            Description = "The scale of discrete Laplace noise: a number or a fraction, such as 10 or 10/3.",
        };
        var sigma2 = new Option<string?>("--sigma2")
        {
            Description = "The variance parameter σ² of discrete Gaussian noise: a number or a fraction.",
        };
        var draws = new Option<int>("--draws", "-n")
        {
            Description = $"How many draws, up to {DrawsMax}.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var command = new Command("noise", "Prints the histogram of fresh noise, from the samplers that answers use.")
        {
            mechanism, scale, sigma2, draws,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(mechanism);
            var parameter = ParameterOf(name, parsed.GetValue(scale), parsed.GetValue(sigma2));
            var count = parsed.GetValue(draws);
            if (count is < 1 or > DrawsMax)
            {
                throw new CommandException(ExitCodes.Usage, $"--draws must be from 1 to {DrawsMax}.");
            }

            var histogram = Draw(name, parameter, count, cancellationToken);
            Show(Terminal.Of(parsed), name, parameter, count, histogram);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Ratio ParameterOf(string mechanism, string? scale, string? sigma2)
    {
        var (option, text, other) = mechanism switch
        {
            Laplace => ("--scale", scale, sigma2),
            Gaussian => ("--sigma2", sigma2, scale),
            _ => throw new CommandException(ExitCodes.Usage, $"--mechanism must be {Laplace} or {Gaussian}."),
        };
        if (text is null || other is not null)
        {
            throw new CommandException(
                ExitCodes.Usage, $"{mechanism} takes {option} and no other parameter, such as {option} 10/3.");
        }

        return Ratio.TryParse(text, out var ratio) && ratio.Numerator <= PartMax && ratio.Denominator <= PartMax
            ? ratio
            : throw new CommandException(
                ExitCodes.Usage,
                $"{option} must be a positive number or fraction such as 10, 0.5 or 10/3, of parts up to 2^62.");
    }

    private static SortedDictionary<long, long> Draw(
        string mechanism, Ratio parameter, int count, CancellationToken cancellationToken)
    {
        var (numerator, denominator) = ((long)parameter.Numerator, (long)parameter.Denominator);
        var histogram = new SortedDictionary<long, long>();
        var buffer = new long[Math.Min(count, ChunkDraws)];
        using var source = new SecureNoiseSource();
        for (var left = count; left > 0; left -= buffer.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = buffer.AsSpan(0, Math.Min(left, buffer.Length));
            if (mechanism == Laplace)
            {
                var distribution = new NoiseDistribution(NoiseKind.DiscreteLaplace, numerator, denominator);
                DiscreteLaplace.Fill(chunk, distribution, source);
            }
            else
            {
                DiscreteGaussian.Fill(chunk, numerator, denominator, source);
            }

            foreach (var draw in chunk)
            {
                histogram[draw] = histogram.GetValueOrDefault(draw) + 1;
            }
        }

        return histogram;
    }

    private static void Show(
        Terminal terminal, string mechanism, Ratio parameter, int count, SortedDictionary<long, long> histogram)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                Mechanism = mechanism,
                Scale = mechanism == Laplace ? parameter.ToString() : null,
                Sigma2 = mechanism == Gaussian ? parameter.ToString() : null,
                Draws = count,
                Histogram = histogram.ToDictionary(
                    pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value),
            });
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns(
            new TableColumn("noise").RightAligned(), new TableColumn("draws").RightAligned(),
            new TableColumn("share").RightAligned());
        foreach (var (value, draws) in histogram.OrderBy(pair => Int128.Abs(pair.Key)).Take(RowsShownMax)
            .OrderBy(pair => pair.Key))
        {
            table.AddRow(
                value.ToString(CultureInfo.InvariantCulture), draws.ToString(CultureInfo.InvariantCulture),
                ((double)draws / count).ToString("P3", CultureInfo.InvariantCulture));
        }

        terminal.Screen.Write(table);
        if (histogram.Count > RowsShownMax)
        {
            terminal.Advise($"The {RowsShownMax} values next to 0, of {histogram.Count}; --json writes all of them.");
        }
    }
}
