namespace Federation.Curation.Detection.Tokens;

/// <summary>Passports and permits: one or two letters and seven to ten digits, beside a word that names them.</summary>
internal static class TravelDocument
{
    private static readonly ContextWords Words =
    [
        "护照", "護照", "passport", "通行证", "通行證", "回乡证", "回鄉證", "台胞证", "台胞證", "证件", "證件", "出入境", "签证",
        "簽證", "港澳", "往来", "旅行证", "permit", "travel document", "id no", "证号", "證號", "visa",
    ];

    private static readonly ContextWords PassportWords = ["护照", "護照", "passport"];
    private static readonly ContextWords TaiwanWords = ["台胞", "臺胞", "台湾居民", "台灣居民", "臺灣居民", "通行证"];

    public static void Find(string view, int start, int end, int lettersCount, List<Hit> hits)
    {
        Span<char> document = stackalloc char[13];
        var (length, to) = Read(view, start, document);
        if (length == 0 || (to < view.Length && char.IsAsciiLetterOrDigit(view[to])))
        {
            return;
        }

        var code = document[..length];
        var type = TypeOf(code);
        if (type is { } known && Context.IsBefore(view, start, 22, Words))
        {
            var isPassport = known == PiiType.Passport || Context.IsBefore(view, start, 8, PassportWords);
            hits.Add(new Hit(
                isPassport ? PiiType.Passport : known, start, to - start,
                isPassport ? "passport" : "permit", Hit.Likely));
        }
        else if (type is null && lettersCount <= 2 && length is >= 7 and <= 10
            && Context.IsBefore(view, start, 12, PassportWords))
        {
            hits.Add(new Hit(PiiType.Passport, start, to - start, "passport-foreign", Hit.Likely));
        }
    }

    /// <summary>Digits alone: the permit of a Taiwan compatriot.</summary>
    public static void FindDigits(string view, int start, int end, List<Hit> hits)
    {
        if (end - start is 8 or 10 && !view.AsSpan(start, end - start).ContainsAnyExceptInRange('0', '9')
            && Context.IsBefore(view, start, 14, TaiwanWords))
        {
            hits.Add(new Hit(PiiType.Permit, start, end - start, "permit-taiwan", Hit.Likely));
        }
    }

    private static PiiType? TypeOf(ReadOnlySpan<char> code)
    {
        var (first, second) = (char.ToUpperInvariant(code[0]), char.ToUpperInvariant(code[1]));
        var isTwo = char.IsAsciiLetter(second);
        return (first, isTwo, code.Length) switch
        {
            ('E' or 'G', false, 9) => PiiType.Passport,
            ('E', true, 9) when second is not ('I' or 'O') => PiiType.Passport,
            ('D' or 'S' or 'P', true, 9) when second == 'E' => PiiType.Passport,
            ('H' or 'M', false, 9 or 11) => PiiType.Permit,
            ('C', false, 9) => PiiType.Permit,
            ('C', true, 9) when second is not ('I' or 'O') => PiiType.Permit,
            ('T' or 'L' or 'D' or 'W', false, 9) => PiiType.Permit,
            _ => null,
        };
    }

    /// <summary>Letters and digits over single spaces and dashes.</summary>
    private static (int Length, int End) Read(string view, int start, Span<char> document)
    {
        var (length, i) = (0, start);
        while (i < view.Length && length < document.Length)
        {
            if (char.IsAsciiDigit(view[i]) || (char.IsAsciiLetter(view[i]) && length < 2))
            {
                document[length++] = view[i++];
            }
            else if (view[i] is ' ' or '-' && length > 0 && length < 11 && i + 1 < view.Length
                && char.IsAsciiDigit(view[i + 1]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return (length >= 7 ? length : 0, i);
    }
}
