using System.Globalization;

namespace Federation.Curation.Detection.Numbers;

/// <summary>
/// Prefectures of GB/T 2260 by province, the abolished ones with them: of numbers given out since 1984. The county, the
/// last two digits, is not looked up: an unknown new one would leave a person in the text.
/// </summary>
internal static class RegionCodes
{
    /// <summary>A province and the prefectures it has or had, as ranges.</summary>
    private const string Prefectures =
        "11:01-03 12:01-03 13:01-11,21-33,90 14:01-11,21-33 15:01-09,21-30 21:01-14,21-31 22:01-08,21-26,90 "
        + "23:01-12,21-33,90 31:01-03 32:01-13,20-30,90 33:01-11,21-30,90 34:01-18,21-31 35:01-09,21-30 "
        + "36:01-11,21-30 37:01-17,20-33,90 41:01-17,20-30,90 42:01-13,20-30,90 43:01-14,20-33 "
        + "44:01-21,20-30,51-53,90 45:01-14,20-33 46:00-04,90 50:00-03 51:01-20,21-34,90 52:01-06,21-30 "
        + "53:01-09,20-36 54:01-06,20-30 61:01-10,20-30 62:01-12,20-30 63:01-02,20-30 64:01-05,20-23 "
        + "65:01-05,20-33,39-45,90 71:00-99 81:00-99 82:00-99 83:00-99";

    private static readonly bool[] Known = Read();

    /// <summary>Whether the first six digits name a region.</summary>
    public static bool IsKnown(ReadOnlySpan<char> digits) => Known[Calendar.Number(digits[..4])];

    private static bool[] Read()
    {
        var known = new bool[10_000];
        foreach (var province in Prefectures.Split(' '))
        {
            var parts = province.Split(':');
            foreach (var range in parts[1].Split(','))
            {
                var ends = range.Split('-');
                for (var i = Parse(ends[0]); i <= Parse(ends[^1]); i++)
                {
                    known[(Parse(parts[0]) * 100) + i] = true;
                }
            }
        }

        return known;
    }

    private static int Parse(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
