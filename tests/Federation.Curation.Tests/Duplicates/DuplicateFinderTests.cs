using CsCheck;
using Federation.Curation.Duplicates;

namespace Federation.Curation.Tests.Duplicates;

public sealed class DuplicateFinderTests
{
    /// <summary>Few words and short texts, so that many texts are alike.</summary>
    private static readonly Gen<(string Id, string Text)[]> Datasets =
        Gen.Int[0, 3].Array[0, 14].Select(words => string.Join(' ', words)).Array[1, 40]
            .Select(texts => texts.Select((text, place) => ($"d{place}", text)).ToArray());

    [Fact]
    public void Clusters_do_not_depend_on_order_chunks_or_memory() => Gen.Select(Datasets, Gen.Int[1, 1_000_000])
        .Sample((documents, seed) =>
        {
            var shuffled = documents.Index()
                .OrderBy(document => (document.Index + 1L) * seed % 101).Select(document => document.Item).ToArray();

            var expected = Describe(Search(documents, documents.Length, 1 << 16).Finder);

            Assert.Equal(expected, Describe(Search(shuffled, documents.Length, 1 << 16).Finder));
            Assert.Equal(expected, Describe(Search(shuffled, 3, 1 << 16).Finder));
            Assert.Equal(expected, Describe(Search(documents, documents.Length, 16).Finder));
            Assert.Equal(expected, Describe(Search(shuffled, 5, 16).Finder));
        }, iter: 200, threads: 1);

    [Fact]
    public void Every_pair_is_told_once_with_its_exact_similarity() => Datasets.Sample(documents =>
    {
        var sets = documents.ToDictionary(
            document => document.Id, document => PlainShingles(document.Text), StringComparer.Ordinal);
        foreach (var chunk in new[] { documents.Length, 4 })
        {
            var found = Search(documents, chunk, 64).Pairs;

            Assert.Equal(found.Count, found.DistinctBy(pair => (pair.First, pair.Second)).Count());
            Assert.All(found, pair => Assert.Equal(
                (sets[pair.First].Intersect(sets[pair.Second]).Count(),
                    sets[pair.First].Union(sets[pair.Second]).Count()),
                (pair.SharedShingles, pair.AllShingles)));
            Assert.All(found, pair => Assert.True(pair.SharedShingles * 10 >= pair.AllShingles * 8));
            Assert.Equal(
                documents.GroupBy(document => string.Join('\n', sets[document.Id].Order(StringComparer.Ordinal)))
                    .Where(group => group.Key.Length > 0).Sum(group => group.Count() * (group.Count() - 1) / 2),
                found.Count(pair => pair.SharedShingles == pair.AllShingles));
        }
    }, iter: 200, threads: 1);

    [Fact]
    public void Searches_by_finders_that_take_over_from_one_another_tell_what_one_search_tells() =>
        Gen.Select(Datasets, Gen.Int[1, 40]).Sample((documents, chunk) =>
        {
            var whole = Search(documents, documents.Length, 1 << 16);
            var (finder, pairs) = (Restored([]), new List<DuplicatePair>());
            foreach (var part in documents.Chunk(chunk))
            {
                finder = Restored(finder.Seen().Select(document => document with
                {
                    Shingles = document.Shingles.ToArray(),
                }));
                foreach (var (id, text) in part)
                {
                    finder.Add(id, text);
                }

                finder.Find(pairs.Add, TestContext.Current.CancellationToken);
            }

            Assert.Equal(Describe(whole.Finder), Describe(finder));
            Assert.Equal(whole.Pairs.OrderBy(Order), pairs.OrderBy(Order));
        }, iter: 300, threads: 1);

    [Fact]
    public void A_state_that_joins_a_document_with_a_later_one_is_refused() =>
        Assert.Throws<ArgumentException>(() => Restored([new SeenDocument("a", 1, ReadOnlyMemory<ulong>.Empty)]));

    [Fact]
    public void The_first_id_of_a_cluster_is_kept()
    {
        var finder = Search([("b", "one two three four five six"), ("a", "One, two; three four five six!"),
            ("c", "nothing like that at all here")], 3, 64).Finder;

        var cluster = Assert.Single(finder.Clusters());

        Assert.Equal(("a", "b"), (cluster.Kept, Assert.Single(cluster.Dropped)));
    }

    [Fact]
    public void Texts_without_a_word_are_no_duplicates_of_each_other() =>
        Assert.Empty(Search([("a", ""), ("b", "..."), ("c", " ")], 3, 64).Pairs);

    [Theory]
    [InlineData("天气 很好，我们去公园", "天气很好，\n我们去公园", true)]
    [InlineData("天气很好，我们去公园", "天气很坏，我们去商场", false)]
    public void Chinese_is_compared_by_characters_without_white_space(string first, string second, bool isAlike)
    {
        var finder = new DuplicateFinder(new DuplicateOptions { Kind = ShingleKind.Characters }, new MemorySpill());
        finder.Add("a", first);
        finder.Add("b", second);
        var pairs = new List<DuplicatePair>();
        finder.Find(pairs.Add, TestContext.Current.CancellationToken);

        Assert.Equal(isAlike, pairs.Count == 1);
    }

    private static (DuplicateFinder Finder, List<DuplicatePair> Pairs) Search(
        (string Id, string Text)[] documents, int chunk, int recordsInMemory)
    {
        var finder = new DuplicateFinder(
            new DuplicateOptions { RecordsInMemory = recordsInMemory }, new MemorySpill());
        var pairs = new List<DuplicatePair>();
        foreach (var part in documents.Chunk(chunk))
        {
            foreach (var (id, text) in part)
            {
                finder.Add(id, text);
            }

            finder.Find(pairs.Add, TestContext.Current.CancellationToken);
        }

        return (finder, pairs);
    }

    private static DuplicateFinder Restored(IEnumerable<SeenDocument> documents)
    {
        var finder = new DuplicateFinder(new DuplicateOptions(), new MemorySpill());
        finder.Restore(documents);
        return finder;
    }

    private static (string First, string Second) Order(DuplicatePair pair) =>
        (pair.First, pair.Second);

    private static List<string> Describe(DuplicateFinder finder) =>
        [.. finder.Clusters().Select(cluster => $"{cluster.Kept}: {string.Join(' ', cluster.Dropped)}")
            .Order(StringComparer.Ordinal)];

    private static HashSet<string> PlainShingles(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0
            ? []
            : [.. Enumerable.Range(0, Math.Max(1, words.Length - 4))
                .Select(start => string.Join(' ', words.Skip(start).Take(5)))];
    }
}
