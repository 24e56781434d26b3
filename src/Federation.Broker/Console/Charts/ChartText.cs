using System.Net;
using Microsoft.AspNetCore.Components;

namespace Federation.Broker.Console.Charts;

/// <summary>Text within a plot. Razor keeps the tag <c>text</c> for itself, so it is written here, encoded.</summary>
internal static class ChartText
{
    public static MarkupString Of(string classes, double x, double y, string text)
    {
        var place = $"x=\"{ChartFrame.N(x)}\" y=\"{ChartFrame.N(y)}\"";
        return new MarkupString($"<text class=\"{classes}\" {place}>{WebUtility.HtmlEncode(text)}</text>");
    }
}
