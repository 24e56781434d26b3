namespace Federation.Curation.Detection.Names;

/// <summary>
/// The most frequent given names and surnames of Europe and America as Chinese spells them. Written for this project
/// from general knowledge.
/// </summary>
internal static class SpelledNames
{
    private const string Given =
        "约翰 詹姆斯 罗伯特 迈克尔 威廉 大卫 戴维 理查德 约瑟夫 托马斯 查尔斯 克里斯托弗 丹尼尔 马修 安东尼 马克 唐纳德 史蒂文 斯蒂文 保罗 安德鲁 乔舒亚 肯尼思 凯文 "
        + "布赖恩 布莱恩 乔治 爱德华 罗纳德 蒂莫西 杰森 杰弗里 瑞安 雅各布 加里 尼古拉斯 埃里克 乔纳森 斯蒂芬 史蒂芬 拉里 贾斯汀 斯科特 布兰登 本杰明 塞缪尔 格雷戈里 弗兰克 "
        + "亚历山大 雷蒙德 帕特里克 杰克 丹尼斯 杰里 泰勒 亚伦 何塞 亚当 内森 亨利 道格拉斯 彼得 凯尔 沃尔特 伊桑 杰里米 哈罗德 基思 克里斯蒂安 罗杰 诺亚 杰拉尔德 卡尔 特里 "
        + "肖恩 奥斯汀 阿瑟 亚瑟 劳伦斯 杰西 迪伦 乔丹 布鲁斯 阿尔伯特 拉尔夫 罗伊 尤金 拉塞尔 路易斯 菲利普 鲍比 约翰尼 玛丽 帕特里夏 詹妮弗 琳达 伊丽莎白 芭芭拉 苏珊 杰西卡 "
        + "萨拉 莎拉 卡伦 丽莎 南希 贝蒂 玛格丽特 桑德拉 阿什莉 金伯莉 艾米莉 唐娜 米歇尔 卡罗尔 阿曼达 梅利莎 黛博拉 斯蒂芬妮 丽贝卡 劳拉 辛西娅 凯瑟琳 艾米 安吉拉 雪莉 安娜 "
        + "布兰妮 帕梅拉 艾玛 妮可 海伦 萨曼莎 克里斯汀 黛布拉 雷切尔 卡罗琳 珍妮特 玛丽亚 希瑟 戴安娜 朱莉 乔伊斯 维多利亚 凯利 克里斯蒂娜 琼 伊芙琳 劳伦 朱迪斯 奥利维亚 "
        + "弗拉基米尔 德米特里 谢尔盖 伊万 尼古拉 安德烈 阿列克谢 米哈伊尔 鲍里斯 胡安 卡洛斯 费尔南多 曼努埃尔 哈维尔 米格尔 佩德罗 弗朗切斯科 亚历山德罗 马尔科 马可 乔瓦尼 "
        + "汉斯 沃尔夫冈 弗朗茨 弗里德里希 海因里希 于尔根 让 皮埃尔 雅克 弗朗索瓦 克洛德 穆罕默德 艾哈迈德 阿里 侯赛因 易卜拉欣 哈桑 奥马尔";

    private const string Surnames =
        "史密斯 约翰逊 威廉姆斯 布朗 琼斯 加西亚 米勒 戴维斯 罗德里格斯 马丁内斯 埃尔南德斯 洛佩斯 冈萨雷斯 威尔逊 安德森 泰勒 穆尔 摩尔 杰克逊 马丁 佩雷斯 汤普森 怀特 哈里斯 "
        + "桑切斯 克拉克 拉米雷斯 刘易斯 罗宾逊 沃克 扬 艾伦 赖特 斯科特 托雷斯 希尔 弗洛雷斯 格林 亚当斯 纳尔逊 贝克 霍尔 里维拉 坎贝尔 米切尔 卡特 罗伯茨 戈麦斯 菲利普斯 埃文斯 "
        + "特纳 迪亚斯 帕克 克鲁斯 爱德华兹 科林斯 雷耶斯 斯图尔特 莫里斯 莫拉莱斯 墨菲 库克 罗杰斯 古铁雷斯 奥尔蒂斯 摩根 库珀 彼得森 贝利 里德 凯利 霍华德 拉莫斯 考克斯 沃德 "
        + "理查森 沃森 布鲁克斯 查韦斯 伍德 詹姆斯 贝内特 格雷 门多萨 鲁伊斯 休斯 普赖斯 阿尔瓦雷斯 卡斯蒂略 桑德斯 帕特尔 迈尔斯 朗 罗斯 福斯特 希门尼斯 鲍威尔 詹金斯 佩里 拉塞尔 "
        + "沙利文 贝尔 科尔曼 巴特勒 亨德森 巴恩斯 费舍尔 瓦斯克斯 西蒙斯 帕特森 乔丹 雷诺兹 汉密尔顿 格雷厄姆 金 华莱士 吉布森 埃利斯 史蒂文斯 默里 福特 马歇尔 欧文斯 麦克唐纳 "
        + "哈里森 肯尼迪 威尔斯 奥布莱恩 布什 克林顿 奥巴马 里根 尼克松 卡特 撒切尔 布莱尔 布莱克 卡梅伦 丘吉尔 戴高乐 萨科齐 默克尔 普京 梅德韦杰夫 叶利钦 戈尔巴乔夫 斯大林 赫鲁晓夫 "
        + "贝卢斯科尼 穆勒 施密特 施奈德 费舍 韦伯 迈耶 瓦格纳 贝克尔 舒尔茨 霍夫曼 科赫 鲍尔 里希特 克莱因 沃尔夫 施罗德 诺伊曼 施瓦茨 齐默尔曼 布劳恩 克鲁格 哈特曼 朗格 "
        + "罗西 鲁索 费拉里 埃斯波西托 比安奇 罗马诺 科隆博 里奇 马里诺 格雷科 布鲁诺 加洛 孔蒂 德卢卡 科斯塔 曼奇尼 伊万诺夫 彼得罗夫 西多罗夫 席尔瓦 桑托斯 费雷拉 奥利维拉 "
        + "贝尔纳 迪布瓦 杜邦 勒鲁瓦 莫罗 洛朗 西蒙 米歇尔 勒费弗尔 勒克莱尔 范德萨 德容 扬森 德弗里斯 范登伯格 巴克尔 维瑟 安徒生 尼尔森 汉森 拉尔森 索伦森 约翰松 卡尔松 尼尔松";

    private static readonly HashSet<string> All =
        new(Given.Split(' ').Concat(Surnames.Split(' ')).Where(name => name.Length > 1), StringComparer.Ordinal);

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        All.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether characters are such a name, or one behind another.</summary>
    public static bool Is(ReadOnlySpan<char> run)
    {
        if (Lookup.Contains(run))
        {
            return true;
        }

        for (var first = 2; first + 2 <= run.Length; first++)
        {
            if (Lookup.Contains(run[..first]) && Lookup.Contains(run[first..]))
            {
                return true;
            }
        }

        return false;
    }
}
