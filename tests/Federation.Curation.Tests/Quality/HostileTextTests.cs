using Federation.Curation.Duplicates;
using Federation.Curation.Language;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>No text costs more than in proportion to its length, whatever it repeats, nests or leaves open.</summary>
public sealed class HostileTextTests
{
    private const int FewCharacters = 1 << 16;
    private const int ManyCharacters = 1 << 19;

    [Theory]
    [InlineData("a ")]
    [InlineData("a")]
    [InlineData("1234567890")]
    [InlineData("的")]
    [InlineData("ab abab ")]
    [InlineData("\n")]
    [InlineData("\n\na")]
    [InlineData("[1")]
    [InlineData("[")]
    [InlineData("lorem ipsu. {")]
    [InlineData("Ã")]
    [InlineData("\uD800")]
    [InlineData("Home\n\n")]
    [InlineData("...")]
    public void A_text_of_one_part_over_and_over_takes_time_in_proportion_to_its_length(string part)
    {
        var (few, many) = (Cost(part, FewCharacters), Cost(part, ManyCharacters));

        Assert.True(many < TimeSpan.FromSeconds(2) || many < few * 80, $"{part}: {few} and {many}");
    }

    private static TimeSpan Cost(string part, int characters)
    {
        var text = string.Concat(Enumerable.Repeat(part, characters / part.Length));
        return ThreadClock.Measure(() =>
        {
            QualityVerdicts.Of(text);
            C4Text.Of(text);
            LanguageIdentifier.Identify(text);
            Mojibake.Measure(text);
            Boilerplate.Without(text);
            new Shingler(ShingleKind.Words).Read(text);
            new Shingler(ShingleKind.Characters).Read(text);
        });
    }
}
