namespace Federation.Curation.Detection.Numbers;

/// <summary>Dates of birth: a date beside a word for birth. Other dates stay.</summary>
internal static class BirthDate
{
    /// <summary>What finds them.</summary>
    public const string Rule = "birth-date";

    private const int YearMin = 1880;
    private const int YearMax = Redaction.RedactionRecipe.ReferenceYearMax;

    /// <summary>How far before a date a word for birth may stand.</summary>
    private const int BeforeMax = 18;

    /// <summary>How far before its year a date in English may begin.</summary>
    private const int EnglishMax = 24;

    private static readonly System.Buffers.SearchValues<char> InDate = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,. ");

    private static readonly ContextWords Before =
        ["出生", "生日", "生于", "生於", "诞生", "誕生", "born", "birth", "dob", "d.o.b", "b-day", "生辰"];
    private static readonly ContextWords After = ["出生", "生人", "生于", "生於", "born", "降生"];
    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Whether the digits of a group are a year that somebody can be born in.</summary>
    public static bool IsYear(ReadOnlySpan<char> digits) => Calendar.Number(digits) is >= YearMin and <= YearMax;

    public static void Find(string view, NumberCluster cluster, ViewWords words, List<Hit> hits)
    {
        for (var group = 0; group < cluster.Count; group++)
        {
            if (!CanBegin(view, cluster, group))
            {
                continue;
            }

            if (!words.HasBirthNear(cluster.StartOf(0), cluster.End))
            {
                return;
            }

            var (start, end) = Extent(view, cluster, group);
            if (end > start && IsBirth(view, start, end))
            {
                hits.Add(new Hit(PiiType.BirthDate, start, end - start, Rule, Hit.Likely));
                return;
            }
        }
    }

    /// <summary>Whether a group can be a date, its year, or the first of three groups that are one.</summary>
    private static bool CanBegin(string view, NumberCluster cluster, int group) => cluster.LengthOf(group) switch
    {
        4 or 8 => IsYear(view.AsSpan(cluster.StartOf(group), 4)),
        1 or 2 => group + 2 < cluster.Count && cluster.LengthOf(group + 1) <= 2
            && cluster.LengthOf(group + 2) is 2 or 4,
        _ => false,
    };

    private static bool IsBirth(string view, int start, int end) =>
        Context.IsBefore(view, start, BeforeMax, Before) || Context.IsAfter(view, end, 4, After)
        || (end < view.Length && view[end] == '生' && (end + 1 == view.Length || !IsOtherWord(view[end + 1])));

    /// <summary>生产, 生效, 生活, 生成 and the like begin a word that is not about birth.</summary>
    private static bool IsOtherWord(char next) => "产效活成意态命物长动存病气鲜机化前日".Contains(next);

    private static (int Start, int End) Extent(string view, NumberCluster cluster, int group)
    {
        var (start, end) = (cluster.StartOf(group), cluster.EndOf(group));
        var length = cluster.LengthOf(group);
        if (length == 8)
        {
            return IsYearFirst(view, start, 4, start + 4, 2, start + 6, 2) ? (start, end) : default;
        }

        if (length == 4 && end < view.Length && view[end] is '年')
        {
            return Chinese(view, start, end);
        }

        if (group + 2 < cluster.Count && IsDate(view, cluster, group))
        {
            return (start, cluster.EndOf(group + 2));
        }

        return length <= 4 ? English(view, start, end) : default;
    }

    private static bool IsDate(string view, NumberCluster cluster, int group)
    {
        var (first, second, third) = (cluster.StartOf(group), cluster.StartOf(group + 1), cluster.StartOf(group + 2));
        var (a, b, c) = (cluster.LengthOf(group), cluster.LengthOf(group + 1), cluster.LengthOf(group + 2));
        if (b > 2)
        {
            return false;
        }

        return a == 4
            ? c <= 2 && IsYearFirst(view, first, a, second, b, third, c)
            : a <= 2 && c is 4 or 2 && IsYearLast(view, first, a, second, b, third, c);
    }

    private static bool IsYearFirst(string view, int y, int yLength, int m, int mLength, int d, int dLength) =>
        Calendar.IsDay(At(view, y, yLength), At(view, m, mLength), At(view, d, dLength), YearMin, YearMax);

    private static bool IsYearLast(string view, int a, int aLength, int b, int bLength, int y, int yLength)
    {
        var year = At(view, y, yLength) + (yLength == 2 ? 1900 : 0);
        var (one, two) = (At(view, a, aLength), At(view, b, bLength));
        return Calendar.IsDay(year, one, two, YearMin, YearMax) || Calendar.IsDay(year, two, one, YearMin, YearMax);
    }

    private static int At(string view, int start, int length) => Calendar.Number(view.AsSpan(start, length));

    /// <summary>1980年3月 and 1980年3月20日, with spaces or without.</summary>
    private static (int Start, int End) Chinese(string view, int start, int end)
    {
        var year = At(view, start, 4);
        var monthEnd = Part(view, end + 1, '月', out var month);
        if (monthEnd < 0 || month is < 1 or > 12 || year is < YearMin or > YearMax)
        {
            return default;
        }

        var dayEnd = Part(view, monthEnd, '日', out var day);
        dayEnd = dayEnd < 0 ? Part(view, monthEnd, '号', out day) : dayEnd;
        return dayEnd > 0 && Calendar.IsDay(year, month, day, YearMin, YearMax) ? (start, dayEnd) : (start, monthEnd);
    }

    private static int Part(string view, int from, char unit, out int value)
    {
        while (from < view.Length && view[from] == ' ')
        {
            from++;
        }

        var to = from;
        while (to < view.Length && to - from < 2 && char.IsAsciiDigit(view[to]))
        {
            to++;
        }

        value = At(view, from < view.Length ? from : 0, to - from);
        var at = to < view.Length && view[to] == ' ' ? to + 1 : to;
        return to > from && at < view.Length && view[at] == unit ? at + 1 : -1;
    }

    /// <summary>March 3, 1980 and 3 March 1980: the digits are the day or the year.</summary>
    private static (int Start, int End) English(string view, int start, int end)
    {
        var yearText = view.AsSpan(start, end - start);
        if (yearText.Length != 4 || Calendar.Number(yearText) is < YearMin or > YearMax
            || !(Context.IsBefore(view, start, EnglishMax + BeforeMax, Before) || IsBirth(view, start, end)))
        {
            return default; // Wherever the date begins, no word for birth is near: looking for a month is of no use.
        }

        var from = Math.Max(0, start - EnglishMax);
        var before = view.AsSpan(from, start - from);
        foreach (var month in Months)
        {
            var at = before.LastIndexOf(month, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || (at > 0 && char.IsAsciiLetter(before[at - 1]))
                || before[at..].IndexOfAnyExcept(InDate) >= 0
                || before.Length - at > 18)
            {
                continue;
            }

            var day = at;
            while (day > 0 && at - day < 6
                && (char.IsAsciiLetterOrDigit(before[day - 1]) || before[day - 1] is ' ' or ','))
            {
                day--;
            }

            while (day < at && !char.IsAsciiDigit(before[day]))
            {
                day++;
            }

            return (from + day, end);
        }

        return default;
    }
}
