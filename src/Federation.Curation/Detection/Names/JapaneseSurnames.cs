namespace Federation.Curation.Detection.Names;

/// <summary>
/// The most frequent surnames of Japan, of two characters, but for those that are Chinese words as well. Written for
/// this project from general knowledge.
/// </summary>
internal static class JapaneseSurnames
{
    private const string Names =
        "佐藤 铃木 田中 渡边 伊藤 山本 中村 加藤 吉田 山田 松本 井上 木村 斋藤 山崎 阿部 池田 桥本 山下 中岛 石井 小川 冈田 藤田 后藤 近藤 "
        + "村上 远藤 坂本 福田 太田 西村 藤井 藤原 三浦 冈本 松田 中川 中野 原田 小野 田村 竹内 和田 中田 森田 柴田 酒井 工藤 横山 宫崎 宫本 "
        + "内田 安藤 岛田 谷口 大野 高田 丸山 今井 河野 藤本 村田 武田 上田 杉山 增田 小泉 安倍 麻生 鸠山 野田 菅野 岸田 福原 滨崎 松岛 松井 "
        + "长友 稻本 川岛 川口 仓木 木下 市川 织田 德川 丰臣 岛津 伊达 上杉 真田 柳生 宫泽 石田 三岛 川端 手冢 鸟山 黑泽 北野 岩井 是枝 深田 "
        + "柏原 长泽 苍井 前田 石原 菊池 平野 千叶 野口 新井 熊谷 水野 大塚 樱井 久保 小松 吉川 荒木 冈崎 浅野 荒川 早川 内村";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All => Names.Split(' ');
}
