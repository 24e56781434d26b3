using System.Globalization;
using Federation.Curation.Detection.Names;

namespace Federation.Curation.Models;

/// <summary>What stands in the slots of generated sentences.</summary>
internal static class Slots
{
    private static readonly string[] Provinces =
        ["浙江省", "江苏省", "广东省", "山东省", "四川省", "湖北省", "河南省", "福建省", "北京市", "上海市", "重庆市", ""];

    private static readonly string[] Towns =
        ["永安市", "临江市", "新河区", "东平县", "南山区", "清水县", "白云区", "石门县", "金沙区", "安吉县", "西湖区", "长宁区"];

    private static readonly string[] Roads =
        ["解放路", "人民路", "建设街", "中山东路", "文化巷", "滨江大道", "学府街", "和平北路", "迎宾大街", "桃园路", "长江路"];

    private static readonly string[] Estates =
        ["阳光花园", "翠湖小区", "金色家园", "碧水湾", "锦绣城", "绿地新村", "东方大厦", ""];

    private static readonly string[] Surnames =
    [
        "Smith", "Miller", "Garcia", "Nguyen", "Kowalski", "Petrov", "Tanaka", "Okafor", "Lindberg", "Rossi", "Dubois",
        "Schneider", "Fernandes", "Horvat", "Novak", "Yilmaz", "Haddad", "Singh", "Mehta", "Olsen", "Virtanen",
        "Papadakis",
        "Murphy", "Fraser", "Price", "Cooper", "Bennett", "Sanders", "Whitfield", "Marsh", "Delgado", "Cabrera",
        "Johansson", "Brandt", "Keller", "Moreau", "Bakker", "Jansen", "Costa", "Pereira", "Ionescu", "Szabo", "Sato",
        "Kobayashi", "Kim", "Park", "Chen", "Wang", "Abdi", "Mensah",
    ];

    private static readonly string[] Kinds = ["Street", "Road", "Avenue", "Lane", "Drive", "Court", "Way", "Boulevard"];
    private static readonly string[] StreetNames = ["Oak", "Mill", "Church", "Station", "Cedar", "Lake", "Park", "Hill",
        "Maple", "Victoria", "King", "Queen", "Bridge", "Garden"];

    private static readonly string[] Cities = ["Springfield", "Riverton", "Ashford", "Georgetown", "Milton", "Clayton",
        "Greenville", "Fairview", "Newport", "Kingston"];

    private static readonly string[] Things =
        ["高兴", "方便", "严重", "黄金", "周末", "时间", "水果", "高速公路", "马上", "金融", "安全", "文化", "何时", "于是", "房间", "任务",
         "白色", "石油", "程序", "季节", "关系", "成功", "明天", "古代", "牛奶", "花园", "车站", "路线"];

    private static readonly string[] EnglishThings =
        ["window", "Chapter", "March", "Windows", "London", "Monday", "price", "road", "Summer", "hope", "will",
         "Table",  "Spring", "Bill of Rights", "General Store", "May Day", "grace period", "mark", "Internet"];

    /// <summary>The label of a slot's text, or null where it is nothing personal.</summary>
    public static string? LabelOf(char slot) => slot switch
    {
        'P' or 'p' => "PERSON",
        'A' or 'a' => "ADDRESS",
        _ => null,
    };

    /// <summary>A text for a slot.</summary>
    public static string Fill(Dice dice, char slot) => slot switch
    {
        'P' => ChineseName(dice),
        'p' => EnglishName(dice),
        'A' => ChineseAddress(dice),
        'a' => EnglishAddress(dice),
        'n' => Number(dice, 1 + dice.Below(400)),
        'T' => dice.Of(Things),
        't' => dice.Of(EnglishThings),
        _ => "",
    };

    private static string ChineseName(Dice dice)
    {
        var surname = dice.Below(20) == 0
            ? dice.Of(ChineseNameTables.CompoundList)
            : dice.Of(ChineseNameTables.CommonSurnames).ToString();
        var given = dice.Of(ChineseNameTables.CommonGiven);
        return dice.Below(4) == 0 ? $"{surname}{given}" : $"{surname}{given}{dice.Of(ChineseNameTables.CommonGiven)}";
    }

    private static string EnglishName(Dice dice)
    {
        var given = dice.Of(EnglishNameTables.GivenList);
        given = char.ToUpperInvariant(given[0]) + given[1..];
        return dice.Below(4) switch
        {
            0 => given,
            1 => dice.Of(Surnames),
            _ => $"{given} {dice.Of(Surnames)}",
        };
    }

    private static string ChineseAddress(Dice dice)
    {
        var address = $"{dice.Of(Provinces)}{dice.Of(Towns)}{dice.Of(Roads)}{Number(dice, 999)}号{dice.Of(Estates)}";
        return dice.Below(3) switch
        {
            0 => address,
            1 => $"{address}{Number(dice, 30)}号楼{Number(dice, 6)}单元{Number(dice, 3000)}室",
            _ => $"{address}{Number(dice, 30)}栋{Number(dice, 3000)}",
        };
    }

    private static string EnglishAddress(Dice dice)
    {
        var street = $"{Number(dice, 9999)} {dice.Of(StreetNames)} {dice.Of(Kinds)}";
        return dice.Below(3) switch
        {
            0 => street,
            1 => $"{street}, {dice.Of(Cities)} {Number(dice, 89999)}",
            _ => $"{street}\nApt {Number(dice, 900)}\n{dice.Of(Cities)}",
        };
    }

    private static string Number(Dice dice, int max) =>
        (1 + dice.Below(max)).ToString(CultureInfo.InvariantCulture);
}
