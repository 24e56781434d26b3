using System.Text;
using Federation.Curation.Quality;

namespace Federation.Curation.Tests.Quality;

public sealed class MojibakeTests
{
    private const string Chinese = "重新安装以后，系统可以正常使用，感谢技术人员的帮助。";

    [Theory]
    [InlineData("The café on the Champs-Élysées — “très bien”, naïve Übermut, smörgåsbord.")]
    [InlineData("Żółta łódź płynie; příliš žluťoučký kůň; çok güzel günler; ¿Qué tal, señor?")]
    [InlineData(Chinese)]
    [InlineData("差劲差劲差劲差劲差劲差劲")]
    [InlineData("プログラムを終了します。")]
    [InlineData("")]
    public void Sound_text_of_any_language_is_not_called_broken(string text) =>
        Assert.False(Mojibake.Measure(text).IsBroken);

    [Fact]
    public void Text_read_in_the_wrong_encoding_is_known_by_the_encoding()
    {
        var utf8 = Encoding.UTF8.GetBytes(Chinese);
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

        Assert.True(Mojibake.Measure(Encoding.Latin1.GetString(utf8)) is { IsBroken: true, AsLatin: > 60 });
        Assert.True(Mojibake.Measure(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(utf8))
            is { IsBroken: true, AsLatin: > 60 });
        Assert.True(Mojibake.Measure(gbk.GetString(utf8)) is { IsBroken: true, AsGbk: > 10 });
        Assert.True(Mojibake.Measure(Encoding.Latin1.GetString(gbk.GetBytes(Chinese)))
            is { IsBroken: true, GbkAsLatin: > 30 });
        Assert.True(Mojibake.Measure("配置文件锟斤拷锟斤拷\uFFFD\uFFFD") is { IsBroken: true, Lost: 8 });
    }

    [Fact]
    public void Chinese_that_was_broken_in_the_labelled_file_is_found_and_sound_text_is_not()
    {
        var rows = SharedFile.Rows("quality_dev.jsonl").Select(row => (
            Defect: row.GetProperty("defect").GetString(), Language: row.GetProperty("lang").GetString()!,
            Mojibake.Measure(row.GetProperty("text").GetString()!).IsBroken)).ToList();

        Assert.All(
            rows.Where(row => row.Defect == "mojibake" && row.Language.StartsWith("zh", StringComparison.Ordinal)),
            row => Assert.True(row.IsBroken));
        Assert.DoesNotContain(rows, row => row.Defect is null && row.IsBroken);
    }
}
