namespace Federation.Curation.Detection.Tokens;

/// <summary>Chinese vehicle plates (GA 36): province, letter, five characters, or six of a new-energy car.</summary>
internal static class Plate
{
    /// <summary>The most characters before the word of a serial: province, letter and two separators.</summary>
    public const int HeadLengthMax = 4;

    private const string Provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛晉陝閩貴粵寧瓊雲";
    private const string Suffixes = "学警挂领试超港澳使";

    /// <summary>Whether a plate can begin with a character.</summary>
    public static bool IsProvince(char character) => character > '\u007F' && Provinces.Contains(character);

    /// <summary>Whether a character can end a plate behind its serial.</summary>
    public static bool IsSuffix(char character) => character > '\u007F' && Suffixes.Contains(character);

    public static void Find(string view, int start, int end, List<Hit> hits)
    {
        // 京A12345 is one word; in 京A·12345 and 京A 12345 the letter stands apart.
        if (start > 0 && IsOffice(view[start]) && Provinces.Contains(view[start - 1]))
        {
            if (Serial(view, start + 1, end) is { } last)
            {
                Add(view, start - 1, last, hits);
            }
        }
        else if (start > 2 && view[start - 1] is '\u00B7' or '.' or '-' or ' ' or '_')
        {
            var letter = view[start - 2] is ' ' or '\u00B7' ? start - 3 : start - 2;
            if (letter > 0 && IsOffice(view[letter]) && Provinces.Contains(view[letter - 1])
                && Serial(view, start, end) is { } last)
            {
                Add(view, letter - 1, last, hits);
            }
        }
        else if (start > 1 && view[start - 1] is ' ' or '\u00B7' && IsOffice(view[start])
            && Provinces.Contains(view[start - 2]) && Serial(view, start + 1, end) is { } last)
        {
            Add(view, start - 2, last, hits);
        }
    }

    private static void Add(string view, int start, int end, List<Hit> hits) =>
        hits.Add(new Hit(PiiType.Plate, start, end - start, "plate", Hit.Likely));

    /// <summary>The end of a serial that begins at a place and fills the word, its suffix included.</summary>
    private static int? Serial(string view, int start, int end)
    {
        var serial = view.AsSpan(start, Math.Max(0, end - start));
        var (digits, isAllowed) = (0, true);
        foreach (var character in serial)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
            isAllowed &= char.ToUpperInvariant(character) is not ('I' or 'O');
        }

        var hasSuffix = end < view.Length && Suffixes.Contains(view[end]);
        var isPlate = serial.Length switch
        {
            4 => hasSuffix && digits >= 3,
            5 => digits >= 2,
            6 => digits >= 4 && (IsEnergy(serial[0]) || IsEnergy(serial[^1])),
            _ => false,
        };
        return isPlate && isAllowed ? (hasSuffix ? end + 1 : end) : null;
    }

    private static bool IsOffice(char character) =>
        char.IsAsciiLetter(character) && char.ToUpperInvariant(character) != 'I';

    /// <summary>A to K without I: pure electric, and other new energy.</summary>
    private static bool IsEnergy(char character) =>
        char.ToUpperInvariant(character) is >= 'A' and <= 'K' and not 'I';
}
