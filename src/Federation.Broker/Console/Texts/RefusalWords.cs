using Federation.Contracts.Type.V1;

namespace Federation.Broker.Console.Texts;

/// <summary>Why a request was turned down, in words; English as the wire names it, so that it can be searched for.
/// </summary>
internal static class RefusalWords
{
    public static Dictionary<string, (string English, string Chinese)> All { get; } = new(StringComparer.Ordinal)
    {
        [nameof(RefusalReason.Unspecified)] = ("Unspecified", "未说明"),
        [nameof(RefusalReason.AccessDenied)] = ("Access denied", "无权访问"),
        [nameof(RefusalReason.RequestInvalid)] = ("Request invalid", "请求无效"),
        [nameof(RefusalReason.SignatureInvalid)] = ("Signature invalid", "签名无效"),
        [nameof(RefusalReason.RequestStale)] = ("Request stale", "请求已过期"),
        [nameof(RefusalReason.RequestReplayed)] = ("Request replayed", "请求重复"),
        [nameof(RefusalReason.BudgetExhausted)] = ("Budget exhausted", "隐私预算不足"),
        [nameof(RefusalReason.QuotaExhausted)] = ("Quota exhausted", "配额不足"),
        [nameof(RefusalReason.RateLimited)] = ("Rate limited", "请求过于频繁"),
        [nameof(RefusalReason.SiloUnreachable)] = ("Silo unreachable", "无法连接数据仓"),
        [nameof(RefusalReason.SiloTimedOut)] = ("Silo timed out", "数据仓超时"),
        [nameof(RefusalReason.ReleaseInvalid)] = ("Release invalid", "释出内容未通过验证"),
        [nameof(RefusalReason.StoreUnavailable)] = ("Store unavailable", "无法读取数据存储"),
        [nameof(RefusalReason.AuditUnavailable)] = ("Audit unavailable", "审计日志无法写入"),
        [nameof(RefusalReason.Internal)] = ("Internal", "内部错误"),
        [nameof(RefusalReason.WitnessesMissing)] = ("Witnesses missing", "见证方不足"),
    };
}
