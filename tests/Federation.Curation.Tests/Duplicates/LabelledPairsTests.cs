using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Curation.Duplicates;

namespace Federation.Curation.Tests.Duplicates;

/// <summary>
/// The pairs of the labelled files, which hold the exact similarity of nearly every pair from 0.5 on.
/// </summary>
/// <remarks>
/// The Chinese file lacks 24 pairs of short help pages that are mostly common frame, six of which share every shingle;
/// a pair that is not listed is compared here the slow way, as strings.
/// </remarks>
public sealed partial class LabelledPairsTests
{
    [Theory]
    [InlineData("dedup_en_dev", ShingleKind.Words)]
    [InlineData("dedup_zh_dev", ShingleKind.Characters)]
    public void At_least_997_of_1000_near_duplicates_are_found_and_nothing_else(string file, ShingleKind kind)
    {
        var golden = SharedFile.Rows(file + "_pairs.jsonl")
            .Select(row => (Key: (row.GetProperty("a").GetString()!, row.GetProperty("b").GetString()!),
                Jaccard: row.GetProperty("jaccard").GetDouble()))
            .Where(pair => pair.Jaccard >= 0.8).ToDictionary(pair => pair.Key, pair => pair.Jaccard);

        var found = new Dictionary<(string, string), double>();
        var finder = new DuplicateFinder(new DuplicateOptions { Kind = kind }, new MemorySpill());
        var texts = SharedFile.Rows(file + ".jsonl").ToDictionary(
            row => row.GetProperty("id").GetString()!, row => row.GetProperty("text").GetString()!);
        foreach (var (id, text) in texts)
        {
            finder.Add(id, text);
        }

        finder.Find(pair => found.Add((pair.First, pair.Second), Rounded(pair)), TestContext.Current.CancellationToken);

        Assert.InRange(golden.Keys.Count(found.ContainsKey), Math.Ceiling(golden.Count * 0.997), golden.Count);
        Assert.Equal([], found.Where(pair => golden.TryGetValue(pair.Key, out var exact)
            ? exact != pair.Value
            : Plain(texts[pair.Key.Item1], texts[pair.Key.Item2], kind) != pair.Value));
    }

    [Theory]
    [InlineData("dedup_en_dev", ShingleKind.Words)]
    [InlineData("dedup_zh_dev", ShingleKind.Characters)]
    public void A_file_of_one_language_is_compared_in_one_way(string file, ShingleKind kind)
    {
        var vote = new ShingleVote();
        foreach (var text in SharedFile.Texts(file + ".jsonl"))
        {
            vote.Add(text);
        }

        Assert.Equal(kind, vote.Decide());
    }

    private static double Rounded(DuplicatePair pair) => Rounded((double)pair.SharedShingles / pair.AllShingles);

    private static double Rounded(double jaccard) =>
        double.Parse(jaccard.ToString("F5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double Plain(string first, string second, ShingleKind kind)
    {
        var (a, b) = (Shingles(first, kind), Shingles(second, kind));
        return Rounded((double)a.Intersect(b).Count() / a.Union(b).Count());
    }

    private static HashSet<string> Shingles(string text, ShingleKind kind)
    {
        string[] parts = kind == ShingleKind.Words
            ? [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())]
            : [.. text.Where(character => !char.IsWhiteSpace(character)).Select(character => character.ToString())];
        return [.. Enumerable.Range(0, Math.Max(1, parts.Length - 4))
            .Select(start => string.Join(' ', parts.Skip(start).Take(5)))];
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
