using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Federation.Stores;

/// <summary>How a single value is read as what its column was declared to be; what cannot be is null.</summary>
/// <remarks>The values are those of a dynamically typed engine: null, long, double, string or byte[].</remarks>
internal static partial class ScalarRules
{
    /// <summary>The value as a number; NaN and ±Inf are numbers here.</summary>
    public static double? Number(object? value) => value switch
    {
        long whole => whole,
        double real => real,
        string text when NumberGrammar().IsMatch(text) => Parse(text.AsSpan().Trim(" \t")),
        _ => null,
    };

    /// <summary>The value as a whole number of 64 bits.</summary>
    public static long? Whole(object? value) => value switch
    {
        long whole => whole,
        string text when WholeGrammar().IsMatch(text) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : null,
        _ => Number(value) is { } real and >= -9223372036854775808.0 and < 9223372036854775808.0
            && real == Math.Floor(real) ? (long)real : null,
    };

    /// <summary>The value as 1 or 0.</summary>
    public static long? Truth(object? value) => value switch
    {
        string text => text.ToLowerInvariant() switch
        {
            "true" or "t" or "1" => 1,
            "false" or "f" or "0" => 0,
            _ => null,
        },
        _ => Number(value) switch { 1 => 1, 0 => 0, _ => null },
    };

    /// <summary>The value as text; bytes as <c>\x</c> and lower hexadecimal digits.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double real => RealText(real),
        byte[] bytes => @"\x" + Convert.ToHexStringLower(bytes),
        _ => null,
    };

    /// <summary>The value as the name of a privacy unit; what names nobody is null.</summary>
    public static string? Unit(object? value) =>
        value is double real && !double.IsFinite(real) ? null : Text(value) is { Length: > 0 } text ? text : null;

    /// <summary>A text as the key of a group: its normal form C; null where that has more bytes than may be.</summary>
    public static string? Key(string? text, long bytesMax)
    {
        var normal = text?.Normalize(NormalizationForm.FormC); // The engine gives whole characters: it cannot fail.
        return normal is not null && Encoding.UTF8.GetByteCount(normal) <= bytesMax ? normal : null;
    }

    private static string RealText(double real)
    {
        var text = real.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(real) && !text.AsSpan().ContainsAny(".E") ? text + ".0" : text.ToLowerInvariant();
    }

    private static double Parse(ReadOnlySpan<char> text)
    {
        var digits = text.TrimStart("+-");
        return digits[0] switch
        {
            'n' or 'N' => double.NaN,
            'i' or 'I' => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex("^[ \\t]*[+-]?(([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"
        + "|[nN][aA][nN]|[iI][nN][fF]([iI][nN][iI][tT][yY])?)[ \\t]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberGrammar();

    [GeneratedRegex(@"^-?[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WholeGrammar();
}
