using CsCheck;

namespace Federation.Curation.Tests;

public class RedactorTests
{
    private static readonly Redactor Forms = Redactor.Of(
        [.. RedactorCatalog.Names.Where(name => name is not ("person" or "address"))]);

    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);

    [Theory]
    [InlineData("身份证11010519491231002X。", "身份证[CN_RESIDENT_ID]。")]
    [InlineData("440524188001010014", "[CN_RESIDENT_ID]")]
    [InlineData("电话１３９１２３４５６７８吗", "电话[CN_MOBILE]吗")]
    [InlineData("打139\u200B1234\u200B5678", "打[CN_MOBILE]")]
    [InlineData("+86 139-1234-5678", "[CN_MOBILE]")]
    [InlineData("座机(0755)73789813转2", "座机[CN_LANDLINE]")]
    [InlineData("卡号6221 8877 6819 3776 982", "卡号[BANK_CARD]")]
    [InlineData("邮箱ybtwxy.wang@qq.com。", "邮箱[EMAIL]。")]
    [InlineData("见 2001:db8:c253:ff83::721e 和 10.1.2.3", "见 [IP] 和 [IP]")]
    [InlineData("ftp://ada:secret@example.org/x", "[URL_TOKEN]/x")]
    [InlineData("https://a.example/v1?uid=1&access_token=rVU44XZ", "[URL_TOKEN]")]
    public void What_names_a_person_is_cut_and_the_rest_stays(string text, string redacted) =>
        Assert.Equal(redacted, All.Redact(text).Text);

    [Theory]
    [InlineData("订单110105194912310021完成")]
    [InlineData("版本 10.0.401 发布于 2026-11-24")]
    [InlineData("价格 12,345.67 元，编号 7103b456-9cfc-1593-f538-6c1a522daaf3")]
    [InlineData("时间 12:30:45，电话 12345")]
    public void What_only_looks_like_it_survives(string text) => Assert.Equal(text, All.Redact(text).Text);

    [Fact]
    public void A_name_that_is_unknown_is_an_error_that_lists_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => Redactor.Of("emial"));

        Assert.Contains("email", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Redacting_twice_changes_nothing_more() =>
        Gen.OneOf([.. Identifiers.All]).Array[1, 4].Sample(made =>
        {
            var once = All.Redact(string.Concat(made.Select(one => $"他的{one.Context}{one.Value}。"))).Text;
            return All.Redact(once).Text == once;
        });

    /// <summary>Names are told by their characters, so of characters drawn at random one row in thousands is one.</summary>
    [Fact]
    public void A_text_without_digits_at_signs_and_colons_comes_out_as_it_went_in() =>
        Gen.String[Gen.Char['一', '龥'], 0, 80].Sample(
            text => Forms.Redact(text).Text == text && LeakScan.IsClean(text));

    [Fact]
    public void Any_string_of_code_units_is_taken() => Gen.String[Gen.Char, 0, 60].Sample(text =>
    {
        All.Redact(text);
        LeakScan.IsClean(text);
    });
}
