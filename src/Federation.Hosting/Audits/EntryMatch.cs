using Federation.Contracts.Audit.V1;

namespace Federation.Hosting.Audits;

/// <summary>Whether an entry is one that an auditor looks for.</summary>
internal static class EntryMatch
{
    public static bool Fits(AuditEntry entry, EntryFilter? filter) => filter is null
        || ((filter.FromUnixMs == 0 || entry.RecordedUnixMs >= filter.FromUnixMs)
            && (filter.UntilUnixMs == 0 || entry.RecordedUnixMs < filter.UntilUnixMs)
            && (!AsksForIntents(filter) || (entry.Intent is { } intent && Fits(intent, filter))));

    private static bool AsksForIntents(EntryFilter filter) =>
        filter.Decision != Decision.Unspecified
        || (filter.Trainer + filter.Dataset + filter.Purpose + filter.Agreement).Length > 0;

    private static bool Fits(Intent intent, EntryFilter filter) =>
        intent.TrainerFingerprint.StartsWith(filter.Trainer, StringComparison.Ordinal)
        && Is(filter.Dataset, intent.Dataset) && Is(filter.Purpose, intent.Purpose)
        && Is(filter.Agreement, intent.Agreement)
        && (filter.Decision == Decision.Unspecified || filter.Decision == intent.Decision);

    private static bool Is(string wanted, string value) => wanted.Length == 0 || wanted == value;
}
