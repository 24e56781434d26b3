namespace Federation.Curation.Detection.Names;

/// <summary>What makes a place, a firm or a thing of the name before it: 黄兴路 is a road, and nobody.</summary>
internal static class NameSuffixes
{
    private const string Characters = "路街镇县市区桥湖岛站寺庙塔杯奖牌级版型省州郡港湾河洲语队堡山陵墓祠园阁宫洞峡沟谷滩村庄乡溪坡岭寨屯庵苑馆亭";

    private static readonly string[] Words =
    [
        "银行", "公司", "酒店", "集团", "大厦", "广场", "大学", "中学", "小学", "医院", "公园", "宾馆", "超市", "机场", "国际", "证券", "基金",
        "药业", "股份", "地产", "汽车", "手机", "电器", "电脑", "品牌", "快递", "物流", "传媒", "科技", "电子", "集市", "森林", "兄弟公司", "俱乐部",
        "球场", "体育场", "游击", "半岛", "海峡", "山脉", "高速", "大道", "大街", "大桥", "风景", "古镇", "村委", "小区", "花园", "新城", "航空",
        "石油", "化工", "钢铁", "乳业", "啤酒", "白酒", "门店", "专卖", "连锁", "餐厅", "饭店", "火锅", "水饺", "牛奶", "洗发",
        "故居", "陵园", "遗址", "古城", "景区", "温泉", "草原", "瀑布", "水库", "乐园", "书店", "书局", "剧院", "影院", "影业", "实业",
        "重工", "制药", "软件", "学院", "学校", "中心", "协会", "战队", "车队", "定律", "定理", "效应",
    ];

    /// <summary>What begins with each character: no word where it is one by itself, null where there is none.</summary>
    private static readonly string[]?[] ByFirst = MakeByFirst();

    /// <summary>Whether a character ends a name of a place, and hardly ever one of a person.</summary>
    public static bool EndsPlace(char character) => "路街镇县市区桥站省村乡".Contains(character);

    /// <summary>Whether such a word, or a word for a match of two teams, stands at a place.</summary>
    public static bool IsOfPlaceOrFirm(string view, int end)
    {
        if (end >= view.Length || ByFirst[view[end]] is not { } words)
        {
            return false;
        }

        foreach (var word in words)
        {
            if (view.AsSpan(end).StartsWith(word))
            {
                return true;
            }
        }

        return words.Length == 0;
    }

    /// <summary>Whether one of two sides of a match stands between two places, as in A vs B.</summary>
    public static bool IsSide(string view, int start, int end) =>
        view.AsSpan(end).StartsWith("vs", StringComparison.OrdinalIgnoreCase)
        || view.AsSpan(0, start).EndsWith("vs", StringComparison.OrdinalIgnoreCase);

    private static string[]?[] MakeByFirst()
    {
        var table = new string[]?[char.MaxValue + 1];
        foreach (var group in Words.GroupBy(word => word[0]))
        {
            table[group.Key] = [.. group];
        }

        foreach (var character in Characters)
        {
            table[character] = [];
        }

        return table;
    }
}
