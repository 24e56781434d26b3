namespace Federation.Curation.Detection.Numbers;

/// <summary>Chinese landlines: area code, brackets, extension; without an area code in context only.</summary>
internal static class Landline
{
    private const int ExtensionDigitsMax = 6;

    private static readonly ContextWords Words = ["电话", "電話", "座机", "座機", "固话", "固話", "传真", "傳真", "tel", "fax"];
    private static readonly ContextWords Services = ["热线", "客服", "服务"];
    private static readonly string[] ExtensionWords = ["转", "轉", "分机", "分機", "ext.", "ext", "x"];

    public static Hit Judge(string view, NumberCluster cluster, int first, int last, ReadOnlySpan<char> digits)
    {
        var start = cluster.StartOf(first);
        Span<char> full = stackalloc char[digits.Length + 1];
        full[0] = '0';
        digits.CopyTo(full[1..]);
        var isAbroad = digits[0] != '0' && CountryPrefix.HasChina(view, start);
        var area = isAbroad ? ChinesePhone.AreaLength(full) - 1 : ChinesePhone.AreaLength(digits);
        if (area > 0)
        {
            return IsCutAtArea(cluster, first, last, area) || ChinesePhone.IsNamed(view, start)
                ? Make(view, cluster, last, CountryPrefix.StartOfChina(view, start), "landline")
                : default;
        }

        var isLocal = digits.Length is 7 or 8 && digits[0] is >= '2' and <= '9' && last - first <= 1
            && !cluster.GapAfterIs(view, first, last, '.') && last + 1 == cluster.Count
            && !view.AsSpan(Math.Max(0, start - 2), Math.Min(2, start)).Contains('+')
            && Context.IsBefore(view, start, 8, Words) && !Context.IsBefore(view, start, 10, Services);
        return isLocal ? Make(view, cluster, last, start, "landline-local") : default;
    }

    /// <summary>The area code is a group, or begins the only one; the local number has at most two.</summary>
    private static bool IsCutAtArea(NumberCluster cluster, int first, int last, int area) =>
        first == last
        || (cluster.LengthOf(first) == area && last - first <= 2 && cluster.LengthOf(last) is 4 or 7 or 8)
        || (last == first + 1 && cluster.LengthOf(first) > area && cluster.LengthOf(last) == 4);

    private static Hit Make(string view, NumberCluster cluster, int last, int start, string rule)
    {
        var from = start > 0 && view[start - 1] == '(' ? start - 1 : start;
        from = from > 0 && view[from - 1] == '+' ? from - 1 : from;
        var end = cluster.EndOf(last);
        var isDashed = last + 1 < cluster.Count && cluster.GapAfter(view, last) is "-" or " - "
            && cluster.LengthOf(last + 1) is >= 1 and <= 5;
        if (isDashed)
        {
            end = cluster.EndOf(last + 1);
        }

        return new Hit(PiiType.Landline, from, ExtensionEnd(view, end) - from, rule, Hit.Likely);
    }

    /// <summary>The end of an extension that follows, or the place itself.</summary>
    internal static int ExtensionEnd(string view, int end)
    {
        var i = end;
        while (i < view.Length && i - end < 2 && view[i] is ' ' or ',' or '-')
        {
            i++;
        }

        foreach (var word in ExtensionWords)
        {
            if (view.AsSpan(i).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                var from = i + word.Length;
                while (from < view.Length && view[from] is ' ' or ':')
                {
                    from++;
                }

                var to = from;
                while (to < view.Length && to - from < ExtensionDigitsMax && char.IsAsciiDigit(view[to]))
                {
                    to++;
                }

                return to > from ? to : end;
            }
        }

        return end;
    }
}
