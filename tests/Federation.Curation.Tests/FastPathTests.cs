using System.Reflection;
using CsCheck;
using Federation.Curation.Detection;
using Federation.Curation.Views;

namespace Federation.Curation.Tests;

/// <summary>
/// What is fast does what is plain: shortcuts are held against the long way on texts made to tell them apart.
/// </summary>
public class FastPathTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Fragments =
    [
        "password", "PASSW", "passphrase", "pass", "pwd=", "Pwd:", "secret", "token ", "bearer ", "credential",
        "apikey", "api", "key", "KEY", "_key", "-key", "accesskey", "access", "appkey", "app", "wechat",
        "WeChat:", "weixin", "wei", "xin", "x", "wx", "VX", "vx:", "(at)", "(AT", "[at]", "[dot]", "(", "[",
        "@", ":", "=", "is ", " ", "\n", ".", "微信", "密码", "口令", "私钥", "信", "是", "：", "abc123DEF456",
        "hunter2!x", "13800138000", "1", "q", "QQ", "扣扣", "zoe.k", "mail.example", "号", "00-1A-2B-3C-4D-5E",
        "京A", "12345", "1998", "1998年3月", "12", "1st", "MP3", " 1234学", "DE12", "1.5", "-", "/3", "出生", "AB",
        "2", "E 1234 5678", "-----BEGIN PRIVATE KEY-----", "cGFzc3dvcmQ6IGh1bnRlcjIyMg==", "王伟", "。",
    ];

    private static readonly string[] Links =
    [
        "/", "/", "/12/", "/01/", "/02/", "/06080000.xhp", "23456789", "06080000", ".html", ".x", ".", "/19900101.",
        "/31/23456789.a", "tel ", "phone", "call", " mob ", "contact ", "电话", "fax", " home", "QQ", "q q", "licence ",
        "driver's license ", "text", "a", "+", "86", "010", " ", "born", "-", ":", "20", "1a", "x1", "123b",
        "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6", "1234", "GB82", "京A", "台胞证",
    ];

    private static readonly string[] Characters =
    [
        "a", "Z", "7", "中", "，", "！", "Ａ", "９", "①", "½", "㎏", "\u200B", "\u00AD", "\u202E", "é", "𝟗", "😀",
        "\uD800", "…", "“", "。", "\u3000", "\u00A0", "·", "ﬁ", "٣", " ", "\n",
    ];

    private static readonly string[] Escapes =
    [
        "&amp;", "&#65;", "&#x4e2d;", "&amp;#66;", "%E4%B8%AD", "%41", "%2542", "\\u4e2d", "\\x41", "&nbsp;",
        "%25u4e2d",
    ];

    private static readonly string[] Addresses =
    [
        "12 ", "the ", "corner of ", "Oak", " Street", " St", " and ", "Lake Road", "Rue de la ", "Paix 7",
        "calle ", "Mayor ", "Hauptstrasse 5", "P.O. Box 12", " Apt 4", "\nSuite 9", "USS Dam\nFPO AE 94560",
        " London", ", TX 48486", "98765", "zip ", "Corner Of ", "a", " ", "\n", "1", ".", "née ", "Café ",
        "x17y ", "lives at ",
    ];

    [Fact]
    public void A_first_look_for_words_loses_no_hit_and_makes_none() =>
        Of(Fragments, 12).Sample(text => Find(text).SequenceEqual(FindPlainly(text)), iter: Rounds);

    [Theory]
    [InlineData("pwd=1q2w3e4r")]
    [InlineData("a@b.cn")]
    [InlineData("z (at) b.cn")]
    [InlineData("vx:z1k_9")]
    [InlineData("fe80::1:2")]
    [InlineData("https://a.b/c?token=Ab1Ab2Ab3Ab4Ab5Ab6")]
    [InlineData("13800138000")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("微信 z1k_9")]
    public void Nothing_is_missed_wherever_it_stands(string value)
    {
        foreach (var before in Enumerable.Range(0, 200))
        {
            foreach (var filler in " 。")
            {
                var text = new string(filler, before) + value + new string(filler, 200 - before);
                Assert.Equal(FindPlainly(text), Find(text));
                Assert.NotEmpty(Find(text));
            }
        }
    }

    [Fact]
    public void Numbers_of_pages_in_links_and_digits_inside_words_are_left_only_where_no_rule_takes_them() =>
        Of(Links, 14).Sample(text => Find(text).SequenceEqual(FindPlainly(text)), iter: Rounds);

    [Theory]
    [InlineData("see /text/01/06080000.xhp", 0)]
    [InlineData("fax /01/06080000.xhp", 1)]
    [InlineData("phone is /23456789.html", 1)]
    [InlineData("/23456789.x home", 1)]
    [InlineData("driver's license /23456789.html", 1)]
    [InlineData("born /19801231.html", 1)]
    public void A_number_of_a_page_is_found_where_a_word_names_it(string text, int count)
    {
        Assert.Equal(count, Find(text).Count);
    }

    [Fact]
    public void No_word_that_a_rule_looks_for_is_missed_beside_the_number_of_a_link()
    {
        const BindingFlags hidden = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        var words = typeof(PatternScan).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(hidden)).Where(field => field.FieldType == typeof(ContextWords))
            .SelectMany(field => (ContextWords)field.GetValue(null)!).Distinct().ToList();
        string[] numbers = ["06080000", "23456789", "86123456", "01012345", "12345678", "98765432"];
        var texts =
            from word in words
            from number in numbers
            from link in new[] { $"/{number}.x", $"/01/{number}.html" }
            from text in new[] { $"{word}: {link}", $"{link} {word}", $"{word} {link}", $"{word}{link}" }
            select text;

        Assert.True(words.Count > 100, $"Only {words.Count} words were found.");
        Assert.All(texts, text => Assert.Equal(FindPlainly(text), Find(text)));
    }

    [Theory]
    [InlineData("京A .20fax", 1)]
    [InlineData("台胞证 123bdriver", 0)]
    [InlineData("台胞证 0123456789", 1)]
    public void A_word_of_few_digits_is_a_number_where_the_rules_say_so(string text, int count)
    {
        Assert.Equal((count, count), (Find(text).Count, FindPlainly(text).Count));
    }

    [Fact]
    public void A_text_that_is_told_to_hold_nothing_has_a_view_without_hits() =>
        Of([.. Fragments, .. Characters, .. Characters, "％", "五六七八", "１2", "&amp;", "%31"], 12).Sample(
            text => Find(NormalisedView.Of(text).Text).Count == 0 || !PatternScan.IsNothingIn(text), iter: Rounds);

    [Fact]
    public void Most_short_texts_are_told_to_hold_nothing_without_a_view()
    {
        Assert.True(PatternScan.IsNothingIn("２００８年的天气，真好！增长５０％（共3家）"));
        Assert.False(PatternScan.IsNothingIn("生日：２００８年"));
        Assert.False(PatternScan.IsNothingIn("一三九一二三四五六七八"));
        Assert.False(PatternScan.IsNothingIn("密码是什么"));
    }

    [Fact]
    public void Words_of_a_context_are_found_as_by_looking_for_each() =>
        Gen.Select(Of(Fragments, 4), Gen.Int[0, Fragments.Length - 4]).Sample((text, from) =>
        {
            var words = Fragments[from..(from + 4)];
            return ContextWords.Of(words).AreIn(text) == words.Any(word => IsThere(text, word));
        }, iter: Rounds);

    [Fact]
    public void A_view_is_that_of_its_characters_in_a_row_and_every_place_is_known() => HoldsInARow(Characters, Rounds);

    [Fact]
    public void A_view_of_escapes_among_characters_is_in_a_row_too_and_every_place_is_known() =>
        HoldsInARow([.. Characters, .. Escapes, .. Escapes], Rounds / 4);

    private static void HoldsInARow(string[] pieces, int rounds) =>
        Gen.Int[0, pieces.Length - 1].Array[0, 70].Sample(picks =>
        {
            var text = string.Concat(picks.Select(pick => pieces[pick]));
            var view = NormalisedView.Of(text);
            var (expected, places, place) = ("", new List<(int, int)>(), 0);
            foreach (var piece in picks.Select(pick => pieces[pick]))
            {
                var folded = NormalisedView.Of(piece).Text;
                expected += folded;
                places.AddRange(folded.Select(_ => (place, piece.Length)));
                place += piece.Length;
            }

            return view.Text == expected
                && Enumerable.Range(0, expected.Length).All(i => IsPlace(view, i, folded: expected, places));
        }, iter: rounds);

    [Fact]
    public void Streets_are_found_in_windows_as_in_the_whole_text() =>
        Gen.Select(Of(Addresses, 8), Gen.Int[0, 400], Of(Addresses, 8)).Sample((first, gap, second) =>
        {
            var text = first + new string('.', gap) + second;
            var (fast, plain) = (new List<Hit>(), new List<Hit>());
            Detection.Names.EnglishAddress.Find(text, fast);
            Detection.Names.EnglishAddress.FindPlainly(text, plain);
            return fast.SequenceEqual(plain);
        }, iter: Rounds / 4);

    private static bool IsPlace(NormalisedView view, int i, string folded, List<(int Start, int Length)> places)
    {
        // A character of two units that stays as it is has a place for each of them.
        var (start, length) = view.InOriginal(i, 1);
        var (expected, expectedLength) = places[i];
        return char.IsSurrogate(folded[i])
            ? start >= expected && start + length <= expected + expectedLength
            : start == expected && length == expectedLength;
    }

    private static bool IsThere(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && (!char.IsAsciiLetter(word[0]) || at == 0 || !char.IsAsciiLetter(text[at - 1]));
    }

    private static List<Hit> Find(string text)
    {
        var hits = new List<Hit>();
        PatternScan.Find(text, hits);
        return hits;
    }

    private static List<Hit> FindPlainly(string text)
    {
        var hits = new List<Hit>();
        PatternScan.FindPlainly(text, hits);
        return hits;
    }

    private static Gen<string> Of(string[] fragments, int most) =>
        Gen.Int[0, fragments.Length - 1].Array[0, most].Select(picks => string.Concat(picks.Select(i => fragments[i])));
}
