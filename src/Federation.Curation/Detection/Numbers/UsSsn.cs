namespace Federation.Curation.Detection.Numbers;

/// <summary>US social security numbers: three, two and four digits; without separators in context only.</summary>
internal static class UsSsn
{
    private static readonly ContextWords Words = ["ssn", "social security", "ss#", "社会安全号", "社安号"];

    public static Hit Judge(string view, NumberCluster cluster, int first, int last)
    {
        var (start, end) = (cluster.StartOf(first), cluster.EndOf(last));
        var isCut = last == first + 2 && cluster.LengthOf(first) == 3 && cluster.LengthOf(first + 1) == 2
            && cluster.LengthOf(last) == 4;
        var isWhole = last == first && cluster.LengthOf(first) == 9;
        if ((!isCut && !isWhole) || !IsGivenOut(view, start, end))
        {
            return default;
        }

        var isDashed = isCut && cluster.GapAfter(view, first) is "-" && cluster.GapAfter(view, first + 1) is "-";
        return isDashed || Context.IsBefore(view, start, 30, Words)
            ? new Hit(PiiType.UsSsn, start, end - start, "us-ssn", Hit.Likely)
            : default;
    }

    private static bool IsGivenOut(string view, int start, int end) =>
        view.AsSpan(start, 3) is not ("000" or "666") && view.AsSpan(end - 4, 4) is not "0000";
}
