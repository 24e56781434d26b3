using System.Globalization;
using Federation.Audit;
using Federation.Contracts.Audit.V1;

namespace Federation.Cli.Commands.Audit.Export;

/// <summary>What every format says of an entry, in words that differ.</summary>
internal static class EntryFacts
{
    /// <summary>A name for the entry that is unique over all logs: origin and index.</summary>
    public static string IdOf(ExportedEntry exported) =>
        string.Create(CultureInfo.InvariantCulture, $"{exported.Origin}/{exported.Index}");

    /// <summary>When it was written, as ISO 8601 in UTC.</summary>
    public static string TimeOf(ExportedEntry exported) => Time(exported)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether it records that something was denied or failed.</summary>
    public static bool IsFailure(ExportedEntry exported) =>
        exported.Entry.Intent?.Decision == Decision.Deny
        || exported.Entry.Outcome?.Status is OutcomeStatus.Failed or OutcomeStatus.Cancelled;

    /// <summary>Which entry it is, and how it went: <c>INTENT ALLOW</c>, <c>RELEASE</c>, <c>OUTCOME
    /// COMPLETED</c>.</summary>
    public static string WhatOf(ExportedEntry exported) => exported.Entry.EventCase switch
    {
        AuditEntry.EventOneofCase.Intent => $"INTENT {exported.Entry.Intent.Decision}".ToUpperInvariant(),
        AuditEntry.EventOneofCase.Release => "RELEASE",
        AuditEntry.EventOneofCase.Outcome => $"OUTCOME {exported.Entry.Outcome.Status}".ToUpperInvariant(),
        var other => other.ToString().ToUpperInvariant(),
    };

    /// <summary>The rest of what is known, name by name; what is empty is left out.</summary>
    public static IEnumerable<(string Name, string Value)> DetailsOf(ExportedEntry exported)
    {
        var (entry, intent) = (exported.Entry, exported.Intent);
        (string Name, string Value)[] details =
        [
            ("logOrigin", exported.Origin),
            ("logIndex", Number(exported.Index)),
            ("leafHash", Convert.ToHexStringLower(exported.LeafHash)),
            ("accessId", entry.AccessId),
            ("event", WhatOf(exported)),
            ("reason", entry.Intent is { Decision: Decision.Deny } denied ? denied.Reason.ToString() : ""),
            ("delivery", intent?.Delivery.ToString() ?? ""),
            ("agreement", intent?.Agreement ?? ""),
            ("purpose", intent?.Purpose ?? ""),
            ("lineage", LineageOf(exported)),
            ("requestDigest", Hex(intent?.RequestDigest)),
            ("policyDigest", Hex(intent?.PolicyDigest ?? entry.Preparation?.PolicyDigest)),
            ("epsilonMicros", CostOf(entry) is { } cost ? Number(cost.EpsilonMicros) : ""),
            ("releaseDigest", Hex(entry.Release?.ReleaseDigest)),
            ("recordsCount", entry.Release is { } release ? Number(release.RecordsCount) : ""),
            ("lengthBytes", entry.Release is { } left ? Number(left.LengthBytes) : ""),
        ];
        return details.Where(detail => detail.Value.Length > 0);
    }

    /// <summary>What an entry says that something cost.</summary>
    public static Contracts.Type.V1.PrivacyCost? CostOf(AuditEntry entry) =>
        entry.Intent?.LineageCost ?? entry.Preparation?.LineageCost ?? entry.Release?.Cost;

    /// <summary>The dataset that was asked about, or that was prepared; empty where it is neither.</summary>
    public static string DatasetOf(ExportedEntry exported) =>
        exported.Intent?.Dataset ?? exported.Entry.Preparation?.Dataset ?? "";

    /// <summary>The lineage that was debited; empty where none was.</summary>
    public static string LineageOf(ExportedEntry exported) =>
        exported.Intent?.Lineage ?? exported.Entry.Preparation?.Lineage ?? "";

    /// <summary>When it was written; a time that no calendar has is the first of all.</summary>
    private static DateTimeOffset Time(ExportedEntry exported) =>
        exported.Entry.RecordedUnixMs is >= 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(exported.Entry.RecordedUnixMs)
            : DateTimeOffset.UnixEpoch;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(Google.Protobuf.ByteString? bytes) =>
        bytes is null ? "" : Convert.ToHexStringLower(bytes.Span);
}
