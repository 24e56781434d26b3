namespace Federation.Curation.Models;

/// <summary>
/// Sentences with slots, written for this project: {P} and {p} are persons, {A} and {a} addresses, {n} a number, {T}
/// and {t} words that only look like names.
/// </summary>
internal static class Sentences
{
    public static readonly string[] Chinese =
    [
        "联系人{P}，请在周末前回复。", "昨天{P}打电话来问了进度。", "收货人：{P}，地址：{A}。", "快递寄到{A}，谢谢。",
        "{P}说他明天不来了。", "会议由{P}主持，{P}和{P}参加。", "我家住在{A}，离车站很近。", "请把合同交给{P}经理。",
        "记者{P}报道，今年的产量增加了{n}吨。", "教练{P}认为球队需要时间。", "作者{P}在书里写到了童年。", "导演{P}的新片下周上映。",
        "患者{P}，{n}岁，因发热入院。", "{P}先生您好，您的订单已发货。", "经办人{P}于{n}日签字。", "据{P}介绍，项目已经完成。",
        "前锋{P}打进一球，{P}助攻。", "{P}与{P}的比赛很精彩。", "搬家以后住{A}，房租便宜。", "注册地址为{A}，法定代表人{P}。",
        "这里的{T}很好，下次还会来。", "因为{T}的原因，我们等了{n}分钟。", "服务周到，房间干净，{T}也不错。", "他很{T}，一直在笑。",
        "商品质量一般，{T}有点贵。", "请坐{n}号线，在下一站下车。", "第{n}号文件已经下发。", "本店{n}号楼的电梯在维修。",
        "于是大家都很{T}地离开了。", "关于{T}的问题，请咨询客服。", "今年的{T}比去年好得多。", "物流很快，包装完好，值得推荐。",
        "这本书讲的是{T}，内容比较空洞。", "早餐有水果和牛奶，味道一般。", "屏幕很清楚，电池能用{n}小时。", "性价比高，朋友也买了一个。",
        "酒店在路口旁边，方便找，{T}也多。", "他买了{n}斤水果，花了{n}元。", "公司去年的收入增长了{n}%。", "公园里的花都开了，非常漂亮。",
        "双方在{T}方面达成了一致。", "市场价格稳定，{T}供应充足。", "专家表示，这种方法安全可靠。", "全国各地的气温都会下降。",
        "游戏里的任务很有意思，就是{T}太长。", "球队在主场以{n}比{n}获胜。", "银行推出了新的理财产品。", "由于大雾，高速公路关闭了{n}小时。",
    ];

    public static readonly string[] English =
    [
        "My name is {p} and I would like to open an account.", "{p} said the report was late.",
        "Please ship it to {a} before Friday.", "I live at {a}.", "Dear {p}, thank you for your letter.",
        "The film was directed by {p} and stars {p}.", "Ask {p} or {p} about the meeting.", "{p} lives at {a}.",
        "The invoice goes to {a}, attention {p}.", "We met {p} in {t} last year.", "{p}'s car was parked outside.",
        "Regards,\n{p}", "Contact {p} at extension {n}.", "Why is {p} so late?", "{p} was born in 19{n}.",
        "The {t} was open and the room was cold.", "See {t} {n} for a list of options.", "It rained for {n} days.",
        "Click the button to open the {t}.", "The company moved to a new office in {t}.", "I ordered {n} boxes of tea.",
        "The movie is slow but the music is wonderful.", "Select Save As from the File menu.",
        "There is no {t} that could not be mended.", "On {t} the shop closes at {n}.", "Press Enter to continue.",
        "The number of rows is {n}.", "What a {t} that was!", "He had read {n} pages of the book.",
        "A good dictionary is worth its price.", "Nobody knew how the story would end.", "Page {n} shows the table.",
        "The Church of England and the Bank of Scotland agreed.", "The Great War began in the summer.",
        "Our street has {n} houses and one tree.", "Go down the road and turn left at the bridge.",
    ];
}
