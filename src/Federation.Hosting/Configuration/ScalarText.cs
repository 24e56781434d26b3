using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Federation.Hosting.Configuration;

/// <summary>How values are spelt: one way each, exact, and the same under every culture.</summary>
internal static partial class ScalarText
{
    private const int FemtosDigits = 15;

    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    public static long? Integer(string text) =>
        IntegerForm().IsMatch(text)
        && long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var value)
            ? value : null;

    /// <summary>Exact: at most 28 digits, so that nothing is rounded.</summary>
    public static decimal? Decimal(string text) =>
        DecimalForm().IsMatch(text) && text.Count(char.IsAsciiDigit) <= 28
        && decimal.TryParse(text.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value : null;

    /// <summary>A part of one, such as a probability, as a whole number of 10⁻¹⁵: <c>1e-6</c> or <c>0.000001</c>.
    /// Exact: what is finer is no such number.</summary>
    public static long? Femtos(string text)
    {
        var match = FemtosForm().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var decimals = match.Groups[2].Value;
        var exponent = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        var digits = BigInteger.Parse(match.Groups[1].Value + decimals, CultureInfo.InvariantCulture);
        var shift = FemtosDigits - exponent - decimals.Length;
        var (femtos, finer) = shift >= 0
            ? (digits * BigInteger.Pow(10, shift), BigInteger.Zero)
            : BigInteger.DivRem(digits, BigInteger.Pow(10, -shift));
        return finer.IsZero && femtos <= long.MaxValue ? (long)femtos : null;
    }

    public static bool? Boolean(string text) => text switch { "true" => true, "false" => false, _ => null };

    /// <summary>A whole number and one unit: <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>24h</c>, <c>365d</c>.</summary>
    public static TimeSpan? Duration(string text)
    {
        var match = DurationForm().Match(text);
        if (!match.Success || !int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var ticksPerUnit = match.Groups[2].Value switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => TimeSpan.TicksPerDay,
        };
        var ticks = (Int128)count * ticksPerUnit;
        return ticks <= TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }

    /// <summary>RFC 3339 with an offset, or a date alone, which is its midnight in UTC.</summary>
    public static DateTimeOffset? Instant(string text) =>
        InstantForm().IsMatch(text)
        && DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var value)
            ? value : null;

    /// <summary>How an enumerated value is written: <c>DiscreteLaplace</c> is <c>discrete-laplace</c>.</summary>
    public static string KebabCase(string name) =>
        CamelHump().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex(@"^-?(\d{1,19}|\d{1,3}(_\d{3})+)$", RegexOptions.ECMAScript)]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"^-?(\d+|\d{1,3}(_\d{3})+)(\.\d+)?$", RegexOptions.ECMAScript)]
    private static partial Regex DecimalForm();

    [GeneratedRegex(@"^(\d{1,15})(?:\.(\d{1,25}))?(?:e-(\d{1,2}))?$", RegexOptions.ECMAScript)]
    private static partial Regex FemtosForm();

    [GeneratedRegex(@"^(\d{1,9})(ms|s|m|h|d)$", RegexOptions.ECMAScript)]
    private static partial Regex DurationForm();

    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2}))?$", RegexOptions.ECMAScript)]
    private static partial Regex InstantForm();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CamelHump();
}
