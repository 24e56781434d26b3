using System.Globalization;
using System.Net;
using System.Text;
using Federation.Curation.Explanations;

namespace Federation.Cli.Curate;

/// <summary>
/// The page of <c>federation curate preview --page</c>: one file that loads nothing and runs nothing, whatever the
/// documents hold.
/// </summary>
internal static class PreviewPage
{
    public const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>What the filter would cut</title>
        <style>
        body { font: 16px/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
          color: #1a1a1a; background: #fff; }
        article { border: 1px solid #bbb; border-radius: 8px; padding: 0 1rem 1rem; margin: 1rem 0; }
        p { white-space: pre-wrap; overflow-wrap: anywhere; }
        del { background: #ffd7d5; text-decoration-thickness: 2px; }
        del::after { content: " " attr(data-type); font-size: .75em; font-weight: 600; }
        .dropped { border-left: 6px solid #a40000; } .cut { border-left: 6px solid #9a6700; }
        .kept { border-left: 6px solid #1a7f37; }
        @media (prefers-color-scheme: dark) {
          body { color: #eee; background: #111; } del { background: #6e1b18; } article { border-color: #555; }
        }
        </style></head><body>
        <h1>What the filter would cut</h1>
        <p>This page holds the values. Keep it where you keep the data.</p>

        """;

    public const string Foot = "</body></html>\n";

    /// <summary>One document.</summary>
    public static string Document(Explanation explanation, IReadOnlyList<PreviewPart> parts)
    {
        var outcome = ExplainJson.Name(explanation.Outcome);
        var page = new StringBuilder();
        page.Append("<article class=\"").Append(outcome).Append("\"><h2>");
        page.Append(Escape(explanation.Id)).Append(": ").Append(outcome).Append("</h2>\n<ul>\n");
        foreach (var record in explanation.Records.Where(record => record.Outcome != StageOutcome.NotReached))
        {
            var reason = record.Reason is { } known ? $" ({Escape(known)})" : "";
            page.Append("<li>").Append(record.Stage).Append(": ").Append(ExplainJson.Name(record.Outcome));
            page.Append(reason).Append("</li>\n");
        }

        page.Append("</ul>\n<p>");
        foreach (var part in parts)
        {
            if (part.Cut is not { } cut)
            {
                page.Append(Escape(part.Text));
                continue;
            }

            page.Append(CultureInfo.InvariantCulture, $"<del data-type=\"{cut.Type}\" title=\"{cut.Rule}, ");
            page.Append(CultureInfo.InvariantCulture, $"{cut.ConfidencePercent} % sure: {cut.Becomes}\">");
            page.Append(Escape(part.Text)).Append("</del>");
        }

        return page.Append("</p></article>\n").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
