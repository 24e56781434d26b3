using CsCheck;
using Federation.Curation.Extraction;

namespace Federation.Curation.Tests.Extraction;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One <b>two</b>\n three</p><p>Four<br>five", "One two three\nFour\nfive")]
    [InlineData("<title>T</title><script>if (a<b) x()</script><style>p{}</style><p>text", "text")]
    [InlineData("<p>a&lt;b &amp; c&nbsp;&#20013;&#x6587;", "a<b & c 中文")]
    [InlineData("<nav><ul><li>Home</ul></nav><p>Text</p><aside>Ads</aside><button>Buy</button>", "Text")]
    [InlineData("<header>Site</header><article><header><h1>Title</h1></header>Body</article>", "Title\nBody")]
    [InlineData("<pre>a = 1\n  b = 2</pre>", "a = 1\nb = 2")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr></table>", "1\n2")]
    [InlineData("<a title=\"1 > 0\" href='x>y'>link</a> 1 < 2 <3", "link 1 < 2 <3")]
    [InlineData("AT&T; &#128; &#xD800;", "AT&T; € &#xD800;")]
    [InlineData("<!-- <p>no</p> --><!DOCTYPE html><P>yes", "yes")]
    [InlineData("<head><title>lost end<body><p>Page", "Page")]
    [InlineData("<p>a<!-- never closed", "a")]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("<", "<")]
    [InlineData("<p", "")]
    [InlineData("a</p title='", "a")]
    public void A_page_is_read_as_a_reader_does(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Fact]
    public void Every_help_page_says_what_it_should_but_for_white_space()
    {
        var pages = SharedFile.Rows("html_techdocs_dev.jsonl").Select(row => (
            Expected: row.GetProperty("expected_text").GetString()!,
            Text: HtmlText.Of(row.GetProperty("html").GetString()!))).ToList();

        Assert.Equal([], pages.Where(page => WithoutSpace(page.Text) != WithoutSpace(page.Expected)));
        Assert.InRange(pages.Count(page => page.Text == page.Expected), pages.Count * 95 / 100, pages.Count);
    }

    [Fact]
    public void Any_page_has_a_text_that_is_no_longer_than_it() => Gen.OneOf(
            Gen.String,
            Gen.Int[0, 12].Array[0, 60].Select(places => string.Concat(places.Select(place => Parts[place]))))
        .Sample(html => Assert.InRange(HtmlText.Of(html).Length, 0, html.Length), iter: 5_000, threads: 1);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<script>")]
    [InlineData("<nav><p>x</nav>")]
    [InlineData("<a title=\"")]
    [InlineData("<!--")]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("<a b='c\" >")]
    public void A_bomb_takes_time_in_proportion_to_its_length(string part)
    {
        var few = Cost(part, 1_000_000);
        var many = Cost(part, 8_000_000);

        Assert.True(many < TimeSpan.FromSeconds(1) || many < few * 80, $"{part}: {few} and {many}");
    }

    private static readonly string[] Parts =
        ["<p>", "</p>", "<", ">", "\"", "'", "&amp;", "&#65;", "<!--", "-->", "<script>", "</nav>", "text "];

    private static TimeSpan Cost(string part, int characters)
    {
        var page = string.Concat(Enumerable.Repeat(part, characters / part.Length));
        return ThreadClock.Measure(() => HtmlText.Of(page));
    }

    private static string WithoutSpace(string text) =>
        string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
