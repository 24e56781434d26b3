using CsCheck;
using Federation.Curation.KnownValues;

namespace Federation.Curation.Tests.KnownValues;

/// <summary>What a holder knows of a person is found in that person's text however it is spelled, and nothing else
/// is.</summary>
public sealed class KnownValueTests
{
    private static readonly Redactor Nothing = Redactor.Of();

    [Theory]
    [InlineData("person", "张晓琳", "我叫张晓琳，住在本地", "我叫[PERSON]，住在本地")]
    [InlineData("person", "张晓琳", "我叫张 晓 琳", "我叫[PERSON]")]
    [InlineData("person", "张晓琳", "大家叫我晓琳", "大家叫我[PERSON]")]
    [InlineData("person", "张伟", "张伟说", "[PERSON]说")]
    [InlineData("person", "欧阳娜娜", "娜娜来了", "[PERSON]来了")]
    [InlineData("person", "Ada Lovelace", "signed, ADA  LOVELACE.", "signed, [PERSON].")]
    [InlineData("person", "Ada Lovelace", "Lovelace, Ada (author)", "[PERSON] (author)")]
    [InlineData("person", "Ada Lovelace", "Ｌｏｖｅｌａｃｅ wrote", "[PERSON] wrote")]
    [InlineData("person", "José Álvarez", "jose alvarez wrote", "[PERSON] wrote")]
    [InlineData("phone", "13912345678", "打１３９ １２３４ ５６７８", "打[CN_MOBILE]")]
    [InlineData("phone", "13912345678", "8613912345678 or 1391-2345-678", "[CN_MOBILE] or [CN_MOBILE]")]
    [InlineData("phone", "010-62511234", "本地拨6251 1234", "本地拨[CN_LANDLINE]")]
    [InlineData("phone", "+44 20 7946 0958", "ring 44-2079460958", "ring [PHONE]")]
    [InlineData("address", "北京市海淀区中关村大街27号3单元502", "在海淀区中关村大街27号见", "在[ADDRESS]见")]
    [InlineData("address", "北京市海淀区中关村大街27号3单元502", "中关村大街 27号 3单元 502", "[ADDRESS]")]
    [InlineData("address", "221B Baker Street, London NW1 6XE", "at 221b baker street today", "at [ADDRESS] today")]
    [InlineData("email", "ada@analytical.example", "write ADA@analytical.example", "write [EMAIL]")]
    [InlineData("custom", "KT-00917", "member kt 00917 says", "member [CUSTOM] says")]
    public void A_known_value_is_cut_however_it_is_spelled(string kind, string value, string text, string expected) =>
        Assert.Equal(expected, Nothing.Redact(text, [Of(kind, value)]).Text);

    [Theory]
    [InlineData("person", "张晓琳", "张先生和晓明")] // Not the surname alone, nor half of the given name.
    [InlineData("person", "王建设", "参加建设")] // A given name that is an ordinary word.
    [InlineData("person", "李明", "明天见")] // One character is no name.
    [InlineData("person", "Ann Lee", "Joann Leeds came")] // Inside other words.
    [InlineData("person", "Grace Hopper", "with grace and a hopper")] // A part of a name needs its capital.
    [InlineData("person", "Bo Li", "Li and Bo")] // Parts that are too short.
    [InlineData("person", "王磊", "国王。磊落")] // A full stop stands between.
    [InlineData("phone", "13912345678", "913912345678 items")] // Inside a longer number.
    [InlineData("phone", "13912345678", "139123456789 items")]
    [InlineData("person", "Ada Lovelace", "the Lovelaces met")]
    [InlineData("phone", "13912345678", "1391234567")]
    [InlineData("phone", "12345", "12345")] // Too short to be told from other numbers.
    [InlineData("address", "北京市", "我爱北京市")]
    [InlineData("custom", "A1", "A1")]
    public void What_is_no_known_value_stays(string kind, string value, string text) =>
        Assert.Equal(text, Nothing.Redact(text, [Of(kind, value)]).Text);

    [Theory]
    [InlineData("phone", "13912345678", "电话13912345678")]
    [InlineData("phone", "010-62511234", "电话：010-62511234")]
    [InlineData("email", "ada@analytical.example", "write ada@analytical.example")]
    [InlineData("resident-id", "11010519491231002X", "证11010519491231002X")]
    public void The_placeholder_does_not_tell_who_cut(string kind, string value, string text)
    {
        var detected = Redactor.Of(RedactorCatalog.Names).Redact(text).Text;

        Assert.Equal(detected, Nothing.Redact(text, [Of(kind, value)]).Text);
        Assert.Equal(detected, Redactor.Of(RedactorCatalog.Names).Redact(text, [Of(kind, value)]).Text);
    }

    [Fact]
    public void What_is_looked_for_in_everybodys_texts_has_longer_parts_of_names()
    {
        var everybody = new KnownValueBuilder(isHolderWide: true);
        everybody.Add("person", "Mark Lovelace");
        var index = everybody.Build();

        Assert.Equal("Mark my words, [PERSON]", Nothing.Redact("Mark my words, Lovelace", [index]).Text);
        Assert.Equal("[PERSON] my words", Nothing.Redact("Mark my words", [Of("person", "Mark Lovelace")]).Text);
    }

    [Fact]
    public void A_value_that_comes_together_by_a_cut_is_seen_by_the_last_scan()
    {
        var index = Of("person", "张晓琳");

        Assert.False(LeakScan.IsClean("张晓琳", [index]));
        Assert.True(LeakScan.IsClean("[PERSON]", [index]));
        Assert.True(LeakScan.IsClean("张晓琳"));
    }

    [Fact]
    public void A_value_too_long_for_one_form_is_cut_as_a_whole_in_pieces()
    {
        var value = string.Concat(Enumerable.Range(0, 100).Select(i => (char)('\u4E00' + (i * 7))));

        var redacted = Nothing.Redact($"前{value}后", [Of("custom", value)]).Text;

        Assert.Equal("前[CUSTOM]后", redacted);
    }

    [Fact]
    public void An_index_does_not_depend_on_the_order_of_values()
    {
        (string Kind, string Value)[] values =
            [("person", "Mark Grace"), ("custom", "Grace"), ("person", "Grace Mark"), ("phone", "13912345678")];
        const string Text = "grace met Mark Grace, call 13912345678";

        var forward = Nothing.Redact(Text, [Of(values)]).Text;

        Assert.Equal(forward, Nothing.Redact(Text, [Of([.. values.Reverse()])]).Text);
        Assert.Equal("[CUSTOM] met [PERSON], call [CN_MOBILE]", forward);
    }

    /// <summary>The reference looks for each value at each place.</summary>
    [Fact]
    public void All_values_are_found_and_nothing_else_as_a_plain_search_finds_them() =>
        Gen.Select(
            Gen.String[Gen.Char['\u5F20', '\u5F25'], 2, 12].Array[1, 30],
            Gen.String[Gen.Char['\u5F20', '\u5F25'], 0, 60]).Sample((values, text) =>
            {
                var builder = new KnownValueBuilder(isHolderWide: false);
                Array.ForEach(values, value => builder.Add("custom", value));
                var covered = new bool[text.Length];
                foreach (var value in values)
                {
                    for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0;
                        at = text.IndexOf(value, at + 1, StringComparison.Ordinal))
                    {
                        covered.AsSpan(at, value.Length).Fill(true);
                    }
                }

                var cut = new bool[text.Length];
                foreach (var finding in Nothing.Redact(text, [builder.Build()]).Findings)
                {
                    cut.AsSpan(finding.Start16, finding.Length16).Fill(true);
                }

                return covered.SequenceEqual(cut);
            }, iter: 2_000);

    [Fact]
    public void Any_text_is_scanned_in_any_spelling_without_fault() =>
        Gen.String.Sample(text => Nothing.Redact(text, [Of("person", "Ada Lovelace")]).Text.Length >= 0, iter: 2_000);

    private static KnownValueIndex Of(string kind, string value) => Of([(kind, value)]);

    private static KnownValueIndex Of((string Kind, string Value)[] values)
    {
        var builder = new KnownValueBuilder(isHolderWide: false);
        foreach (var (kind, value) in values)
        {
            builder.Add(kind, value);
        }

        return builder.Build();
    }
}
