namespace Federation.Broker.Console.Texts;

/// <summary>The words of the log's health, and of the banner that tells of damage.</summary>
internal static class HealthWords
{
    public static Dictionary<string, (string English, string Chinese)> All { get; } = new(StringComparer.Ordinal)
    {
        ["alarm"] = ("THE AUDIT LOG CANNOT BE TRUSTED", "审计日志不可信"),
        ["alarmDamaged"] = ("It does not verify: {0}", "验证失败：{0}"),
        ["alarmUnwritable"] = (
            "It cannot be written. Nothing leaves until the broker is mended and started again.",
            "日志无法写入。修复并重启中介之前不会释出任何数据。"),
        ["alarmFork"] = (
            "{0} showed two views of its log that contradict each other.", "{0} 出示了两个互相矛盾的日志版本。"),
        ["alarmWitness"] = (
            "The witness {0} knows another log under this broker's name: this one was rolled back or replaced.",
            "见证方 {0} 所知的同名日志与此不同：本日志曾被回退或替换。"),
        ["log"] = ("log", "日志"),
        ["key"] = ("its key", "验证密钥"),
        ["entriesCount"] = ("entries", "条目数"),
        ["published"] = ("published checkpoint", "已发布的检查点"),
        ["publishedText"] = ("{0} entries, {1}", "{0} 条，{1}"),
        ["lag"] = ("not yet published", "尚未发布"),
        ["writable"] = ("can be written", "可写"),
        ["yes"] = ("yes", "是"),
        ["no"] = ("no", "否"),
        ["verified"] = ("verified", "验证"),
        ["verifiedText"] = ("{0}: all signed entries are intact", "{0}：所有已签名条目完好"),
        ["verifiedNever"] = ("being verified for the first time", "正在进行首次验证"),
        ["verifiedBad"] = ("{0}: {1}", "{0}：{1}"),
        ["peers"] = ("What this broker saw of other logs", "本中介所见的其他日志"),
        ["peersNone"] = ("No other log was seen yet.", "尚未见到其他日志。"),
        ["seen"] = ("last seen", "最近所见"),
        ["consistent"] = ("consistent with all it showed before", "与此前所见一致"),
        ["fork"] = ("CONTRADICTS what it showed before", "与此前所见矛盾"),
        ["verifyHow"] = (
            "Verify a copy yourself, without this software's server: federation audit verify DIR --key '{0}'",
            "您可自行验证副本，无需服务器：federation audit verify DIR --key '{0}'"),
    };
}
