using CsCheck;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

public sealed class QualityMeterTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Of("ab \n1.").Array[0, 300],
        Of("的和中a \n。!").Array[0, 300],
        Of("a ").Array[0, 200]).Select(characters => new string(characters));

    private static readonly string[] Pieces =
        ["的和中", "天的", "中", "ab b", "a bb", "abb", "b", "a", " ", "ab cde f", "abc d ef", "abcdef"];

    private static readonly string[] Phrases =
    [
        "so we go", "and", "in to the", "into t he", "in tothe", "keyword s of", "key words of", "keywords o f",
        "internationalization s work", "internationalizations wo rk", "international izations work",
        "administrator s", "administrators",
    ];

    [Fact]
    public void N_grams_are_counted_as_if_each_were_a_string() => Texts.Sample(text =>
    {
        var metrics = new QualityMeter().Measure(text);
        var words = PlainCounts.Words(text);

        Assert.Equal(words.Count, metrics.Words);
        Assert.Equal([.. Enumerable.Range(2, 3).Select(n => PlainCounts.Top(words, n))], metrics.TopGramCharacters);
        Assert.Equal(
            [.. Enumerable.Range(5, 6).Select(n => PlainCounts.Repeated(words, n))], metrics.RepeatedGramCharacters);
    }, iter: 2_000, threads: 1);

    /// <summary>Chinese with a few Latin words, of few blocks that come again, now as "a bb" and now as "ab b".</summary>
    [Fact]
    public void Words_that_are_cut_elsewhere_in_the_same_characters_count_as_the_same() => Gen.Select(
        Gen.Int[0, Pieces.Length - 1].Select(place => Pieces[place]).Array[1, 7].Select(string.Concat)
            .Array[1, 4],
        Gen.Int[0, 99].Array[0, 40]).Sample((blocks, order) =>
        {
            var text = string.Join("的", order.Select(number => blocks[number % blocks.Length]));
            var words = PlainCounts.Words(text);

            Assert.Equal(
                [.. Enumerable.Range(5, 6).Select(n => PlainCounts.Repeated(words, n))],
                new QualityMeter().Measure(text).RepeatedGramCharacters);
        }, iter: 3_000, threads: 1);

    /// <summary>Phrases whose characters may be cut at other places into as many words, short ones and long ones.</summary>
    [Fact]
    public void English_words_that_are_cut_elsewhere_count_as_the_same() => Gen.Int[0, Phrases.Length - 1]
        .Select(place => Phrases[place]).Array[0, 40].Sample(
            phrases =>
            {
                var text = string.Join(' ', phrases);
                var words = PlainCounts.Words(text);

                Assert.Equal(
                    [.. Enumerable.Range(5, 6).Select(n => PlainCounts.Repeated(words, n))],
                    new QualityMeter().Measure(text).RepeatedGramCharacters);
            },
            iter: 3_000, threads: 1);

    [Fact]
    public void What_was_measured_before_does_not_matter() => Gen.Select(Texts, Texts).Sample((before, text) =>
    {
        var meter = new QualityMeter();
        meter.Measure(before);

        Assert.Equivalent(new QualityMeter().Measure(text), meter.Measure(text), strict: true);
    }, iter: 300, threads: 1);

    [Fact]
    public void Any_characters_are_measured_and_judged() => Gen.String.Sample(
        text => Assert.Equal(5, QualityVerdicts.Of(text).Count), iter: 2_000, threads: 1);

    [Theory]
    [InlineData("", "gopher_short_doc", null, "too_few_sentences", "empty", "empty")]
    [InlineData("\n", "gopher_short_doc", "dup_line_frac", "too_few_sentences", "empty", "dup_line_frac")]
    public void A_text_of_nothing_has_defined_verdicts(
        string text, string quality, string? repetition, string c4, string fineWeb, string chinese) =>
        Assert.Equal(
            [quality, repetition, c4, fineWeb, chinese], QualityVerdicts.Of(text).Select(verdict => verdict.Reason));

    [Fact]
    public void A_recipe_with_other_thresholds_decides_otherwise_on_the_same_metrics()
    {
        var metrics = new QualityMeter().Measure("Short and sweet, to be sure. That is the end of it.");
        var lenient = QualityRecipe.Published with { GopherQuality = new GopherQualityRule { WordsMin = 5 } };

        Assert.False(QualityVerdicts.Of(metrics, QualityRecipe.Published)[0].Keep);
        Assert.True(QualityVerdicts.Of(metrics, lenient)[0].Keep);
    }

    [Fact]
    public void A_letter_beyond_the_basic_plane_is_one_character_of_a_word()
    {
        var metrics = new QualityMeter().Measure("\U0001D4D0\U0001D4D1 \U00020000\U00020001 \U0001F600");

        Assert.Equal((7, 3, 2), (metrics.Characters, metrics.Words, metrics.LetterWords));
    }

    [Fact]
    public void C4_drops_citations_script_and_policy_lines()
    {
        const string Text = "One two three [12].\nWe use cookies on this site.\nRun the JavaScript of it.\n"
            + "No end here\nToo short.\nLast line of all [citation needed]!";

        Assert.Equal("One two three .\nLast line of all !", C4Text.Of(Text));
    }

    private static Gen<char> Of(string alphabet) => Gen.Int[0, alphabet.Length - 1].Select(place => alphabet[place]);
}
