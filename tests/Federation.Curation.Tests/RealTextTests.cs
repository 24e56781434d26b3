namespace Federation.Curation.Tests;

/// <summary>
/// The redactors on labelled Chinese and mixed text; figures are measured, bounds are those promised.
/// </summary>
public class RealTextTests
{
    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);
    private static readonly string[] Promised =
        ["EMAIL", "CN_MOBILE", "CN_LANDLINE", "CN_RESIDENT_ID", "BANK_CARD", "IP", "URL_TOKEN"];

    [Fact]
    public void No_labelled_contact_number_card_or_address_is_left()
    {
        var left = LabelledText.Read("pii_zh_synth_dev.jsonl")
            .SelectMany(text => text.Spans.Where(span => Promised.Contains(span.Type)).Select(span => (span, text)))
            .Where(pair => All.Redact(pair.text.Text).Text.Contains(pair.span.Value, StringComparison.Ordinal))
            .Select(pair => $"{pair.span.Type} of {pair.span.Value.Length} characters")
            .ToList();

        Assert.Equal([], left);
    }

    [Fact]
    public void What_only_looks_personal_survives_in_99_of_100_cases()
    {
        var decoys = LabelledText.Read("pii_zh_synth_dev.jsonl")
            .SelectMany(text => text.Decoys.Select(decoy => (decoy, redacted: All.Redact(text.Text).Text))).ToList();

        var survived = decoys.Count(pair => pair.redacted.Contains(pair.decoy, StringComparison.Ordinal));

        Assert.InRange(survived, decoys.Count * 99 / 100, decoys.Count);
    }

    [Fact]
    public void Redacted_text_passes_the_last_scan_in_99_of_100_cases()
    {
        var texts = LabelledText.Read("pii_zh_synth_dev.jsonl").Select(text => All.Redact(text.Text).Text).ToList();

        Assert.InRange(texts.Count(LeakScan.IsClean), texts.Count * 99 / 100, texts.Count);
    }

    [Fact]
    public void Fewer_than_5_in_1000_reviews_are_changed()
    {
        var reviews = LabelledText.Read("corpus_zh_reviews_dev.jsonl").Select(review => review.Text).ToList();

        Assert.InRange(reviews.Count(review => All.Redact(review).Text != review), 0, reviews.Count * 5 / 1000);
    }
}
