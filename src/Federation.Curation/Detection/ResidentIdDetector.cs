using System.Globalization;

namespace Federation.Curation.Detection;

/// <summary>
/// Chinese resident identity numbers of 18 characters (GB 11643): region, a real date, checksum mod 11.
/// </summary>
public sealed class ResidentIdDetector : IDetector
{
    private const string Checks = "10X98765432";
    private const int LengthCharacters = 18;
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <inheritdoc/>
    public string Type => "RESIDENT_ID";

    /// <summary>Whether 18 characters are a valid number.</summary>
    public static bool IsValid(ReadOnlySpan<char> number)
    {
        if (number.Length != LengthCharacters || number[0] is < '1' or > '9')
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < LengthCharacters - 1; i++)
        {
            if (!char.IsAsciiDigit(number[i]))
            {
                return false;
            }

            sum += (number[i] - '0') * Weights[i];
        }

        return Checks[sum % 11] == char.ToUpperInvariant(number[^1]) && HasDate(number);
    }

    /// <inheritdoc/>
    public IEnumerable<(int Start, int Length)> Find(string view)
    {
        ArgumentNullException.ThrowIfNull(view);
        foreach (var run in DigitRun.In(view, " -"))
        {
            var afterEnd = run.End + 1;
            var hasX = afterEnd < view.Length && (view[afterEnd] is 'X' or 'x');
            var text = hasX ? run.Digits + 'X' : run.Digits;
            for (var first = 0; first + LengthCharacters <= text.Length; first++)
            {
                if (IsValid(text.AsSpan(first, LengthCharacters)))
                {
                    var last = first + LengthCharacters - 1;
                    var end = last == run.Digits.Length ? afterEnd : run.Offsets[last];
                    yield return (run.Offsets[first], end - run.Offsets[first] + 1);
                }
            }
        }
    }

    /// <summary>
    /// Whether digits have region and date of such a number: with a wrong checksum it is no card either.
    /// </summary>
    internal static bool HasForm(ReadOnlySpan<char> digits) =>
        digits.Length == LengthCharacters && digits[0] is >= '1' and <= '8' && digits[1] is >= '1' and <= '6'
        && HasDate(digits);

    private static bool HasDate(ReadOnlySpan<char> number) =>
        DateOnly.TryParseExact(
            number[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
        && born.Year is >= 1850 and <= 2100;
}
