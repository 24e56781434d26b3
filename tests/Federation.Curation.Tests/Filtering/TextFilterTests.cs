using Federation.Curation.Decontamination;
using Federation.Curation.Filtering;

namespace Federation.Curation.Tests.Filtering;

/// <summary>A text is judged by itself, in the order of the recipe.</summary>
public sealed class TextFilterTests
{
    private const string Chinese = "春天来了，公园里的花都开了，人们在湖边散步，孩子们放风筝。";
    private const string Traditional = "春天來了，公園裡的花都開了，人們在湖邊散步，孩子們放風箏。";
    private const string English = "Spring has come and the flowers in the park are all in bloom by the lake.";

    [Theory]
    [InlineData(Chinese, "zh-Hans", DropReason.None)]
    [InlineData(Chinese, "zh", DropReason.None)]
    [InlineData(Chinese, "zh-Hant", DropReason.Language)]
    [InlineData(Traditional, "zh-Hant", DropReason.None)]
    [InlineData(Traditional, "zh-Hans", DropReason.Language)]
    [InlineData(English, "en", DropReason.None)]
    [InlineData(English, "zh", DropReason.Language)]
    [InlineData("", "en", DropReason.Language)]
    [InlineData("", "other", DropReason.None)]
    public void Only_listed_languages_and_scripts_pass(string text, string listed, DropReason reason) =>
        Assert.Equal(reason, new TextFilter(new TextRecipe { Languages = [listed] }).Judge(text));

    [Fact]
    public void Quality_is_asked_by_the_language_of_the_text()
    {
        var filter = new TextFilter(new TextRecipe
        {
            Quality = new Dictionary<string, IReadOnlyList<string>> { ["en"] = ["gopher_quality"] },
        });

        Assert.Equal(DropReason.Quality, filter.Judge(English));
        Assert.Equal(DropReason.None, filter.Judge(Chinese));
        Assert.Equal(DropReason.Quality, new TextFilter(new TextRecipe
        {
            Quality = new Dictionary<string, IReadOnlyList<string>> { ["any"] = ["gopher_quality"] },
        }).Judge(Chinese));
    }

    [Fact]
    public void A_page_becomes_its_text_without_its_frame()
    {
        var filter = new TextFilter(new TextRecipe { IsHtml = true, CutsFrame = true });

        Assert.Equal(
            English, filter.Extract($"<html><script>var x;</script><p>{English}</p><p>All rights reserved</p></html>").Trim());
    }

    [Fact]
    public void Broken_encodings_and_evaluation_items_hold_back()
    {
        var evaluation = new DecontaminationIndex();
        Assert.True(evaluation.TryAdd("item", English));
        var filter = new TextFilter(new TextRecipe { DropsMojibake = true, Evaluation = evaluation });

        Assert.Equal(DropReason.Mojibake, filter.Judge("Ã©tÃ© Ã  la plage, dÃ©jÃ  vu"));
        Assert.Equal(DropReason.Evaluation, filter.Judge($"He said: {English.ToUpperInvariant()}"));
        Assert.Equal(DropReason.None, filter.Judge("He said nothing of that kind at all."));
    }
}
