using System.Globalization;

namespace Federation.Curation.Detection.Numbers;

/// <summary>IPv4 addresses in dotted form, also with brackets or spaces around the dots.</summary>
internal static class Internet4
{
    private static readonly ContextWords Words =
        ["ip", "地址", "address", "host", "server", "主机", "登录", "dns", "gateway"];
    private static readonly ContextWords VersionWords = ["version", "版本", "ver", "release", "chapter", "section", "章节"];

    public static void Find(string view, NumberCluster cluster, List<Hit> hits)
    {
        for (var group = 0; group + 3 < cluster.Count; group++)
        {
            if (!cluster.GapAfter(view, group).Contains('.')
                || !IsAddress(view, cluster, group, out var isPlain, out var isSmall))
            {
                continue;
            }

            var (start, end) = (cluster.StartOf(group), cluster.EndOf(group + 3));
            var isNamed = Context.IsBefore(view, start, 14, Words);
            var isVersion = !isNamed && (Context.IsBefore(view, start, 12, VersionWords)
                || (start > 0 && view[start - 1] is 'v' or 'V'));
            if (!isVersion && (isNamed || (isPlain && !isSmall)))
            {
                hits.Add(new Hit(PiiType.IpAddress, start, end - start, "ipv4", Hit.Likely));
                group += 3;
            }
        }
    }

    private static bool IsAddress(string view, NumberCluster cluster, int first, out bool isPlain, out bool isSmall)
    {
        (isPlain, isSmall) = (true, true);
        if (IsDotted(view, cluster.StartOf(first) - 1, -1) || IsDotted(view, cluster.EndOf(first + 3), 1))
        {
            return false;
        }

        for (var i = first; i < first + 4; i++)
        {
            var length = cluster.LengthOf(i);
            if (length > 3 || !byte.TryParse(
                view.AsSpan(cluster.StartOf(i), length), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }

            isSmall &= length == 1;
            if (i == first + 3)
            {
                break;
            }

            var gap = cluster.GapAfter(view, i);
            isPlain &= gap.Length == 1;
            if (gap.Count('.') != 1 || gap.ContainsAny('-', '/', '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a dot stands at a place with a digit beyond it.</summary>
    private static bool IsDotted(string view, int at, int step) =>
        at >= 0 && at < view.Length && (view[at] == '.'
            ? at + step >= 0 && at + step < view.Length && char.IsAsciiDigit(view[at + step])
            : char.IsAsciiLetterOrDigit(view[at]) && view[at] is not ('v' or 'V') && step < 0
                && char.IsAsciiDigit(view[at]));
}
