using CsCheck;

namespace Federation.Curation.Tests;

/// <summary>However it is spelled, an identifier is cut, wholly and as what it is.</summary>
public class HostileSpellingTests
{
    private const int Rounds = 300;
    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);

    public static TheoryData<string> Names => [.. Spellings.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_identifier_of_any_type_is_cut_in_this_spelling(string name)
    {
        var spell = Spellings.All[name];
        foreach (var generator in Identifiers.All)
        {
            generator.Sample(made =>
                AssertCut(made, $"他说{made.Context}{spell(made.Value)}。谢谢"), iter: Rounds, threads: 1);
        }
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('-')]
    [InlineData('\u00A0')]
    [InlineData('\u2013')]
    public void A_number_with_a_checksum_is_cut_however_single_separators_part_it(char separator)
    {
        foreach (var generator in new[] { Identifiers.ResidentId, Identifiers.CreditCode })
        {
            Gen.Select(generator, Gen.Int[1, 6]).Sample((made, step) => AssertCut(
                made, $"号码{Chunked(made.Value, step, separator)}！"), iter: Rounds, threads: 1);
        }
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('-')]
    [InlineData('\u00A0')]
    public void A_card_in_groups_of_four_and_a_mobile_in_groups_are_cut_without_any_context(char separator)
    {
        Identifiers.BankCard.Sample(
            made => AssertCut(made, $"是{Chunked(made.Value, 4, separator)}吗"), iter: Rounds, threads: 1);
        Identifiers.Mobile.Sample(
            made => AssertCut(made, $"是{made.Value[..3]}{separator}{Chunked(made.Value[3..], 4, separator)}吗"),
            iter: Rounds, threads: 1);
    }

    [Fact]
    public void A_sentence_in_Base64_once_or_twice_is_cut_as_a_whole() =>
        Gen.OneOf([.. Identifiers.All]).Sample(made =>
        {
            var once = Spellings.Base64($"姓名与{made.Context}{made.Value}，完");
            Assert.Contains(made.Type, All.Redact($"见 {once} 结束").Text, StringComparison.Ordinal);
            Assert.Equal($"见 [{made.Type}] 结束", All.Redact($"见 {Spellings.Base64(once)} 结束").Text);
        }, iter: Rounds, threads: 1);

    [Fact]
    public void A_phone_number_in_Chinese_numerals_is_cut() =>
        Assert.Equal("打[CN_MOBILE]找我", All.Redact("打一三九一二三四五六七八找我").Text);

    private static void AssertCut(Identifiers.Made made, string text)
    {
        var redacted = All.Redact(text);
        Assert.True(
            redacted.Findings.Count == 1 && redacted.Findings[0].Type == made.Type
            && redacted.Text.Length - text.Length == made.Type.Length + 2 - redacted.Findings[0].Length16,
            $"{made.Type}: {text} became {redacted.Text}");
    }

    private static string Chunked(string text, int step, char separator) =>
        string.Join(separator, text.Chunk(step).Select(chunk => new string(chunk)));
}
