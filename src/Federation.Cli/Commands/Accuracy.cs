using System.Globalization;
using Federation.Answers;
using Federation.Cli.Shell;
using Federation.Client.Sql;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>How near an answer is wanted: a number in each measure's unit, or a share of what it can be.</summary>
/// <param name="Value">The number, or the share.</param>
/// <param name="IsShare">Whether it was given in percent.</param>
internal sealed record Accuracy(double Value, bool IsShare)
{
    /// <summary>Reads <c>2%</c> or <c>0.5</c>.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static Accuracy Parse(string text)
    {
        var isShare = text.EndsWith('%');
        var isNumber = decimal.TryParse(
            isShare ? text[..^1] : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return isNumber && number > 0
            ? new Accuracy((double)number / (isShare ? 100 : 1), isShare)
            : throw new CommandException(
                ExitCodes.Usage,
                "--accuracy must be a number above 0 in the unit of the measures, or percent such as 2%.");
    }

    /// <summary>The half-width that is wanted of a measure. Percent are of the expected rows for counts, of the largest
    /// sum of so many rows for sums, of the distance of the bounds for means, quantiles and standard deviations, of its
    /// square for variances.</summary>
    /// <exception cref="CommandException">Percent of a count or sum without a guess of the rows.</exception>
    public double TargetOf(Measure measure, MergedTable table, double? rowsCount)
    {
        if (!IsShare)
        {
            return Value;
        }

        var grid = table.Moments.FirstOrDefault(moments => moments.Column == measure.Column)?.Grid
            ?? table.Quantiles.FirstOrDefault(quantile => quantile.Column == measure.Column)?.Grid;
        var width = grid is null ? 0 : (double)(grid.Upper - grid.Lower);
        double Rows() => rowsCount ?? throw new CommandException(
            ExitCodes.Usage, $"Percent of {SqlPrinter.Label(measure)} need a guess of the rows: --expect-rows N.");
        return Value * measure.Kind switch
        {
            MeasureKind.Count or MeasureKind.Units => Rows(),
            MeasureKind.Sum => Rows() * (grid is null
                ? 0 : Math.Max(Math.Abs((double)grid.Lower), Math.Abs((double)grid.Upper))),
            MeasureKind.Variance => width * width,
            _ => width,
        };
    }
}
