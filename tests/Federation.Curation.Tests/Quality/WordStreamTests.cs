using CsCheck;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>Words that are cut for 64 characters at once are those that are cut character by character.</summary>
public sealed class WordStreamTests
{
    private static readonly string[] Parts =
    [
        "a", "Bc", "the", "that", "have", "thats", "to", "1", "2024", "_", "__", "\uFF11", " ", " ", "\u00A0", "\n",
        ".", "...", "-", "的", "有", "中国", "·", "é", "ไทย", "\u0301", "\0", "internationalization", "with_4_words",
        "\U0001F600", "\U0001D4D0", "\U0001D4D1b", "\U00020000", "\uD83D", "\uDE00", "\U00010A56",
        "                                                                ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "a______________________________________________________________",
    ];

    private readonly WordStream _words = new();

    [Fact]
    public void Words_and_what_is_counted_of_them_are_those_of_one_character_after_another() =>
        Gen.Int[0, Parts.Length - 1].Select(place => Parts[place]).Array[0, 90].Select(string.Concat).Sample(
            text =>
            {
                var plain = PlainWords.Of(text);
                _words.Read(text);

                Assert.Equal(plain.Words, Words());
                Assert.Equal(plain.CodePoints, Enumerable.Range(0, _words.Count).Select(i => _words.CodePointsOf(i, 1)));
                Assert.Equal(
                    (plain.SolidWords, plain.SolidCharacters, plain.LetterWords, plain.HasRunPairs),
                    (_words.NonSymbolCount, _words.NonSymbolCharacters, _words.LetterCount, _words.HasRunPairs));
                Assert.Equal(Stops(plain.Words, StopWords.English), _words.EnglishStopWords);
                Assert.Equal(Stops(plain.Words, StopWords.Chinese), _words.ChineseStopWords);
                Assert.True(_words.Padded[^WordStream.Padding..].IndexOfAnyExcept('\0') < 0);
            },
            iter: 5_000, threads: 1);

    [Fact]
    public void Words_have_one_hash_if_and_only_if_they_are_the_same()
    {
        const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var lengths = Enumerable.Range(1, 40).SelectMany(units => Enumerable.Range(0, units).SelectMany(
            place => "abyz9".Select(letter => Changed(new string('a', units), place, letter))));
        var twice = Letters.SelectMany(fourth => Letters.SelectMany(last => new[]
        {
            Changed(Changed("abcdefgh", 3, fourth), 7, last), Changed(Changed("abcdefghabcdefgh", 7, fourth), 15, last),
            Changed(Changed("abcdefghabcdefgh", 3, fourth), 15, last),
        }));
        List<string> words = [.. lengths, .. twice];
        _words.Read(string.Join(' ', words));
        var hashes = _words.Hashes.ToArray();

        Assert.Equal(words.Distinct().Count(), hashes.Distinct().Count());
        Assert.Equal(words.Distinct().Count(), words.Zip(hashes).Distinct().Count());
    }

    private static string Changed(string word, int place, char letter) =>
        word[..place] + letter + word[(place + 1)..];

    private static uint Stops(List<string> words, IReadOnlyList<string> stops) =>
        stops.Index().Aggregate(0u, (bits, stop) => words.Contains(stop.Item) ? bits | (1u << stop.Index) : bits);

    private IEnumerable<string> Words()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            yield return _words.Joined(i, 1).ToString();
        }
    }
}
