namespace Federation.Broker.Console.Texts;

/// <summary>The words of the frame around pages, of signing in and of the overview.</summary>
internal static class PageWords
{
    public static Dictionary<string, (string English, string Chinese)> All { get; } = new(StringComparer.Ordinal)
    {
        ["console"] = ("Audit console", "审计控制台"),
        ["skip"] = ("Skip to content", "跳到正文"),
        ["navigation"] = ("Main", "主导航"),
        ["accesses"] = ("Accesses", "访问记录"),
        ["overview"] = ("Overview", "总览"),
        ["health"] = ("Log health", "日志状态"),
        ["signOut"] = ("Sign out", "退出"),
        ["otherLanguage"] = ("中文", "English"),
        ["auditor"] = ("auditor", "审计员"),
        ["holderOf"] = ("holder of {0}", "{0} 的数据持有方"),
        ["utc"] = ("All times are UTC.", "所有时间均为协调世界时（UTC）。"),
        ["signIn"] = ("Sign in", "登录"),
        ["signInHow"] = (
            "Run the command below with your key. It prints a link that opens this console once, within two minutes.",
            "请使用您的密钥运行下面的命令。它会给出一个链接，两分钟内有效，只能使用一次。"),
        ["signInToken"] = ("Or paste the token that it prints:", "或粘贴命令给出的令牌："),
        ["signInFailed"] = (
            "This token does not open the console: it is used, expired, for another broker, or its key is not listed.",
            "该令牌无效：可能已使用、已过期、属于其他中介，或其密钥未登记。"),
        ["notFound"] = ("There is no such page or access.", "没有这个页面或访问记录。"),
        ["spentTitle"] = ("Privacy loss ε spent on {0}", "{0} 的隐私损失 ε 累计支出"),
        ["spentNote"] = (
            "Summed over all trainers; each silo has a budget of its own. The dashed line is a silo's cap.",
            "对所有训练方求和；每个数据仓有各自的预算。虚线为该数据仓的上限。"),
        ["trainerTitle"] = ("ε by trainer on {0}", "各训练方在 {0} 上的 ε"),
        ["trainerNote"] = (
            "At the silo where each spent most. The dashed line is what one trainer may spend.",
            "按每个训练方支出最多的数据仓计。虚线为单个训练方的上限。"),
        ["cap"] = ("cap {0}", "上限 {0}"),
        ["capOf"] = ("cap {0}: {1}", "上限 {0}：{1}"),
        ["bytesTitle"] = ("Bytes released", "已释出字节数"),
        ["recordsTitle"] = ("Sample records released", "已释出样本条数"),
        ["refusalsTitle"] = ("Refusals by reason", "按原因统计的拒绝次数"),
        ["noneYet"] = ("Nothing yet.", "暂无数据。"),
        ["asTable"] = ("The same as a table", "以表格查看"),
        ["day"] = ("day", "日期"),
        ["silo"] = ("silo", "数据仓"),
        ["trainer"] = ("trainer", "训练方"),
        ["dataset"] = ("dataset", "数据集"),
        ["spent"] = ("ε spent", "已用 ε"),
        ["ofCap"] = ("of cap", "占上限"),
    };
}
