using CsCheck;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>N-grams of the same characters and other words are never overlooked.</summary>
public sealed class GramCutsTests
{
    private const int WordsMax = 10;

    private static readonly string[] Phrases =
    [
        "in to the", "into t he", "in tothe", "a b", "ab", "a", "b", ". ", "key words", "keywords", "keyword s of", "的",
        "internationalization s work", "internationalizations wo rk", "international izations work", "station ary x",
        "stationary x", "configure d", "configured", "administrator s", "administrators", "so we go",
    ];

    private readonly WordStream _words = new();
    private readonly GramCuts _cuts = new();

    [Fact]
    public void What_is_said_to_be_cut_alike_is_in_no_two_places_cut_in_two_ways() =>
        Gen.Int[0, Phrases.Length - 1].Select(place => Phrases[place]).Array[0, 14].Sample(
            phrases =>
            {
                _words.Read(string.Join(' ', phrases));

                Assert.False(HasTwoWays() && _cuts.AreAlike(_words, WordsMax));
            },
            iter: 4_000, threads: 1);

    [Theory]
    [InlineData("into the sea and in to the sea", true)]
    [InlineData("we go in tothe sea . we go into the sea .", false)]
    [InlineData("stationary xyz . station aryxyz", false)]
    [InlineData("administrators wo rk . administrator s work", false)]
    [InlineData("internationalizations wo rk . international izations work", false)]
    [InlineData("a bc . ab c", false)]
    [InlineData("configuration of configurations for configured figures", true)]
    public void Only_words_that_are_cut_in_two_ways_are_not_alike(string text, bool expected)
    {
        _words.Read(text);

        Assert.Equal(expected, _cuts.AreAlike(_words, WordsMax));
    }

    /// <summary>Two words of any lengths, with no character more in common than those of both.</summary>
    [Fact]
    public void Two_words_that_share_no_more_than_their_own_characters_are_not_overlooked()
    {
        const string Characters = "abcdefghijklmnopqrstuvwx";
        for (var units = 3; units <= Characters.Length; units++)
        {
            var both = Characters[..units];
            for (var (one, other) = (1, 2); other < units; (one, other) = one + 1 < other ? (one + 1, other) : (1, other + 1))
            {
                _words.Read($"{both[..one]} {both[one..]} . {both[..other]} {both[other..]} , end");

                Assert.False(_cuts.AreAlike(_words, WordsMax), $"{units} characters, cut at {one} and {other}");
            }
        }
    }

    private bool HasTwoWays()
    {
        var cuts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var n = 2; n <= WordsMax; n++)
        {
            for (var i = 0; i + n <= _words.Count; i++)
            {
                var cut = string.Join(' ', Enumerable.Range(i, n).Select(word => _words.Joined(word, 1).ToString()));
                if (!cuts.TryAdd($"{n} {_words.Joined(i, n)}", cut) && cuts[$"{n} {_words.Joined(i, n)}"] != cut)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
