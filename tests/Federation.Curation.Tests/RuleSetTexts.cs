using System.Globalization;
using System.Text;

namespace Federation.Curation.Tests;

/// <summary>
/// Texts that never change, made of nothing of the room: numbers of every form, right and nearly right, and people,
/// streets and words, each in sentences that name them and in others.
/// </summary>
internal static class RuleSetTexts
{
    private const int Rounds = 40;

    private static readonly string[] Sentences =
    [
        "{0}", "联系人{1}，手机{0}。", "身份证号：{0}，地址：{2}。", "订单号{0}已发货", "Call me at {0}, {1} said.",
        "账号 {0} 的密码: {3}", "护照{0} 通行证{0}", "http://a.example/?token={3}&id={0}", "微信 {3}，QQ {0}", "{1}出生于{4}",
        "Born on {4}, {1} lives at {2}.", "{3}@mail.example 与 {0}", "车牌{5}，IP {6}", "{1}、{1}和{1}认为{0}", "价格{0}元，版本{6}",
    ];

    private static readonly string[] Shapes =
    [
        "###########", "1##########", "13#########", "0##-########", "### ### ####", "(###) ###-####",
        "+44 #### ######",
        "110105########00##", "62##############", "91350100#########", "4### #### #### ####", "E########", "H########",
        "A######(#)", "A#########", "###-##-####", "####-##-##", "##:##:##:##:##:##", "GB## AAAA ##############",
        "#", "##", "####", "#.#", "#-#-#", "########", "1#####", "###########", "0086 1##########", "#a#", "A#-##",
    ];

    private static readonly string[] People =
    [
        "王伟", "李娜", "欧阳明", "张建国先生", "约翰·史密斯", "高兴", "黄金", "陈", "John Smith", "Dr. Mary Jones", "Paris", "Will",
        "小明", "Anna van der Berg", "于是", "刘德华", "马上", "Smith, John", "周杰", "春天",
    ];

    private static readonly string[] Streets =
    [
        "北京市海淀区中关村大街1号", "12 Main Street, Springfield, IL 62701", "上海路", "PO Box 12", "广东省深圳市南山区科技园3栋502室",
        "Hauptstraße 5", "5 minutes", "第一章", "221B Baker St", "杭州西湖",
    ];

    private static readonly string[] Words =
        ["alice", "hunter2!x", "wxid_abc123", "zoe_k99", "null", "AKIA1234567890ABCDEF"];

    private static readonly string[] Days =
        ["1980年3月2日", "March 3, 1980", "1990-1-1", "20010203", "3/4/85", "2029.12.31"];

    private static readonly string[] Plates = ["京A12345", "粤B·D12345", "沪C1234学", "新A"];

    private static readonly string[] Dotted = ["10.1.2.3", "1.2.3.4", "fe80::1", "256.1.1.1", "v2.0.1.15"];

    /// <summary>Texts that came later, with the rules that they tell from those before.</summary>
    private static readonly string[] Later =
    [
        "from 1 - 2 to 3 - 4", "昨晚桑德兰主场取胜", "副总裁JohnSmith表示", "导演Kenter说", "钢琴家方肇到场", "他是亚当斯的朋友",
        "房间1 - 2", "Calc12 and 1.25", "京A·B12", "AB123.45",
    ];

    /// <summary>The texts, in their order.</summary>
    public static IEnumerable<string> All()
    {
        var state = 1UL;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var sentence in Sentences)
            {
                yield return string.Format(
                    CultureInfo.InvariantCulture, sentence, Number(Pick(Shapes)), Pick(People), Pick(Streets),
                    Pick(Words),
                    Pick(Days), Pick(Plates), Pick(Dotted));
            }
        }

        foreach (var text in Later)
        {
            yield return text;
        }

        string Pick(string[] items) => items[Below(items.Length)];

        string Number(string shape)
        {
            var number = new StringBuilder(shape.Length);
            foreach (var character in shape)
            {
                number.Append(character == '#' ? (char)('0' + Below(10)) : character);
            }

            return number.ToString();
        }

        int Below(int count)
        {
            state = (state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
            return (int)((state >> 33) % (ulong)count);
        }
    }
}
