using CsCheck;
using Federation.Curation.Decontamination;

namespace Federation.Curation.Tests.Decontamination;

public sealed class DecontaminationTests
{
    private const string English =
        "A train leaves the station at nine and travels at sixty miles an hour; when will it reach the coast?";

    private const string Chinese = "某商店上午卖出苹果一百二十千克，下午卖出的是上午的三倍还多十五千克，这一天一共卖出苹果多少千克？";

    [Theory]
    [InlineData("Exercise 7. " + English + " Answer below.", false)]
    [InlineData("A TRAIN LEAVES THE STATION, AT NINE AND TRAVELS AT SIXTY MILES AN HOUR WHEN WILL IT REACH", false)]
    [InlineData("ａ ｔｒａｉｎ leaves the station at nine and travels at sixty miles an hour when will it stop", false)]
    [InlineData("A train leaves the station at nine and travles at sixty miles an hour; when will it reach Rome", true)]
    [InlineData("so train leaves the station at nine and travels at very sixty miles an hour; when will it", true)]
    [InlineData("A train leaves the station at nine and at sixty miles an hour; when will it reach the coast?", true)]
    [InlineData("A train leaves the station at nine and tra vels at sixty miles an hour; when will it reach it", true)]
    [InlineData("A train leaves the station at nine andtravels at sixty miles an hour; when will it reach it", true)]
    [InlineData("题目：" + Chinese, false)]
    [InlineData("某商店上午卖出苹果一百二十千克下午卖出的是上午的三倍还多十五千克", false)]
    [InlineData("某商店上午卖出苹果一百二十千克，下午卖了的是上午的三倍还多十五千克，这一天", true)]
    [InlineData("某商店上午卖出苹果一百二十千克，下午又卖出的是上午的三倍还多十五千克，这一天", true)]
    public void An_overlap_is_found_in_any_case_and_width_with_one_edit(string text, bool isEdited)
    {
        var found = Search().Find(text);

        Assert.NotNull(found);
        Assert.Equal(isEdited, found.Value.IsEdited);
        Assert.InRange(found.Value.Start16 + found.Value.Length16, 1, text.Length);
    }

    [Theory]
    [InlineData("A train leaves the station at nine and travels at ninety miles a day.")]
    [InlineData("The train leaves the station at six and travels at sixty miles a day; when will it see the coast?")]
    [InlineData("某商店上午卖出苹果一百二十千克，下午卖出梨子三十千克。")]
    [InlineData("")]
    public void Fewer_than_13_words_or_30_characters_in_a_row_are_no_overlap(string text) =>
        Assert.Null(Search().Find(text));

    [Fact]
    public void A_short_item_counts_when_all_of_it_is_there()
    {
        var index = new DecontaminationIndex();
        index.TryAdd("short", "What is the largest city of this country called?");
        index.TryAdd("too short", "Who is it?");
        var search = new ContaminationSearch(index);

        Assert.Equal((1, 1), (index.Count, index.TooShortCount));
        Assert.NotNull(search.Find("Tell me: what is the largest city of this country called"));
        Assert.NotNull(search.Find("Tell me: what is the largest town of this country called"));
        Assert.Null(search.Find("Tell me: what is the largest city of this county here"));
    }

    [Fact]
    public void What_an_index_cannot_hold_is_not_added_in_part()
    {
        var index = new DecontaminationIndex(tokensMax: 30);

        Assert.True(index.TryAdd("a", English));
        Assert.False(index.TryAdd("b", English));
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void Of_texts_with_an_item_in_them_all_are_found_and_of_others_none()
    {
        var words = Gen.Int[0, 4_000].Select(number => $"w{number}").Array[20, 60];
        Gen.Select(words, words, words, Gen.Int[0, 19], Gen.Int[0, 4]).Sample((item, before, after, place, edit) =>
        {
            var index = new DecontaminationIndex();
            index.TryAdd("item", string.Join(' ', item));
            var search = new ContaminationSearch(index);
            string[] edited = edit switch
            {
                0 => item,
                1 => [.. item[..place], "other", .. item[(place + 1)..]],
                2 => [.. item[..place], .. item[(place + 1)..]],
                3 => [.. item[..place], "more", .. item[place..]],
                _ => [.. item.Select(word => word.ToUpperInvariant())],
            };

            Assert.NotNull(search.Find(string.Join(' ', [.. before, .. edited, .. after])));
            Assert.Null(search.Find(string.Join(' ', [.. before, .. after])));
        }, iter: 1_000, threads: 1);
    }

    [Fact]
    public void Any_characters_are_searched() => Gen.Select(Gen.String, Gen.String).Sample((item, text) =>
    {
        var index = new DecontaminationIndex();
        index.TryAdd("item", item);
        new ContaminationSearch(index).Find(text + item);
    }, threads: 1);

    [Fact]
    public void Of_real_texts_that_quote_real_items_with_an_edit_at_least_99_of_100_are_found()
    {
        var reviews = SharedFile.Texts("corpus_zh_reviews_dev.jsonl")
            .Where(text => text.Length > 80).Take(1_200).ToList();
        var films = SharedFile.Texts("corpus_en_movie_reviews.jsonl").Take(400).ToList();
        var items = reviews[..200].Select(text => text[..60])
            .Concat(films[..100].Select(text => string.Join(' ', text.Split(' ')[..40]))).ToList();
        var index = new DecontaminationIndex();
        items.ForEach(item => index.TryAdd("item", item));
        var search = new ContaminationSearch(index);

        var quoting = items
            .Select((item, number) => reviews[300 + number] + Edited(item, number) + films[200]).ToList();

        Assert.InRange(quoting.Count(text => search.Find(text) is not null), quoting.Count * 99 / 100, quoting.Count);
        Assert.InRange(reviews[600..].Concat(films[100..]).Count(text => search.Find(text) is not null), 0, 9);
    }

    /// <summary>One character in the middle is another one, in every second item in upper case.</summary>
    private static string Edited(string item, int number)
    {
        var middle = item.Length / 2;
        var edited = item[..middle] + (item[middle] == ' ' ? "" : "换") + item[(middle + 1)..];
        return number % 2 == 0 ? edited : edited.ToUpperInvariant();
    }

    private static ContaminationSearch Search()
    {
        var index = new DecontaminationIndex();
        index.TryAdd("en", English);
        index.TryAdd("zh", Chinese);
        return new ContaminationSearch(index);
    }
}
