namespace Federation.Curation.Detection;

/// <summary>Bank card numbers of 13 to 19 digits (ISO 7812): Luhn's check and a range that is issued.</summary>
public sealed class BankCardDetector : IDetector
{
    private const int DigitsMin = 13;
    private const int DigitsMax = 19;

    /// <inheritdoc/>
    public string Type => "BANK_CARD";

    /// <summary>Whether digits are a card number.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits) =>
        digits.Length is >= DigitsMin and <= DigitsMax && IsIssued(digits) && PassesLuhn(digits);

    /// <inheritdoc/>
    public IEnumerable<(int Start, int Length)> Find(string view)
    {
        ArgumentNullException.ThrowIfNull(view);
        foreach (var run in DigitRun.In(view, " -"))
        {
            if (IsValid(run.Digits) && !IsAttached(view, run) && !ResidentIdDetector.HasForm(run.Digits))
            {
                yield return run.Span(0, run.Digits.Length);
            }
        }
    }

    /// <summary>Digits of an order number or a hexadecimal word are no card.</summary>
    private static bool IsAttached(string view, DigitRun run) =>
        (run.Start > 0 && char.IsAsciiLetter(view[run.Start - 1]))
        || (run.End + 1 < view.Length && char.IsAsciiLetter(view[run.End + 1]));

    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var four = int.Parse(digits[..4], System.Globalization.CultureInfo.InvariantCulture);
        return digits[0] is '4' or '5' || digits[..2] is "62" or "34" or "37" or "35" || four is >= 2221 and <= 2720;
    }

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
