namespace Federation.Curation.Detection.Tokens;

/// <summary>
/// Unified social credit codes (GB 32100): 18 characters, check mod 31; and organisation codes (GB 11714) in context.
/// </summary>
internal static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;
    private const int OrganisationLength = 9;

    private static readonly ContextWords CodeWords = ["信用代码", "信用代碼", "税号", "稅號", "纳税人", "uscc", "机构"];
    private static readonly ContextWords OrganisationWords = ["组织机构", "組織機構", "机构代码"];
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Whether 18 characters in upper or lower case are a valid code.</summary>
    public static bool IsValid(ReadOnlySpan<char> code)
    {
        if (code.Length != Length || !HasHead(code))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(code[i]), StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            sum += value * Weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31] == char.ToUpperInvariant(code[^1]);
    }

    /// <summary>Whether 9 characters are an organisation code.</summary>
    public static bool IsOrganisation(ReadOnlySpan<char> code)
    {
        if (code.Length != OrganisationLength)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < OrganisationLength - 1; i++)
        {
            var letter = char.ToUpperInvariant(code[i]);
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                return false;
            }

            sum += (char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A' + 10) * OrganisationWeights[i];
        }

        var check = 11 - (sum % 11);
        return char.ToUpperInvariant(code[^1]) == (check == 10 ? 'X' : (char)('0' + (check % 11)));
    }

    /// <summary>Looks for a code that begins with a word and goes on over single separators.</summary>
    public static void Find(string view, int start, int end, List<Hit> hits)
    {
        if (start + 8 > view.Length || !IsDepartment(char.ToUpperInvariant(view[start]), Second(view, start)))
        {
            FindOrganisationIn(view, start, end, hits);
            return;
        }

        Span<char> code = stackalloc char[Length];
        var (count, i) = (0, start);
        while (count < Length && i < view.Length)
        {
            if (char.IsAsciiLetterOrDigit(view[i]))
            {
                code[count++] = view[i++];
            }
            else if (view[i] is ' ' or '-' && i > start && i + 1 < view.Length
                && char.IsAsciiLetterOrDigit(view[i + 1]))
            {
                i++;
            }
            else
            {
                break;
            }

            if (count == 8 && !HasHead(code[..8]))
            {
                break;
            }
        }

        var isWhole = i == view.Length || !char.IsAsciiLetterOrDigit(view[i]);
        var isOneCase = i - start == Length || code.IndexOfAnyInRange('a', 'z') < 0;
        if (count == Length && isWhole && isOneCase && IsValid(code) && !IsFailedResidentId(view, start, code))
        {
            hits.Add(new Hit(PiiType.CreditCode, start, i - start, "credit-code", Hit.Certain));
            return;
        }

        FindOrganisationIn(view, start, end, hits);
    }

    /// <summary>The second character, over one separator.</summary>
    private static char Second(string view, int start) =>
        char.ToUpperInvariant(view[start + 1] is ' ' or '-' ? view[start + 2] : view[start + 1]);

    private static void FindOrganisationIn(string view, int start, int end, List<Hit> hits)
    {
        var length = end - start == 8 && end + 1 < view.Length && view[end] == '-' ? 10 : end - start;
        if (length is 9 or 10 && start + length <= view.Length)
        {
            FindOrganisation(view, start, length, hits);
        }
    }

    private static void FindOrganisation(string view, int start, int length, List<Hit> hits)
    {
        Span<char> code = stackalloc char[OrganisationLength];
        view.AsSpan(start, 8).CopyTo(code);
        code[^1] = view[start + length - 1];
        var end = start + length;
        if (IsOrganisation(code) && (end == view.Length || !char.IsAsciiLetterOrDigit(view[end]))
            && Context.IsBefore(view, start, 14, OrganisationWords))
        {
            hits.Add(new Hit(PiiType.OrganisationCode, start, length, "organisation-code", Hit.Certain));
        }
    }

    /// <summary>A resident number with a wrong check digit is no code by chance, unless it is called one.</summary>
    private static bool IsFailedResidentId(string view, int start, ReadOnlySpan<char> code) =>
        Numbers.ResidentId.HasForm(code) && !Context.IsBefore(view, start, 14, CodeWords);

    /// <summary>Registering department and category, and the six digits of a region or of the whole country.</summary>
    private static bool HasHead(ReadOnlySpan<char> code) =>
        IsDepartment(char.ToUpperInvariant(code[0]), char.ToUpperInvariant(code[1]))
        && code[2..8].IndexOfAnyExceptInRange('0', '9') < 0
        && (code[2..4] is "10" || Numbers.RegionCodes.IsKnown(code[2..8]) || code[4..8] is "0000");

    private static bool IsDepartment(char department, char category) => department switch
    {
        '1' or '5' or 'N' => category is '1' or '2' or '3' or '9',
        '2' or '4' or '8' or 'A' => category is '1' or '9',
        '3' => category is (>= '1' and <= '5') or '9',
        '6' or '7' => category is '1' or '2' or '9',
        '9' => category is '1' or '2' or '3',
        'Y' => category == '1',
        _ => false,
    };
}
