namespace Federation.Curation.Detection.Names;

/// <summary>
/// Brands and firms as Chinese writes them, by trade: they begin with a surname or are spelled like foreign names, and
/// are nobody. Written for this project from general knowledge.
/// </summary>
internal static class BrandNames
{
    private const string Cars =
        "奥迪 宝马 奔驰 丰田 本田 福特 马自达 沃尔沃 保时捷 法拉利 兰博基尼 凯迪拉克 雪佛兰 别克 标致 雷诺 宾利 劳斯莱斯 玛莎拉蒂 菲亚特 雪铁龙 斯柯达 大众 捷豹 路虎 欧宝 三菱 日产 尼桑 "
        + "斯巴鲁 雷克萨斯 凌志 英菲尼迪 讴歌 克莱斯勒 道奇 悍马 起亚 比亚迪 奇瑞 吉利 江淮 江铃 捷达 桑塔纳 帕萨特 高尔夫 凯美瑞 卡罗拉 雅阁 思域 飞度 凯越 君威 科鲁兹 福克斯 蒙迪欧 伊兰特 "
        + "索纳塔 速腾 迈腾 米其林 固特异 普利司通 倍耐力";

    private const string Devices =
        "索尼 西门子 诺基亚 摩托罗拉 尼康 佳能 松下 夏普 飞利浦 爱立信 阿尔卡特 黑莓 戴尔 惠普 华硕 宏碁 宏基 明基 海尔 海信 康佳 格力 方太 东芝 三洋 柯达 奥林巴斯 宾得 徕卡 莱卡 卡西欧 "
        + "爱普生 施乐 利盟 罗技 雷蛇 雷柏 金士顿 闪迪 希捷 英特尔 英伟达 华为 金立 博朗 博世 伊莱克斯 惠而浦 苏泊尔 森海塞尔 纽曼 汉王 万利达 万和 华帝 康宝 奥克斯 阿里斯顿 任天堂";

    private const string Hotels =
        "希尔顿 喜来登 索菲特 凯宾斯基 威斯汀 万豪 万怡 莫泰 香格里拉 凯悦 君悦 柏悦 丽思卡尔顿 费尔蒙 雅高 诺富特 宜必思 铂尔曼 瑞吉 雅诗阁 华美达 戴斯 温德姆 康莱德 华尔道夫 莱福士 汉庭 "
        + "迪士尼 迪斯尼";

    private const string Clothes =
        "耐克 阿迪达斯 阿迪 彪马 匡威 安踏 特步 鸿星尔克 美津浓 亚瑟士 卡帕 茵宝 班尼路 佐丹奴 美特斯邦威 森马 真维斯 杰克琼斯 艾格 梦特娇 皮尔卡丹 金利来 雅戈尔 罗蒙 波司登 达芙妮 奥康 "
        + "康奈 曼妮芬 黛安芬 华歌尔 古驰 古奇 普拉达 爱马仕 路易威登 卡地亚 蒂芙尼 宝格丽 博柏利 巴宝莉 范思哲 杰尼亚 瓦伦蒂诺 华伦天奴 芬迪 蔻驰 万宝龙 劳力士 欧米茄 天梭 江诗丹顿 百达翡丽 "
        + "斯沃琪 施华洛世奇 潘多拉";

    private const string Care =
        "香奈儿 迪奥 雅诗兰黛 欧莱雅 兰蔻 潘婷 沙宣 夏士莲 多芬 倩碧 娇兰 娇韵诗 碧欧泉 薇姿 雅漾 美宝莲 露华浓 玫琳凯 安利 雅芳 妮维雅 曼秀雷敦 卡尼尔 贝亲 欧舒丹 兰芝 赫拉 科颜氏 雅顿 "
        + "希思黎 纪梵希 圣罗兰 阿玛尼 高露洁 舒肤佳";

    private const string Food =
        "麦当劳 肯德基 可口可乐 百事 蒙牛 伊利 达能 卡夫 奥利奥 德芙 费列罗 好时 吉百利 麦斯威尔 星巴克 必胜客 德克士 汉堡王 赛百味 哈根达斯 芬达 康师傅 阿尔卑斯 乐事 "
        + "鲁花 嘉士伯 马爹利 轩尼诗 芝华士 美赞臣 惠氏 雅培 多美滋 贝因美 周黑鸭 全聚德";

    private const string Firms =
        "雅虎 谷歌 微软 思科 甲骨文 阿里巴巴 亚马逊 沃尔玛 家乐福 麦德龙 欧尚 乐购 华润 华联 苏宁 宜家 万达 万科 恒大 汇丰 花旗 渣打 高盛 摩根 摩根士丹利 美林 雷曼 瑞银 巴克莱 富达 "
        + "贝莱德 安永 德勤 毕马威 普华永道 麦肯锡 埃森哲 凯雷 路透 彭博 法新 摩根大通 德意志 麦格理 瑞信 富国 富兰克林 邓普顿 安联 友邦 宏利 安盛 穆迪 惠誉 伯克希尔 哈撒韦 巴林 霸菱 "
        + "罗斯柴尔德 淡马锡 波音 空客 庞巴迪 洛克希德 雷神 辉瑞 默沙东 默克 拜耳 诺华 罗氏 赛诺菲 葛兰素史克 阿斯利康 巴斯夫 陶氏 杜邦 埃克森美孚 美孚 雪佛龙 道达尔 必和必拓 力拓 嘉能可 "
        + "孟山都 联合利华 亨氏 家乐氏 帝亚吉欧 沃达丰 海力士 恩智浦 阿斯麦 塔塔 纳斯达克 道琼斯 道指 纳指 恒指 彭博社 路透社 法新社 盖洛普 尼尔森";

    private const string Software =
        "卡巴斯基 诺顿 迈克菲 维旺迪 动视 暴雪 育碧 卡普空 科乐美 史克威尔 世嘉 万代 雅达利 奥多比 欧特克 索尼爱立信 安卓 塞班 维基 维基百科 推特 脸谱 魔兽 星际 暗黑 塞尔达";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All =>
        string.Join(' ', Cars, Devices, Hotels, Clothes, Care, Food, Firms, Software).Split(' ');
}
