using CsCheck;

namespace Federation.Curation.Tests;

/// <summary>
/// Made-up identifiers of every type, valid by the standard's arithmetic, written anew beside the room's.
/// </summary>
internal static class Identifiers
{
    /// <summary>An identifier, what names it in a sentence, and what the filter calls it.</summary>
    public sealed record Made(string Type, string Context, string Value);

    public static Gen<Made> ResidentId { get; } =
        from region in Pick("110105", "440524", "310104", "510107", "659004", "810000")
        from day in Gen.Int[0, 25_000]
        from order in Gen.Int[1, 999]
        let body = $"{region}{new DateOnly(1940, 1, 1).AddDays(day):yyyyMMdd}{order:D3}"
        select new Made("CN_RESIDENT_ID", "身份证号：", body + "10X98765432"[Weigh(body, i => (1 << (17 - i)) % 11) % 11]);

    public static Gen<Made> BankCard { get; } =
        from head in Pick("621700", "622588", "436742", "552534", "356833")
        from rest in Gen.String[Gen.Char['0', '9'], 9, 9]
        let body = head + rest
        select new Made("BANK_CARD", "卡号：", body + LuhnDigit(body));

    public static Gen<Made> CreditCode { get; } =
        from head in Pick("91", "92", "12", "51")
        from region in Pick("350100", "110108", "440300")
        from rest in Gen.String[Gen.Char["0123456789ABCDEFGHJKLMNPQRTUWXY"], 9, 9]
        let body = head + region + rest
        select new Made("CN_USCC", "统一社会信用代码：", body + CreditCheck(body));

    public static Gen<Made> Mobile { get; } =
        from head in Pick("139", "188", "150", "176", "199", "147", "166")
        from rest in Gen.String[Gen.Char['0', '9'], 8, 8]
        select new Made("CN_MOBILE", "手机：", head + rest);

    public static Gen<Made> Landline { get; } =
        from area in Pick("010", "021", "0571", "0755", "0991")
        from first in Gen.Char['2', '8']
        from rest in Gen.String[Gen.Char['0', '9'], 7, 7]
        select new Made("CN_LANDLINE", "电话：", $"{area}-{first}{rest}");

    public static Gen<Made> Passport { get; } =
        from head in Pick("E1", "EA", "G2", "SE", "PE", "DE")
        from rest in Gen.String[Gen.Char['0', '9'], 7, 7]
        select new Made("CN_PASSPORT", "护照号：", head + rest);

    public static Gen<Made> Permit { get; } =
        from head in Pick("H1", "M2", "C3", "CA")
        from rest in Gen.String[Gen.Char['0', '9'], 7, 7]
        select new Made("CN_HKM_PERMIT", "港澳通行证：", head + rest);

    public static Gen<Made> Plate { get; } =
        from head in Pick("京A", "粤B", "沪C", "新A")
        from rest in Gen.OneOf(
            Gen.String[Gen.Char['0', '9'], 5, 5], Gen.String[Gen.Char['0', '9'], 5, 5].Select(digits => "D" + digits))
        select new Made("CN_PLATE", "车牌：", head + rest);

    public static Gen<Made> HongKongId { get; } =
        from letter in Gen.Char['A', 'Z']
        from digits in Gen.String[Gen.Char['0', '9'], 6, 6]
        let sum = (36 * 9) + ((letter - 'A' + 10) * 8) + Weigh(digits, i => 7 - i)
        let check = (11 - (sum % 11)) % 11
        select new Made("HK_ID", "香港身份證：", $"{letter}{digits}({(check == 10 ? "A" : $"{check}")})");

    public static Gen<Made> TaiwanId { get; } =
        from letter in Gen.Int[0, 25]
        from sex in Pick('1', '2')
        from digits in Gen.String[Gen.Char['0', '9'], 7, 7]
        let body = sex + digits
        let sum = ((letter + 10) / 10) + ((letter + 10) % 10 * 9) + Weigh(body, i => 8 - i)
        select new Made("TW_ID", "身分證：", $"{"ABCDEFGHJKLMNPQRSTUVXYWZIO"[letter]}{body}{(10 - (sum % 10)) % 10}");

    public static Gen<Made> WeChat { get; } =
        from head in Gen.Char['a', 'z']
        from rest in Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 6, 12]
        from digit in Gen.Char['0', '9']
        select new Made("WECHAT_ID", "加微信：", $"{head}{rest}{digit}");

    public static Gen<Made> Qq { get; } =
        from first in Gen.Char['1', '9']
        from rest in Gen.String[Gen.Char['0', '9'], 5, 8]
        select new Made("QQ_ID", "我的QQ：", first + rest);

    public static Gen<Made> Email { get; } =
        from local in Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789"], 3, 12]
        from domain in Pick("qq.com", "163.com", "mail.example.edu.cn")
        select new Made("EMAIL", "邮箱：", $"{local}@{domain}");

    public static Gen<Made> IpAddress { get; } =
        from bytes in Gen.Byte.Array[4]
        where bytes.Any(part => part > 9)
        select new Made("IP", "登录IP：", string.Join('.', bytes));

    public static Gen<Made> Iban { get; } =
        from bank in Gen.String[Gen.Char['A', 'Z'], 4, 4]
        from account in Gen.String[Gen.Char['0', '9'], 14, 14]
        select new Made("IBAN", "IBAN: ", IbanOf("GB", bank + account));

    public static IReadOnlyList<Gen<Made>> All { get; } =
    [
        ResidentId, BankCard, CreditCode, Mobile, Landline, Passport, Permit, Plate, HongKongId, TaiwanId, WeChat,
            Qq, Email,
        IpAddress, Iban,
    ];

    public static char LuhnDigit(string body)
    {
        var sum = body.Reverse().Index()
            .Sum(pair => pair.Index % 2 == 0 ? "0246813579"[pair.Item - '0'] - '0' : pair.Item - '0');
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static int Weigh(string digits, Func<int, int> weight) =>
        digits.Index().Sum(pair => (pair.Item - '0') * weight(pair.Index));

    private static char CreditCheck(string body)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var (sum, weight) = (0, 1);
        foreach (var character in body)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    private static string IbanOf(string country, string account)
    {
        var number = string.Concat($"{account}{country}00".Select(character =>
            char.IsAsciiDigit(character) ? $"{character}" : $"{character - 'A' + 10}"));
        var check = 98 - (int)(System.Numerics.BigInteger.Parse(number, null) % 97);
        return $"{country}{check:D2}{account}";
    }
}
