namespace Federation.Curation.Detection;

/// <summary>
/// The year of the data: a day after it is nobody's birthday yet, and what holds one is no number of a resident.
/// </summary>
internal static class ReferenceYear
{
    private const int YearDigits = 4;
    private const int ResidentYearStart = 6;

    /// <summary>Takes away dates of birth, also inside resident numbers, that are later than a year.</summary>
    public static void RemoveLater(string view, List<Hit> hits, int year)
    {
        for (var i = hits.Count - 1; i >= 0; i--)
        {
            if (hits[i].Type is PiiType.BirthDate or PiiType.ResidentId && IsLater(view, hits[i], year))
            {
                hits.RemoveAt(i);
            }
        }
    }

    private static bool IsLater(string view, Hit hit, int year) => hit.Rule switch
    {
        Numbers.BirthDate.Rule => YearOf(view.AsSpan(hit.Start, hit.Length)) > year,
        Numbers.ResidentId.Rule => YearInside(view.AsSpan(hit.Start, hit.Length)) > year,
        _ => false,
    };

    /// <summary>The first four digits in a row; 0 where a year has two.</summary>
    private static int YearOf(ReadOnlySpan<char> date)
    {
        for (var i = 0; i + YearDigits <= date.Length; i++)
        {
            if (date.Slice(i, YearDigits).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return Numbers.Calendar.Number(date.Slice(i, YearDigits));
            }
        }

        return 0;
    }

    /// <summary>The year of birth behind the region, whatever parts the digits.</summary>
    private static int YearInside(ReadOnlySpan<char> number)
    {
        var (count, year) = (0, 0);
        foreach (var character in number)
        {
            if (char.IsAsciiDigit(character) && count++ is >= ResidentYearStart and < ResidentYearStart + YearDigits)
            {
                year = (year * 10) + (character - '0');
            }
        }

        return year;
    }
}
