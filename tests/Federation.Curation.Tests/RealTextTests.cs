using Federation.Curation.Evaluation;

namespace Federation.Curation.Tests;

/// <summary>
/// The redactors on labelled and unlabelled text; figures are measured, bounds are those promised.
/// </summary>
public class RealTextTests
{
    private static readonly string[] Forms = [.. RedactorCatalog.Names.Where(name =>
        name is not ("person" or "address"))];
    private static readonly Redactor OfForms = Redactor.Of(Forms);

    public static TheoryData<string> ChineseTypes =>
    [
        "CN_RESIDENT_ID", "BANK_CARD", "CN_USCC", "HK_ID", "TW_ID", "CN_MOBILE", "EMAIL", "IP", "MAC", "URL_TOKEN",
        "CN_LANDLINE", "CN_PASSPORT", "CN_HKM_PERMIT", "CN_PLATE", "DATE_OF_BIRTH", "SECRET", "WECHAT_ID", "QQ_ID",
    ];

    public static TheoryData<string> EnglishTypes =>
        ["EMAIL_ADDRESS", "IP_ADDRESS", "US_SSN", "IBAN_CODE", "CREDIT_CARD", "US_DRIVER_LICENSE"];

    [Theory]
    [MemberData(nameof(ChineseTypes))]
    public void Every_labelled_place_with_a_form_is_cut_and_named_in_Chinese_texts(string type)
    {
        var score = Chinese.Value.Scores.Single(score => score.Type == type);

        Assert.InRange(score.LabelledCount, 300, long.MaxValue);
        Assert.Equal(score.LabelledCount, score.RemovedCount);
        Assert.Equal(score.LabelledCount, score.NamedCount);
        Assert.Equal(score.FindingsCount, score.RightCount);
    }

    [Theory]
    [MemberData(nameof(EnglishTypes))]
    public void Every_labelled_place_with_a_form_is_cut_in_English_texts(string type)
    {
        var score = English.Value.Scores.Single(score => score.Type == type);

        Assert.Equal(score.LabelledCount, score.RemovedCount);
    }

    [Fact]
    public void English_phones_of_all_countries_are_cut_in_98_of_100_cases()
    {
        var score = English.Value.Scores.Single(score => score.Type == "PHONE_NUMBER");

        Assert.InRange(score.RemovedCount, score.LabelledCount * 98 / 100, score.LabelledCount);
    }

    [Fact]
    public void Of_1000_places_that_only_look_personal_at_most_1_is_cut() =>
        Assert.InRange(Chinese.Value.LookAlikesCutCount, 0, Chinese.Value.LookAlikesCount / 1000);

    [Fact]
    public void Of_2000_clean_characters_at_most_1_is_cut_in_labelled_texts()
    {
        Assert.InRange(Chinese.Value.CleanCutLength16, 0, Chinese.Value.CleanLength16 / 2000);
        Assert.InRange(English.Value.CleanCutLength16, 0, English.Value.CleanLength16 / 2000);
    }

    [Theory]
    [InlineData("corpus_zh_reviews_dev.jsonl", 5_000)]
    [InlineData("corpus_zh_news_sentences.jsonl", 5_000)]
    [InlineData("corpus_zh_headlines.jsonl", 50_000)]
    [InlineData("corpus_en_movie_reviews.jsonl", 50_000)]
    [InlineData("corpus_en_techdocs.jsonl", 2_000)]
    public void Hardly_a_character_of_unlabelled_text_is_cut(string file, int charactersPerCut)
    {
        var texts = LabelledText.Read(file).Select(document => document.Text).ToList();
        var cut = texts.Sum(text => OfForms.Find(text).Sum(finding => (long)finding.Length16));

        Assert.InRange(cut, 0, texts.Sum(text => (long)text.Length) / charactersPerCut);
    }

    [Fact]
    public void Redacted_text_passes_the_last_scan_in_99_of_100_cases()
    {
        var texts = LabelledText.Read("pii_zh_synth_dev.jsonl").Select(text => OfForms.Redact(text.Text).Text).ToList();

        Assert.InRange(texts.Count(LeakScan.IsClean), texts.Count * 99 / 100, texts.Count);
    }

    private static Lazy<Scoreboard> Chinese { get; } = new(() => ScoreOf("pii_zh_synth_dev.jsonl"));

    private static Lazy<Scoreboard> English { get; } = new(() => ScoreOf("pii_en_presidio_dev.jsonl"));

    private static Scoreboard ScoreOf(string file)
    {
        var scoreboard = new Scoreboard();
        foreach (var document in LabelledText.Read(file))
        {
            scoreboard.Add(document.Text, document.Spans, document.Decoys, OfForms.Find(document.Text));
        }

        return scoreboard;
    }
}
