using System.Globalization;

namespace Federation.Curation.Views;

/// <summary>
/// Folds one character to what detectors know: NFKC of Unicode 14.0 and, beyond it, digits of all scripts, circled and
/// dingbat digits, dashes, bullets and spaces; what cannot be seen is left out. Own tables, never the process's ICU.
/// </summary>
/// <remarks>An ellipsis stays one character, and Arabic presentation forms stay as they are.</remarks>
internal static class CharacterFold
{
    /// <summary>Stands for a character that the view leaves out.</summary>
    public const char LeftOut = '\0';

    /// <summary>Stands for a character that becomes several: see <see cref="Sequences"/>.</summary>
    public const char Several = '\u0001';

    /// <summary>Stands for the first half of a surrogate pair: see <see cref="FoldBeyond"/>.</summary>
    public const char FirstHalf = '\u0002';

    private const int PlaneLength = 0x10000;
    private const string Spaces =
        " \u00A0\u1680\u2000\u2001\u2002\u2003\u2004"
        + "\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000";

    /// <summary>What a character of several folds to.</summary>
    public static readonly Dictionary<int, string> Sequences = ReadSequences();

    /// <summary>What each code unit of the basic plane folds to; itself where nothing is known.</summary>
    public static readonly char[] Plane = MakePlane();

    private static readonly Dictionary<int, char> Beyond = MakeBeyond();

    /// <summary>
    /// What a code point beyond the basic plane folds to, <see cref="LeftOut"/> or <see cref="Several"/>; null where it
    /// stays as it is.
    /// </summary>
    public static char? FoldBeyond(int codePoint) =>
        codePoint is >= 0xE0000 and <= 0xE0FFF ? LeftOut
        : Beyond.TryGetValue(codePoint, out var folded) ? folded
        : Sequences.ContainsKey(codePoint) ? Several
        : null;

    private static char[] MakePlane()
    {
        var plane = new char[PlaneLength];
        for (var i = 0; i < PlaneLength; i++)
        {
            plane[i] = (char)i;
        }

        foreach (var sequence in Sequences.Keys.Where(key => key < PlaneLength))
        {
            plane[sequence] = Several;
        }

        foreach (var (source, target) in Mappings().Where(pair => pair.Source < PlaneLength))
        {
            plane[source] = target;
        }

        foreach (var i in LeftOutCharacters())
        {
            plane[i] = LeftOut;
        }

        plane.AsSpan(0xD800, 0x400).Fill(FirstHalf);

        return plane;
    }

    private static Dictionary<int, char> MakeBeyond() => Mappings().Where(pair => pair.Source >= PlaneLength)
        .DistinctBy(pair => pair.Source).ToDictionary(pair => pair.Source, pair => pair.Target);

    private static IEnumerable<(int Source, char Target)> Mappings()
    {
        foreach (var run in CompatibilitySingles.Data.Split(' '))
        {
            var parts = run.Split('+', '>');
            var (source, target) = (Hex(parts[0]), Hex(parts[^1]));
            var length = parts.Length == 3 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
            for (var i = 0; i < length; i++)
            {
                yield return (source + i, (char)(target + i));
            }
        }

        foreach (var (first, last, target) in Ranges())
        {
            for (var i = first; i <= last; i++)
            {
                yield return (i, (char)(target + i - first));
            }
        }

        foreach (var (character, target) in Likenesses())
        {
            yield return (character, target);
        }
    }

    private static IEnumerable<(int First, int Last, int Target)> Ranges()
    {
        foreach (var zero in DecimalDigits.Data.Split(' ').Select(Hex))
        {
            yield return (zero, zero + 9, '0');
        }

        yield return (0xFF01, 0xFF5E, '!');                      // Full-width forms.
        yield return (0x24F5, 0x24FD, '1');                      // Double circled.
        yield return (0x2776, 0x277E, '1');                      // Negative circled, ❶.
        yield return (0x2780, 0x2788, '1');
        yield return (0x278A, 0x2792, '1');
        yield return (0x1F150, 0x1F169, 'A');                    // Negative circled and squared letters.
        yield return (0x1F170, 0x1F189, 'A');
        yield return (0x1F1E6, 0x1F1FF, 'A');                    // Regional indicators.
    }

    private static IEnumerable<(int Character, char Target)> Likenesses()
    {
        foreach (var space in Spaces)
        {
            yield return (space, ' ');
        }

        foreach (var dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58\uFE63\u30FC\u2E3A\u2500\u2501")
        {
            yield return (dash, '-');
        }

        foreach (var bullet in "\u2022\u2027\u2219\u22C5\u30FB\uFF65\u2E31\u25CF\u2024")
        {
            yield return (bullet, '\u00B7');
        }

        yield return (0x24FF, '0');
        yield return (0x1F10B, '0');
        yield return (0x1F10C, '0');
        yield return (0xFE52, '.');
        yield return (0x3010, '[');
        yield return (0x3011, ']');
        yield return (0x3014, '(');
        yield return (0x3015, ')');
    }

    private static IEnumerable<int> LeftOutCharacters()
    {
        (int First, int Last)[] ranges =
        [
            (0, 0x8), (0xE, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160),
            (0x17B4, 0x17B5), (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
            (0x20D0, 0x20F0), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB),
        ];
        return ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1));
    }

    private static Dictionary<int, string> ReadSequences() => CompatibilitySequences.Data.Split(' ')
        .Select(entry => entry.Split('>'))
        .ToDictionary(parts => Hex(parts[0]), parts => string.Concat(parts[1].Split('.').Select(hex =>
            (char)Hex(hex))));

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
