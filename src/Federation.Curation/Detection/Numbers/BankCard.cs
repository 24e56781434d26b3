namespace Federation.Curation.Detection.Numbers;

/// <summary>Bank card numbers of 13 to 19 digits (ISO 7812): Luhn's check and a range that is issued.</summary>
internal static class BankCard
{
    public const int DigitsMin = 13;
    public const int DigitsMax = 19;

    private static readonly ContextWords Words =
        ["卡号", "卡號", "银行卡", "銀行卡", "账号", "帳號", "账户", "信用卡", "借记卡", "储蓄卡", "card", "cc", "visa", "account"];

    /// <summary>Whether digits are a card number.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits) =>
        digits.Length is >= DigitsMin and <= DigitsMax && IsIssued(digits) && PassesLuhn(digits)
        && !ResidentId.HasForm(digits);

    /// <summary>Adds a digit to both sums of Luhn's check: whichever fits depends on where the number ends.</summary>
    /// <param name="sums">The sum where the last digit is doubled, and where it is not.</param>
    /// <param name="digit">The next digit's value.</param>
    public static (int Doubled, int Plain) AddLuhn((int Doubled, int Plain) sums, int digit)
    {
        var doubled = digit > 4 ? (digit * 2) - 9 : digit * 2;
        return (sums.Plain + doubled, sums.Doubled + digit);
    }

    /// <summary>Whether groups are cut as cards are, or the context says card.</summary>
    public static bool IsGroupedSo(string view, NumberCluster cluster, int first, int last)
    {
        if (first == last)
        {
            return true;
        }

        var (isFours, isEven) = (true, true);
        for (var i = first; i < last; i++)
        {
            isFours &= cluster.LengthOf(i) == 4 && cluster.GapAfter(view, i).Length == 1;
            isEven &= cluster.LengthOf(i) == cluster.LengthOf(first) && cluster.GapAfter(view, i).Length == 1;
        }

        var isSixFirst = last == first + 1 && cluster.LengthOf(first) == 6;
        return (isFours && cluster.LengthOf(last) <= 4) || (isEven && cluster.LengthOf(first) <= 2) || isSixFirst
            || IsAmex(cluster, first, last) || Context.IsBefore(view, cluster.StartOf(first), 12, Words);
    }

    private static bool IsAmex(NumberCluster cluster, int first, int last) =>
        last == first + 2 && cluster.LengthOf(first) == 4 && cluster.LengthOf(first + 1) == 6
        && cluster.LengthOf(last) == 5;

    private static bool IsIssued(ReadOnlySpan<char> digits)
    {
        var four = Calendar.Number(digits[..4]);
        return digits[0] switch
        {
            '4' => digits.Length is 13 or 16 or 18 or 19,
            '5' => digits[1] is >= '1' and <= '5' ? digits.Length == 16 : digits.Length >= 15,
            '6' => digits[1] == '2' || (four is 6011 or (>= 6440 and <= 6599) or (>= 6000 and <= 6099)),
            '3' => (digits.Length == 15 && digits[1] is '4' or '7')
                || (digits.Length is >= 16 and <= 19 && digits[1] == '5')
                || (digits.Length == 14 && digits[1] is '0' or '6' or '8' or '9'),
            '9' => digits.Length == 19 && four is >= 9400 and <= 9999 && digits[1] is '4' or '5' or '8' or '9',
            _ => digits.Length == 16 && four is >= 2221 and <= 2720,
        };
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
