namespace Federation.Curation.Detection.Names;

/// <summary>
/// Football clubs as Chinese press writes them, whole leagues at a time, as far as they are spelled like foreign names
/// or begin like Chinese ones and are no place's name. Written for this project from general knowledge.
/// </summary>
internal static class ClubNames
{
    private const string England =
        "阿森纳 切尔西 托特纳姆 埃弗顿 纽卡斯尔 阿斯顿维拉 维拉 桑德兰 富勒姆 博尔顿 布莱克本 伍尔弗汉普顿 西布罗姆 西布罗姆维奇 维冈 斯托克 朴茨茅斯 朴次茅斯 伯恩利 米德尔斯堡 查尔顿 雷丁 "
        + "西汉姆 诺维奇 斯旺西 南安普顿 莱斯特 布莱顿 伯恩茅斯 沃特福德 谢菲尔德 诺丁汉 布伦特福德 卢顿 哈德斯菲尔德 普雷斯顿 巴恩斯利 布里斯托尔 伊普斯维奇 米尔沃尔 阿伯丁 邓迪";

    private const string Spain =
        "巴萨 马德里竞技 马竞 比利亚雷亚尔 毕尔巴鄂 赫塔费 马拉加 马洛卡 马略卡 桑坦德 奥萨苏纳 拉科鲁尼亚 拉科 阿尔梅里亚 希洪 萨拉戈萨 赫雷斯 特内里费 巴拉多利德 瓦拉多利德 努曼西亚 贝蒂斯 "
        + "莱万特 埃瓦尔 格拉纳达 塞尔塔 赫库莱斯 巴列卡诺 埃尔切 阿拉维斯 拉斯帕尔马斯 莱加内斯 赫罗纳 韦斯卡";

    private const string Italy =
        "尤文图斯 尤文 拉齐奥 桑普多利亚 桑普 热那亚 巴勒莫 乌迪内斯 切沃 卡利亚里 帕尔马 锡耶纳 博洛尼亚 卡塔尼亚 利沃诺 莱切 布雷西亚 切塞纳 维罗纳 雷吉纳 诺瓦拉 佩斯卡拉 萨索洛 恩波利 "
        + "弗罗西诺内 克罗托内 贝内文托 斯帕尔 萨勒尼塔纳 斯佩齐亚 蒙扎 摩德纳";

    private const string Germany =
        "拜仁 多特蒙德 多特 沙尔克 勒沃库森 霍芬海姆 门兴格拉德巴赫 门兴 赫塔 汉诺威 凯泽斯劳滕 圣保利 科特布斯 卡尔斯鲁厄 比勒费尔德 杜塞尔多夫 菲尔特 帕德博恩 达姆施塔特 英戈尔施塔特 莱比锡 "
        + "罗斯托克 杜伊斯堡";

    private const string France =
        "里尔 图卢兹 雷恩 欧塞尔 南锡 南特 尼斯 勒芒 洛里昂 蒙彼利埃 圣埃蒂安 索肖 朗斯 格勒诺布尔 布洛涅 卡昂 布雷斯特 阿尔勒 阿雅克肖 埃维昂 特鲁瓦 兰斯 巴斯蒂亚 甘冈 梅斯 昂热 尼姆 "
        + "克莱蒙";

    private const string Others =
        "阿贾克斯 埃因霍温 费耶诺德 特温特 阿尔克马尔 乌德勒支 格罗宁根 海伦芬 奈梅亨 罗达 赫拉克勒斯 维特斯 布雷达 芬洛 本菲卡 波尔图 布拉加 加拉塔萨雷 费内巴切 贝西克塔斯 奥林匹亚科斯 "
        + "帕纳辛奈科斯 安德莱赫特 迪纳摩 泽尼特 斯巴达克 罗森博格 巴塞尔 博卡 弗拉门戈 桑托斯 科林蒂安 格雷米奥 帕尔梅拉斯 克鲁塞罗";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All =>
        string.Join(' ', England, Spain, Italy, Germany, France, Others).Split(' ');
}
