using System.Globalization;
using System.Numerics;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>Values of the wire as people read them.</summary>
internal static class Texts
{
    public static string Of(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.Text => value.Text,
        Value.KindOneofCase.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.Boolean => value.Boolean ? "true" : "false",
        Value.KindOneofCase.Decimal => Of(value.Decimal),
        Value.KindOneofCase.Day => DayText.Of(value.Day),
        _ => "",
    };

    public static string Of(Contracts.Type.V1.Decimal number) => Scaled(number.Unscaled, number.Scale);

    /// <summary>A number of the wire that a question holds, such as which quantile.</summary>
    public static decimal NumberOf(Contracts.Type.V1.Decimal number) =>
        decimal.Parse(Of(number), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>The upper bound of a grid.</summary>
    public static string Upper(Grid grid)
    {
        var scale = Math.Max(grid.Lower.Scale, grid.Step.Scale);
        var lower = grid.Lower.Unscaled * BigInteger.Pow(10, scale - grid.Lower.Scale);
        var step = grid.Step.Unscaled * BigInteger.Pow(10, scale - grid.Step.Scale);
        return Scaled(lower + (step * grid.StepsCount), scale);
    }

    /// <summary>The lower bound of a grid of days.</summary>
    public static string FirstDay(Grid grid) =>
        DayText.Of((int)Math.Clamp(grid.Lower.Unscaled, int.MinValue, int.MaxValue));

    /// <summary>The upper bound of a grid of days.</summary>
    public static string LastDay(Grid grid) => DayText.Of((int)Int128.Clamp(
        (Int128)grid.Lower.Unscaled + grid.StepsCount, int.MinValue, int.MaxValue));

    /// <summary>A number with its thousands, at a precision that fits its error.</summary>
    public static string Number(double value, double error)
    {
        var digits = error is > 0 and < 1e300 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(error)), 0, 6) : 0;
        return value.ToString($"N{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>An estimate with the half-width of its 95 % interval.</summary>
    public static string Of(Answers.Estimate estimate) => estimate.Value is { } value
        ? $"{Number(value, estimate.StandardError ?? 0)} " +
            $"± {Number(estimate.Interval95.Width / 2, estimate.StandardError ?? 0)}"
        : "too noisy to say";

    /// <summary>A cost: ε, or, where none bounds it, ρ.</summary>
    public static string Cost(PrivacyCost? cost) => cost?.EpsilonMicros == long.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"ρ {cost.RhoMicros / 1e6:0.######}")
        : string.Create(CultureInfo.InvariantCulture, $"ε {(cost?.EpsilonMicros ?? 0) / 1e6:0.######}");

    /// <summary>The name of a noise, as documents and screens give it.</summary>
    public static string NameOf(NoiseKind? kind) => kind switch
    {
        NoiseKind.DiscreteLaplace => "discreteLaplace",
        NoiseKind.DiscreteGaussian => "discreteGaussian",
        NoiseKind.OneSidedGeometric => "oneSidedGeometric",
        _ => "unknown",
    };

    /// <summary>A text of the data that cannot move the cursor or hide anything.</summary>
    public static string Printable(string text) => string.Concat(text.Select(character =>
        char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format
            ? '\uFFFD' : character));

    private static string Scaled(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}".TrimEnd('0').TrimEnd('.');
        return unscaled.Sign < 0 ? "-" + text : text;
    }
}
