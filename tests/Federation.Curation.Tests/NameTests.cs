using Federation.Curation.Evaluation;

namespace Federation.Curation.Tests;

/// <summary>Names and addresses: told by words and places, so bounds are shares and not all.</summary>
public class NameTests
{
    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);

    [Theory]
    [InlineData("联系人：欧阳睿，电话不便", "联系人：[PERSON]，电话不便")]
    [InlineData("昨天贾豪雅给我发了封邮件", "昨天[PERSON]给我发了封邮件")]
    [InlineData("法定代表人高明，已签字", "法定代表人[PERSON]，已签字")]
    [InlineData("会上王志强指出问题", "会上[PERSON]指出问题")]
    [InlineData("李小燕：我明天到。", "[PERSON]：我明天到。")]
    [InlineData("教练科瓦尔斯基没有到场", "教练[PERSON]没有到场")]
    [InlineData("总裁格林斯顿昨天离开", "总裁[PERSON]昨天离开")]
    [InlineData("副总裁JohnSmith表示同意", "副总裁[PERSON]表示同意")]
    [InlineData("导演Kenter没有到场", "导演[PERSON]没有到场")]
    [InlineData("钢琴家赵方肇提醒大家", "钢琴家[PERSON]提醒大家")]
    [InlineData("画家施靖涵和章岳霖都到了", "画家[PERSON]和[PERSON]都到了")]
    [InlineData("作者史蒂夫·巴尔默(steve ballmer)到场", "作者[PERSON]([PERSON])到场")]
    [InlineData("昨天大卫-希尔曼没有来", "昨天[PERSON]没有来")]
    [InlineData("门将罗德里尼奥受伤", "门将[PERSON]受伤")]
    [InlineData("这是路易·巴萨诺维奇的书，巴萨诺维奇很满意", "这是[PERSON]的书，[PERSON]很满意")]
    [InlineData("作家村上和彦说", "作家[PERSON]说")]
    [InlineData("联系人：潘婷，明天来", "联系人：[PERSON]，明天来")]
    [InlineData("家住贵州省贵阳市修文县北京路83号。", "家住[ADDRESS]。")]
    [InlineData("现住湖南省邵阳市双清区南京大道906号御景湾24栋3单元1202室，", "现住[ADDRESS]，")]
    [InlineData("快递寄到杭州市西湖区文三路90号东部软件园3号楼502", "快递寄到[ADDRESS]")]
    [InlineData("My name is Theresa Maruyama and I agree", "My name is [PERSON] and I agree")]
    [InlineData("Dr. Gregory van der Voet called", "[PERSON] called")]
    [InlineData("He lives at 217 Lovers Lane", "He lives at [ADDRESS]")]
    [InlineData("ship it to PSC 8139, Box 3699\nAPO AE 99874", "ship it to [ADDRESS]")]
    [InlineData("Anna Reid\n\n49 Halsey Road\n Suite 881\n Riverton\n Thailand 52574",
        "[PERSON]\n\n[ADDRESS] [ADDRESS]\n [ADDRESS]\n [ADDRESS]\n [ADDRESS] [ADDRESS]")]
    [InlineData(">9 Oak Street\n>Apt 12\n>Kenya 01672", ">[ADDRESS] [ADDRESS]\n>[ADDRESS]\n>[ADDRESS] [ADDRESS]")]
    [InlineData("Send it to 49 Halsey Road\n Suite 881\n Riverton please", "Send it to [ADDRESS] please")]
    [InlineData("码933504266ANA5EE9XT有误", "码933504266ANA5EE9XT有误")]
    public void A_name_or_an_address_is_cut_and_the_rest_stays(string text, string redacted) =>
        Assert.Equal(redacted, All.Redact(text).Text);

    [Theory]
    [InlineData("我很高兴，因为时间安排得非常方便。")]
    [InlineData("王国里的黄金和白银都很严重地贬值，马上就会方便。")]
    [InlineData("这家酒店房间干净，服务周到，下次还会来。")]
    [InlineData("3号楼的电梯坏了，请走2号门。")]
    [InlineData("公交车在黄兴路和张江镇都停。")]
    [InlineData("今晚帕尔马vs布雷西亚。")]
    [InlineData("一直用潘婷，很好；住过索菲特。")]
    [InlineData("下一张凳子也坏了，这段文字太长。")]
    [InlineData("此字段为空，任意字符串表达式。")]
    [InlineData("从巴黎-马德里的航班")]
    [InlineData("在乌干达和贝尔格莱德，天气都很热。")]
    [InlineData("昨晚桑德兰又赢了，乌迪内斯却输了。")]
    [InlineData("he won 1 - 2 and then 3 - 4 on the day")]
    [InlineData("用JavaScript写的MarkDown文件")]
    [InlineData("项目高峰已过，单子明天发。")]
    [InlineData("The quick brown fox jumps over the lazy dog in Chapter 12.")]
    [InlineData("Open the file menu, select Save As and choose a format.")]
    [InlineData("In 2019 the company moved to a new office.")]
    public void Ordinary_words_stay(string text) => Assert.Equal(text, All.Redact(text).Text);

    [Fact]
    public void Of_Chinese_names_98_and_of_addresses_99_in_100_are_cut()
    {
        var scores = ScoreOf("pii_zh_synth_dev.jsonl").Scores;

        AssertShare(scores, "PERSON", 98);
        AssertShare(scores, "ADDRESS", 99);
    }

    [Fact]
    public void Of_English_names_and_addresses_87_in_100_are_cut()
    {
        var scores = ScoreOf("pii_en_presidio_dev.jsonl").Scores;

        AssertShare(scores, "PERSON", 87);
        AssertShare(scores, "ADDRESS", 87);
    }

    [Fact]
    public void Of_1000_clean_characters_of_Chinese_text_at_most_1_is_cut_with_names_too()
    {
        var board = ScoreOf("pii_zh_synth_dev.jsonl");

        Assert.InRange(board.CleanCutLength16, 0, board.CleanLength16 / 1000);
        Assert.InRange(board.LookAlikesCutCount, 0, board.LookAlikesCount / 1000);
    }

    [Fact]
    public void Of_1000_clean_characters_of_English_text_at_most_1_is_cut_with_names_too()
    {
        var board = ScoreOf("pii_en_presidio_dev.jsonl");

        Assert.InRange(board.CleanCutLength16, 0, board.CleanLength16 / 1000);
    }

    private static void AssertShare(IReadOnlyList<Score> scores, string type, int percent)
    {
        var score = scores.Single(score => score.Type == type);
        Assert.InRange(score.RemovedCount, score.LabelledCount * percent / 100, score.LabelledCount);
    }

    private static Scoreboard ScoreOf(string file)
    {
        var scoreboard = new Scoreboard();
        foreach (var document in LabelledText.Read(file))
        {
            scoreboard.Add(document.Text, document.Spans, document.Decoys, All.Find(document.Text));
        }

        return scoreboard;
    }
}
