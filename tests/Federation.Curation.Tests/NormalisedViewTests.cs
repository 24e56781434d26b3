using CsCheck;
using Federation.Curation.Views;

namespace Federation.Curation.Tests;

/// <summary>The view is what a person reads, and every character of it knows where it came from.</summary>
public class NormalisedViewTests
{
    private static readonly Gen<string> Texts =
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char["&#;x\\u%0123456789abcdef１②❸𝟏\u200B\uFE0F\u20E3中文@."]), 0, 80];

    [Theory]
    [InlineData("ＡＢ１２", "AB12")]
    [InlineData("①⑩⑳", "11020")]
    [InlineData("½㎏ﬁ", "1⁄2kgfi")]
    [InlineData("𝟏𝟙𝟣", "111")]
    [InlineData("1\uFE0F\u20E32", "12")]
    [InlineData("a\u200B\u202Eb", "ab")]
    [InlineData("&#49;&#x32;&amp;", "12&")]
    [InlineData("&amp;#49;", "1")]
    [InlineData("\\u4e2d\\u6587", "中文")]
    [InlineData("%E4%B8%AD%2541", "中A")]
    [InlineData("100% & more \\ here", "100% & more \\ here")]
    [InlineData("a\\n\\n\\tb\\r", "a      b  ")]
    [InlineData("\\\"a\\/\\/b\\\\nc\\", " \"a / /b\\  c\\")]
    [InlineData("٣৪५", "345")]
    [InlineData("⼀⾦", "一金")]
    [InlineData("……", "……")]
    [InlineData("一三九一二三四五六七八", "13912345678")]
    [InlineData("一二三", "一二三")]
    public void A_text_is_seen_as_a_person_reads_it(string text, string view) =>
        Assert.Equal(view, NormalisedView.Of(text).Text);

    [Fact]
    public void Plain_text_is_its_own_view() =>
        Gen.String[Gen.Char["abcXYZ 0123456789.,:;@-_/()\n"], 0, 200]
            .Sample(text => ReferenceEquals(NormalisedView.Of(text).Text, text));

    [Fact]
    public void Every_part_of_a_view_stands_in_the_original_in_order() => Texts.Sample(text =>
    {
        var view = NormalisedView.Of(text);
        var position = 0;
        for (var i = 0; i < view.Text.Length; i++)
        {
            var (start, length) = view.InOriginal(i, 1);
            Assert.InRange(start, Math.Max(0, position - 6), text.Length - 1);
            Assert.InRange(start + length, start + 1, text.Length);
            position = start;
        }
    });

    [Fact]
    public void A_view_of_a_view_is_the_same() =>
        Gen.String[Gen.Char["１２abc①中文\u200B，。"], 0, 60].Sample(text =>
        {
            var once = NormalisedView.Of(text).Text;
            return NormalisedView.Of(once).Text == once;
        });
}
