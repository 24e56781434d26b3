using CsCheck;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

/// <summary>N-grams of all lengths in one pass are weighed as if each were a list of words.</summary>
public sealed class WordGramsTests
{
    private readonly WordStream _words = new();
    private readonly WordGrams _grams = new();

    /// <summary>Few words, and blocks of them that come again, whole or in part.</summary>
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[0, 2].Array[0, 200].Select(numbers => string.Join(' ', numbers)),
        Gen.Int[0, 7].Array[0, 120].Select(numbers => string.Join(' ', numbers)),
        Gen.Select(Gen.Int[0, 30].Array[1, 25].Array[1, 4], Gen.Select(Gen.Int[0, 3], Gen.Int[1, 25]).Array[0, 25])
            .Select((blocks, order) => string.Join(
                ' ', order.SelectMany(part => blocks[part.Item1 % blocks.Length].Take(part.Item2)))));

    [Fact]
    public void The_most_frequent_and_the_repeated_are_those_of_counting_each_one() => Texts.Sample(
        text =>
        {
            var plain = PlainCounts.Words(text);
            var (top, repeated) = Measure(text);

            Assert.Equal([.. Enumerable.Range(2, 3).Select(n => PlainCounts.Top(plain, n))], top);
            Assert.Equal([.. Enumerable.Range(5, 6).Select(n => PlainCounts.Repeated(plain, n, ' '))], repeated);
        },
        iter: 3_000, threads: 1);

    /// <summary>Real texts one behind another, so that much of them repeats what stood long before.</summary>
    [Fact]
    public void Real_texts_that_repeat_one_another_are_weighed_so_too()
    {
        var texts = SharedFile.Rows("quality_dev.jsonl").Select(row => row.GetProperty("text").GetString()!)
            .Where(text => text.Length < 3_000 && !text.Any(char.IsSurrogate)).Take(60).Chunk(6);
        foreach (var chunk in texts)
        {
            _words.Read(string.Join('\n', [.. chunk, .. chunk.Select(text => text[(text.Length / 3)..])]));
            var plain = Enumerable.Range(0, _words.Count).Select(i => _words.Joined(i, 1).ToString()).ToList();
            var (top, repeated) = Measure();

            Assert.Equal([.. Enumerable.Range(2, 3).Select(n => PlainCounts.Top(plain, n))], top);
            Assert.Equal([.. Enumerable.Range(5, 6).Select(n => PlainCounts.Repeated(plain, n, ' '))], repeated);
        }
    }

    private (int[] Top, int[] Repeated) Measure(string text)
    {
        _words.Read(text);
        return Measure();
    }

    private (int[] Top, int[] Repeated) Measure()
    {
        var (top, repeated) = (new int[3], new int[6]);
        _grams.Measure(_words, 10, top, repeated);
        return (top, repeated);
    }
}
