using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>An INTENT that denies: the one kind of entry that may be kept beside a log that is closed.</summary>
internal static class Denial
{
    /// <summary>Whether an entry is one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> entry) =>
        EntryBytes.TryRead(entry) is { Intent.Decision: Decision.Deny };
}
