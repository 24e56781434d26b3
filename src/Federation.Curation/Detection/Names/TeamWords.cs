using System.Buffers;

namespace Federation.Curation.Detection.Names;

/// <summary>
/// Words of reports on matches: beside them a spelled foreign name that nothing calls a person is a team's.
/// </summary>
internal static class TeamWords
{
    private const int Window = 8;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["主场", "客场", "主队", "客队", "联赛", "赔率", "盘口", "让球", "平局", "积分", "榜首", "保级", "降级", "升班", "对阵", "交锋"],
        StringComparison.Ordinal);

    /// <summary>Whether one of them stands within some characters around a place.</summary>
    public static bool AreAround(string view, int start, int end)
    {
        var from = Math.Max(0, start - Window);
        return view.AsSpan(from, Math.Min(view.Length, end + Window) - from).ContainsAny(Words);
    }
}
