namespace Federation.Curation.Detection.Tokens;

/// <summary>Identity cards of Hong Kong (check mod 11) and of Taiwan (check mod 10).</summary>
internal static class IslandId
{
    private const int HongKongDigits = 6;
    private const int TaiwanDigits = 9;
    private const string TaiwanLetters = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private static readonly ContextWords HongKongWords = ["香港身", "身份證", "hkid", "hk id", "identity card", "香港永久"];

    public static void Find(string view, int start, int end, int lettersCount, List<Hit> hits)
    {
        Span<char> digits = stackalloc char[TaiwanDigits];
        var (count, i) = (0, start + lettersCount);
        while (i < view.Length && count < TaiwanDigits)
        {
            if (char.IsAsciiDigit(view[i]))
            {
                digits[count++] = view[i++];
            }
            else if (view[i] is ' ' or '-' && i + 1 < view.Length && char.IsAsciiDigit(view[i + 1]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        var isEnd = i == view.Length || !char.IsAsciiLetterOrDigit(view[i]);
        if (lettersCount == 1 && count == TaiwanDigits && isEnd && IsTaiwan(view[start], digits))
        {
            hits.Add(new Hit(PiiType.TaiwanId, start, i - start, "tw-id", Hit.Certain));
        }
        else if (count >= HongKongDigits && count <= HongKongDigits + 1)
        {
            FindHongKong(view, start, lettersCount, digits[..count], i, hits);
        }
    }

    /// <summary>Whether a letter and nine digits are a valid number of Taiwan.</summary>
    public static bool IsTaiwan(char letter, ReadOnlySpan<char> digits)
    {
        var place = TaiwanLetters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
        if (place < 0 || digits[0] is not ('1' or '2' or '8' or '9'))
        {
            return false;
        }

        var value = place + 10;
        var sum = (value / 10) + (value % 10 * 9) + (digits[^1] - '0');
        for (var i = 0; i < TaiwanDigits - 1; i++)
        {
            sum += (digits[i] - '0') * (8 - i);
        }

        return sum % 10 == 0;
    }

    /// <summary>Whether one or two letters, six digits and a check character are a valid number of Hong Kong.</summary>
    public static bool IsHongKong(ReadOnlySpan<char> letters, ReadOnlySpan<char> digits, char check)
    {
        var sum = letters.Length == 1 ? 36 * 9 : (char.ToUpperInvariant(letters[0]) - 'A' + 10) * 9;
        sum += (char.ToUpperInvariant(letters[^1]) - 'A' + 10) * 8;
        for (var i = 0; i < HongKongDigits; i++)
        {
            sum += (digits[i] - '0') * (7 - i);
        }

        sum += char.ToUpperInvariant(check) == 'A' ? 10 : char.IsAsciiDigit(check) ? check - '0' : 100;
        return sum % 11 == 0;
    }

    private static void FindHongKong(
        string view, int start, int lettersCount, ReadOnlySpan<char> digits, int end, List<Hit> hits)
    {
        var letters = view.AsSpan(start, lettersCount);
        if (digits.Length == HongKongDigits)
        {
            // The check character in brackets, or the letter A at the end of the word.
            var at = end;
            while (at < view.Length && at - end < 2 && view[at] is ' ' or '(' or '[')
            {
                at++;
            }

            var isBracketed = at > end && at + 1 < view.Length && view[at + 1] is ')' or ']';
            if (at < view.Length && (isBracketed || at == end) && IsHongKong(letters, digits, view[at]))
            {
                var to = isBracketed ? at + 2 : at + 1;
                Add(view, start, to, isBracketed, hits);
            }
        }
        else if (IsHongKong(letters, digits[..HongKongDigits], digits[^1]))
        {
            Add(view, start, end, isCertain: false, hits);
        }
    }

    private static void Add(string view, int start, int end, bool isCertain, List<Hit> hits)
    {
        var isWhole = end == view.Length || !char.IsAsciiLetterOrDigit(view[end]);
        if (isCertain || (isWhole && Context.IsBefore(view, start, 20, HongKongWords)))
        {
            hits.Add(new Hit(PiiType.HongKongId, start, end - start, "hk-id", isCertain ? Hit.Certain : Hit.Likely));
        }
    }
}
