using CsCheck;

namespace Federation.Curation.Tests;

/// <summary>What only looks like an identifier stays.</summary>
public class LookAlikeTests
{
    private const int Rounds = 1_000;
    private static readonly Redactor All = Redactor.Of(RedactorCatalog.Names);

    [Theory]
    [InlineData("订单号：4216912930，已发货")]
    [InlineData("订单号：SF814565328846")]
    [InlineData("时间戳20211013062724")]
    [InlineData("时间戳1636953600000")]
    [InlineData("commit fb070dc2414c8e23f2500d8818dcb4936390af8c")]
    [InlineData("request_id=62a16d56-4685-2717-9b8d-67cbe483fd47")]
    [InlineData("本书ISBN 978-7-105-15531-8，定价7485778.75元")]
    [InlineData("客服热线400-862-4228，或拨打12306、95588、110")]
    [InlineData("客服热线800-488-8468")]
    [InlineData("版本v9.10.15，升级自 1.2.3.4 版本号")]
    [InlineData("2024年3月15日上午10:30开会")]
    [InlineData("The 2020-2021 season had 1,234,567 visitors; see pages 123-456.")]
    [InlineData("version 10.0.19041.388 of the driver")]
    [InlineData("他家门牌是12-3-4567，面积123.45平米")]
    [InlineData("生产日期2023-05-06，保质期12个月")]
    [InlineData("比例为 1:2:3:4:5:6:7，时间 12:30:45")]
    [InlineData("密码错误，请重新输入密码")]
    [InlineData("微信支付很方便，微信公众号已关注")]
    [InlineData("password: required")]
    [InlineData("圆周率3.14159265358979323846")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("请看 [EMAIL] 和 [CN_MOBILE]，还有 [PERSON:bcdfghjklmnpqrst]")]
    public void What_only_looks_personal_stays(string text) => Assert.Equal(text, All.Redact(text).Text);

    [Fact]
    public void A_resident_number_with_another_check_character_stays() =>
        Gen.Select(Identifiers.ResidentId, Gen.Int[1, 10]).Sample((made, step) =>
        {
            var place = "10X98765432".IndexOf(made.Value[^1], StringComparison.Ordinal);
            var text = $"编号{made.Value[..^1]}{"10X98765432"[(place + step) % 11]}号";
            return All.Redact(text).Text == text;
        }, iter: Rounds);

    [Fact]
    public void A_card_with_another_check_digit_stays() =>
        Gen.Select(Identifiers.BankCard, Gen.Int[1, 9]).Sample((made, step) =>
        {
            var text = $"编号{made.Value[..^1]}{(made.Value[^1] - '0' + step) % 10}号";
            return All.Redact(text).Text == text;
        }, iter: Rounds);

    [Fact]
    public void A_credit_code_with_another_check_character_stays() =>
        Gen.Select(Identifiers.CreditCode, Gen.Int[1, 30]).Sample((made, step) =>
        {
            const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
            var place = Alphabet.IndexOf(made.Value[^1], StringComparison.Ordinal);
            var text = $"编号{made.Value[..^1]}{Alphabet[(place + step) % 31]}号";
            return !All.Redact(text).Text.Contains("CN_USCC", StringComparison.Ordinal);
        }, iter: Rounds);

    [Fact]
    public void Bare_documents_without_a_word_that_names_them_stay() =>
        Gen.OneOf(Identifiers.Passport, Identifiers.Permit, Identifiers.Qq).Sample(made =>
        {
            var text = $"型号{made.Value}到货";
            return All.Redact(text).Text == text;
        }, iter: Rounds);

    [Fact]
    public void A_run_of_digits_that_is_longer_than_any_number_stays() =>
        Gen.String[Gen.Char['0', '9'], 40, 80].Sample(digits => All.Redact($"π{digits}").Text == $"π{digits}"
            || All.Redact($"π{digits}").Findings.All(finding => finding.ConfidencePercent == 100), iter: Rounds);
}
