using CsCheck;
using Federation.Curation.Detection;
using Federation.Curation.Redaction;

namespace Federation.Curation.Tests;

/// <summary>What stands in the place of a cut: as the policy says, and never the value.</summary>
public class TransformTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData(Transform.Label, "电话[CN_MOBILE]。")]
    [InlineData(Transform.Erase, "电话。")]
    [InlineData(Transform.Mask, "电话***-****-****。")]
    [InlineData(Transform.Generalise, "电话[CN_MOBILE]。")]
    public void A_phone_is_treated_as_asked(Transform transform, string expected) =>
        Assert.Equal(expected, Of(PiiType.Mobile, transform).Redact("电话139-1234-5678。").Text);

    [Fact]
    public void A_resident_number_becomes_province_and_decade_and_a_birth_date_its_year()
    {
        var redactor = Redactor.Of(new RedactionRecipe(
            RedactorCatalog.Names,
            new Dictionary<PiiType, Transform>
            {
                [PiiType.ResidentId] = Transform.Generalise,
                [PiiType.BirthDate] = Transform.Generalise,
            },
            [], Key: null));

        Assert.Equal(
            "证[CN_RESIDENT_ID:11,1940s]，[DATE_OF_BIRTH:1980]出生",
            redactor.Redact("证11010519491231002X，1980年3月2日出生").Text);
    }

    [Theory]
    [InlineData("2027年3月2日出生", 2026, false)]
    [InlineData("2026年3月2日出生", 2026, true)]
    [InlineData("born 3/2/2027.", 2026, false)]
    [InlineData("born 3/2/2027.", 2030, true)]
    [InlineData("born 3/2/2031.", 2030, false)]
    [InlineData("born 3/2/2031.", 2031, true)]
    [InlineData("证 110105 19491231 002X", 1949, true)]
    [InlineData("证 110105 19491231 002X", 1948, false)]
    public void A_day_after_the_year_of_the_data_is_nobodys_birthday(string text, int year, bool isCut)
    {
        var redactor = Redactor.Of(RedactionRecipe.Labels(RedactorCatalog.Names) with { ReferenceYear = year });

        Assert.Equal(isCut, redactor.Find(text).Count > 0);
        Assert.Equal(!isCut, LeakScan.IsClean(text, [], year));
        Assert.Equal(!isCut, redactor.IsClean(text));
    }

    [Theory]
    [InlineData(RedactionRecipe.ReferenceYearMin - 1)]
    [InlineData(RedactionRecipe.ReferenceYearMax + 1)]
    public void A_year_that_is_none_of_the_calendar_of_births_is_refused(int year) =>
        Assert.ThrowsAny<ArgumentException>(
            () => Redactor.Of(RedactionRecipe.Labels([]) with { ReferenceYear = year }));

    [Fact]
    public void A_record_that_is_dropped_leaves_no_text()
    {
        var result = Of(PiiType.Mobile, Transform.DropRecord).Redact("电话13912345678");

        Assert.True(result.IsDropped);
        Assert.Equal("", result.Text);
    }

    [Fact]
    public void One_value_has_one_pseudonym_in_a_release_however_it_is_spelled_and_another_in_every_other()
    {
        var release = Of(PiiType.Mobile, Transform.Pseudonym, "2026-11", "lab");
        var first = release.Redact("13912345678").Text;

        Assert.Equal(first, release.Redact("１３９-1234-5678").Text);
        Assert.NotEqual(first, Of(PiiType.Mobile, Transform.Pseudonym, "2026-12", "lab").Redact("13912345678").Text);
        Assert.NotEqual(first, Of(PiiType.Mobile, Transform.Pseudonym, "2026-11", "other").Redact("13912345678").Text);
        Assert.NotEqual(
            Of(PiiType.Mobile, Transform.Pseudonym, "a1", "b").Redact("13912345678").Text,
            Of(PiiType.Mobile, Transform.Pseudonym, "a", "1b").Redact("13912345678").Text);
    }

    [Fact]
    public void What_stands_in_the_place_of_a_cut_is_never_found_again()
    {
        foreach (var transform in Enum.GetValues<Transform>())
        {
            Gen.OneOf([.. Identifiers.All]).Sample(made =>
            {
                var redactor = Redactor.Of(new RedactionRecipe(
                    RedactorCatalog.Names, PiiTypes.BuiltIn.ToDictionary(type => type, _ =>
                        transform), [], Key("r", "t")));
                var result = redactor.Redact($"他说{made.Context}{made.Value}。");
                return LeakScan.IsClean(result.Text) && !result.Text.Contains(made.Value, StringComparison.Ordinal)
                    && redactor.Find(result.Text).Count == 0;
            }, iter: 400, threads: 1);
        }
    }

    [Fact]
    public void No_pseudonym_reads_as_a_number_to_the_last_scan()
    {
        var redactor = Of(PiiType.Email, Transform.Pseudonym);
        for (var i = 0; i < 20_000; i++)
        {
            var text = redactor.Redact($"IP：u{i}@example.com。").Text;
            Assert.True(LeakScan.IsClean(text), text);
            Assert.DoesNotContain(text, char.IsDigit);
        }
    }

    [Fact]
    public void Pseudonyms_without_a_key_and_a_short_secret_are_errors()
    {
        Assert.Throws<ArgumentException>(() => Redactor.Of(new RedactionRecipe(
            ["email"], new Dictionary<PiiType, Transform> { [PiiType.Email] = Transform.Pseudonym }, [], Key: null)));
        Assert.Throws<ArgumentException>(() => PseudonymKey.Derive(Secret.AsSpan(0, 31), "r", "t"));
    }

    [Fact]
    public void A_pattern_of_the_users_own_is_cut_in_any_spelling()
    {
        var redactor = Redactor.Of(RedactionRecipe.Labels([]) with { Patterns = [CustomPattern.Of("EMP-[0-9]{6}")] });

        Assert.Equal("工号[CUSTOM]。", redactor.Redact("工号ＥＭＰ－１２３４５６。").Text);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("a*")]
    [InlineData("(?=a)b")]
    [InlineData("(a)\\1")]
    public void A_pattern_that_is_none_or_needs_backtracking_is_an_error(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => CustomPattern.Of(pattern));

    private static Redactor Of(PiiType type, Transform transform, string release = "r", string trainer = "t") =>
        Redactor.Of(new RedactionRecipe(
            RedactorCatalog.Names, new Dictionary<PiiType, Transform> { [type] = transform }, [], Key(release,
                trainer)));

    private static PseudonymKey Key(string release, string trainer) => PseudonymKey.Derive(Secret, release, trainer);
}
