using CsCheck;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

public sealed class BoilerplateTests
{
    [Fact]
    public void A_menu_and_a_notice_go_and_the_text_stays()
    {
        const string Page = "Home\n登录\n\nA day at the sea\nMore\nWe went early.\n"
            + "By using it you accept our Privacy Policy.\n转载请注明出处。\nNext\n返回顶部\n";

        Assert.Equal(new BoilerplateCounts(9, 5, 2), Boilerplate.Measure(Page));
        Assert.Equal("A day at the sea\nMore\nWe went early.\n", Boilerplate.Without(Page));
    }

    [Theory]
    [InlineData("Home is where the heart is.\nMore of it than elsewhere.")]
    [InlineData("我们去公园。\n更多的人在家。")]
    [InlineData("")]
    public void A_text_without_a_frame_stays_as_it_is(string text) => Assert.Same(text, Boilerplate.Without(text));

    [Fact]
    public void What_is_left_of_any_text_is_part_of_it_and_has_no_notice() => Gen.Int[0, 6].Array[0, 30]
        .Sample(places =>
    {
        string[] parts = ["Home\n", "text ", "\n", "Cookie Policy", "版权所有", "Next\n", " \r\n"];
        var text = string.Concat(places.Select(place => parts[place]));
        var left = Boilerplate.Without(text);

        Assert.InRange(left.Length, 0, text.Length);
        Assert.True(left == text || Boilerplate.Measure(left).NoticeLines == 0);
    }, threads: 1);

    [Fact]
    public void Menus_and_policies_of_the_labelled_file_are_found_and_sound_text_is_not()
    {
        var rows = SharedFile.Rows("quality_dev.jsonl").Select(row => (
            Defect: row.GetProperty("defect").GetString(),
            Boilerplate.Measure(row.GetProperty("text").GetString()!).IsFramed)).ToList();

        Assert.All(rows.Where(row => row.Defect is "menu" or "policy"), row => Assert.True(row.IsFramed));
        Assert.InRange(rows.Count(row => row.Defect is null && row.IsFramed), 0, rows.Count / 200);
    }
}
