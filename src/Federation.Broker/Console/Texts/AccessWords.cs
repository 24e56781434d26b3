namespace Federation.Broker.Console.Texts;

/// <summary>The words of the list of accesses and of one access.</summary>
internal static class AccessWords
{
    public static Dictionary<string, (string English, string Chinese)> All { get; } = new(StringComparer.Ordinal)
    {
        ["search"] = ("Search", "搜索"),
        ["clear"] = ("Clear", "清除"),
        ["purpose"] = ("purpose", "用途"),
        ["agreement"] = ("agreement", "协议"),
        ["decision"] = ("decision", "决定"),
        ["any"] = ("any", "不限"),
        ["allowed"] = ("allowed", "允许"),
        ["denied"] = ("denied", "拒绝"),
        ["from"] = ("from", "起始日期"),
        ["until"] = ("until", "截止日期"),
        ["trainerKey"] = ("trainer's key (first digits)", "训练方密钥（开头几位）"),
        ["found"] = ("{0} accesses found", "找到 {0} 条访问记录"),
        ["time"] = ("time", "时间"),
        ["delivery"] = ("delivery", "方式"),
        ["statistic"] = ("statistic", "统计"),
        ["sample"] = ("sample", "样本"),
        ["outcome"] = ("outcome", "结果"),
        ["completed"] = ("completed", "已完成"),
        ["cancelled"] = ("cancelled", "已取消"),
        ["failed"] = ("failed", "失败"),
        ["unfinished"] = ("not finished", "未完成"),
        ["records"] = ("records", "条数"),
        ["bytes"] = ("bytes", "字节"),
        ["newer"] = ("Newer", "较新"),
        ["older"] = ("Older", "较旧"),
        ["access"] = ("Access", "访问"),
        ["asked"] = ("Who asked what, and why", "谁、问了什么、为何"),
        ["askedEpsilon"] = ("ε asked at each silo", "向每个数据仓请求的 ε"),
        ["answers"] = ("What each silo did", "各数据仓的处理"),
        ["answered"] = ("answered", "已回答"),
        ["refused"] = ("refused: {0}", "拒绝：{0}"),
        ["silent"] = ("no answer on record", "无回答记录"),
        ["digest"] = ("SHA-256 of its release", "释出内容的 SHA-256"),
        ["entries"] = ("On the log", "日志条目"),
        ["INTENT"] = ("asked", "请求"),
        ["RELEASE"] = ("about to leave", "即将释出"),
        ["OUTCOME"] = ("how it ended", "结束方式"),
        ["proven"] = (
            "Proven just now: entry {0} is one of the {1} that the broker signed.",
            "刚刚验证：第 {0} 条在中介签名的 {1} 条日志之中。"),
        ["notProven"] = ("NOT PROVEN: {0}", "未能证明：{0}"),
        ["download"] = ("Download receipt", "下载凭证"),
        ["downloadHow"] = (
            "Check it offline, years from now: federation audit receipt FILE --key '{0}'",
            "可离线验证，多年后依然有效：federation audit receipt FILE --key '{0}'"),
        ["missing"] = ("not on the log", "日志中没有"),
        ["opened"] = ("Opened fields", "已公开字段"),
        ["openedNote"] = (
            "The entry holds commitments only; these openings are kept beside it, can be erased, and match.",
            "条目只含承诺值；公开值另行保存，可被删除，且与承诺一致。"),
    };
}
