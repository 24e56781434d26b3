namespace Federation.Curation.Detection.Numbers;

/// <summary>
/// Phone numbers of other countries: with a country code, in the North American form, or in any form in context.
/// </summary>
internal static class ForeignPhone
{
    private const int DigitsMin = 8;
    private const int DigitsMax = 15;
    private const int ContextDigitsMin = 7;
    private const int GroupsMax = 7;

    private static readonly ContextWords Before =
    [
        "phone", "tel", "call", "cell", "mobile", "fax", "reach", "answering", "dial", "whatsapp", "text me", "calling",
        "telephone", "viber", "phone number",
    ];

    private static readonly ContextWords ChineseBefore = ["手机", "电话", "電話", "手機", "传真", "傳真", "致电"];
    private static readonly ContextWords After = ["office", "fax", "mobile", "cell", "home", "work", "phone", "tel"];
    private static readonly ContextWords Not =
    [
        "card", "order", "post", "zip", "iban", "account", "invoice", "service", "热线", "客服", "isbn", "license",
        "version",
        "订单", "单号",
    ];

    /// <summary>A number with a country code, or in the North American form.</summary>
    public static Hit Judge(string view, NumberCluster cluster, int first, int last, ReadOnlySpan<char> digits)
    {
        var start = cluster.StartOf(first);
        if (digits.Length is >= DigitsMin and <= DigitsMax
            && IsInternational(view, start, cluster.LengthOf(first), digits))
        {
            var from = CountryPrefix.StartOfCode(view, start) ?? start;
            return Make(view, from, cluster.EndOf(last), "phone-international");
        }

        var isAmerican = digits.Length == 10 && last == first + 2
            && cluster.LengthOf(first) == 3 && cluster.LengthOf(first + 1) == 3
            && digits[0] is >= '2' and <= '9' && digits[3] is >= '2' and <= '9'
            && digits[..3] is not ("400" or "800" or "888")
            && !cluster.GapAfter(view, first).Contains('/');
        if (!isAmerican)
        {
            return default;
        }

        if (first > 0 && cluster.LengthOf(first - 1) <= 3 && cluster.GapAfter(view, first - 1) is " ")
        {
            start = cluster.StartOf(first - 1);
        }

        var bracket = start > 0 && view[start - 1] == '(' ? start - 1 : start;
        return Make(view, bracket, cluster.EndOf(last), "phone-american");
    }

    /// <summary>A cluster that is nothing else, beside a word that says phone.</summary>
    public static void FindInContext(string view, NumberCluster cluster, List<Hit> hits)
    {
        var (start, end) = (cluster.StartOf(0), cluster.End);
        var isPairs = cluster.Count == 3 && cluster.DigitsCount == 6 && cluster.LengthOf(0) == 2
            && cluster.LengthOf(1) == 2;
        if ((cluster.DigitsCount < ContextDigitsMin
            && !isPairs) || cluster.DigitsCount > DigitsMax || cluster.Count > GroupsMax
            || IsServiceOrDate(view, cluster) || !Boundary.IsFreeBefore(view, start))
        {
            return;
        }

        var afterEnd = Landline.ExtensionEnd(view, end);
        var window = WindowBefore(view, start);
        if ((Context.IsBefore(view, start, window, Before)
                || Context.IsBefore(view, start, Math.Min(window, 8), ChineseBefore)
                || Context.IsAfter(view, afterEnd, 9, After))
            && !Context.IsBefore(view, start, 16, Not))
        {
            var from = CountryPrefix.StartOfCode(view, start) ?? start;
            hits.Add(Make(view, from, end, "phone-context"));
        }
    }

    /// <summary>How far the context reaches: not past another number or the end of a sentence.</summary>
    private static int WindowBefore(string view, int start)
    {
        var from = start;
        while (from > 0 && start - from < 28 && !char.IsAsciiDigit(view[from - 1])
            && view[from - 1] is not ('\u3002' or ';'))
        {
            from--;
        }

        return start - from;
    }

    private static bool IsInternational(string view, int start, int headLength, ReadOnlySpan<char> digits) =>
        (HasPlus(view, start) && digits[0] != '0')
        || (digits.Length >= 11 && headLength >= 3 && digits[..2] is "00" && digits[2] != '0');

    /// <summary>Whether a plus stands before a number, one space or bracket away at most.</summary>
    public static bool HasPlus(string view, int start) =>
        (start > 0 && view[start - 1] == '+') || (start > 1 && view[start - 1] is ' ' or '(' && view[start - 2] == '+');

    private static bool IsServiceOrDate(string view, NumberCluster cluster)
    {
        var head = view.AsSpan(cluster.StartOf(0), Math.Min(3, cluster.LengthOf(0)));
        var isService = cluster.DigitsCount == 10 && head is "400" or "800";
        var isDate = cluster.Count >= 3 && cluster.LengthOf(0) == 4 && head[0] is '1' or '2'
            && cluster.LengthOf(1) <= 2 && cluster.LengthOf(2) <= 2;
        var isSurrogate = cluster.DigitsCount == 11 && head is ['1', '0', ..]; // No operator's numbers begin so.
        var isFraction = cluster.Count == 2 && cluster.GapAfter(view, 0) is ".";
        return isService || isDate || isFraction || isSurrogate || HoldsSlash(view, cluster);
    }

    private static bool HoldsSlash(string view, NumberCluster cluster) =>
        cluster.GapAfterIs(view, 0, cluster.Count - 1, '/') || cluster.GapAfterIs(view, 0, cluster.Count - 1, '_');

    private static Hit Make(string view, int start, int end, string rule)
    {
        var to = Landline.ExtensionEnd(view, end);
        return new Hit(PiiType.Phone, start, to - start, rule, Hit.Likely);
    }
}
