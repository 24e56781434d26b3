namespace Federation.Curation.Detection.Tokens;

/// <summary>International bank account numbers (ISO 13616): length by country, check mod 97.</summary>
internal static class Iban
{
    private const int LengthMax = 34;
    private const int CheckedLength = 4;
    private const ulong NumberMax = 1_000_000_000_000_000;

    /// <summary>Country and length, as the registry lists them.</summary>
    private const string Lengths =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23"
        + "GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31"
        + "MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SD18SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20";

    private static readonly byte[] ByCountry = ReadLengths();

    private static readonly ContextWords Words = ["iban"];

    /// <summary>Whether characters without spaces are a valid number.</summary>
    public static bool IsValid(ReadOnlySpan<char> code) => code.Length == LengthOf(code) && Remainder(code) == 1;

    public static void Find(string view, int start, List<Hit> hits)
    {
        if (start + 4 > view.Length || LengthOf(view.AsSpan(start, 2)) is var length && length == 0
            || !char.IsAsciiDigit(view[start + 2]) || !char.IsAsciiDigit(view[start + 3]))
        {
            return;
        }

        Span<char> code = stackalloc char[LengthMax];
        var (count, i) = (0, start);
        while (i < view.Length && count < length)
        {
            if (char.IsAsciiLetterOrDigit(view[i]))
            {
                code[count++] = view[i++];
            }
            else if (view[i] is ' ' or '-' && i + 1 < view.Length && char.IsAsciiLetterOrDigit(view[i + 1]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        var isWhole = i == view.Length || !char.IsAsciiLetterOrDigit(view[i]);
        if (count == length && isWhole && (Remainder(code[..count]) == 1 || Context.IsBefore(view, start, 20, Words)))
        {
            hits.Add(new Hit(PiiType.Iban, start, i - start, "iban", Hit.Certain));
        }
    }

    private static byte[] ReadLengths()
    {
        var lengths = new byte[26 * 26];
        for (var i = 0; i < Lengths.Length; i += 4)
        {
            lengths[((Lengths[i] - 'A') * 26) + Lengths[i + 1] - 'A'] =
                (byte)(((Lengths[i + 2] - '0') * 10) + Lengths[i + 3] - '0');
        }

        return lengths;
    }

    private static int LengthOf(ReadOnlySpan<char> code)
    {
        var (first, second) = ((code[0] | 0x20) - 'a', (code[1] | 0x20) - 'a');
        return first is >= 0 and < 26 && second is >= 0 and < 26 ? ByCountry[(first * 26) + second] : 0;
    }

    private static int Remainder(ReadOnlySpan<char> code)
    {
        var number = Append(Append(0, code[CheckedLength..]), code[..CheckedLength]);
        return (int)(number % 97);
    }

    /// <summary>Writes characters behind a number, of which only the remainder matters.</summary>
    private static ulong Append(ulong number, ReadOnlySpan<char> code)
    {
        foreach (var character in code)
        {
            number = char.IsAsciiDigit(character)
                ? (number * 10) + character - '0'
                : (number * 100) + (ulong)((character | 0x20) - 'a' + 10);
            number = number < NumberMax ? number : number % 97;
        }

        return number;
    }
}
