using Federation.Contracts.Audit.V1;

namespace Federation.Broker.Accesses;

/// <summary>Which accesses are looked for; what is null matches all.</summary>
public sealed record AccessFilter
{
    /// <summary>How the fingerprint of the trainer's key begins.</summary>
    public string? Trainer { get; init; }

    /// <summary>The dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>The purpose code.</summary>
    public string? Purpose { get; init; }

    /// <summary>The agreement.</summary>
    public string? Agreement { get; init; }

    /// <summary>Whether it was allowed.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Statistic or sample.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>A silo that was asked.</summary>
    public string? Silo { get; init; }

    /// <summary>The earliest time, in milliseconds since 1970-01-01 UTC.</summary>
    public long? FromUnixMs { get; init; }

    /// <summary>The time before which it was, in milliseconds since 1970-01-01 UTC.</summary>
    public long? UntilUnixMs { get; init; }

    /// <summary>Whether an access is looked for.</summary>
    public bool Matches(AccessRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (Trainer is null || row.Trainer.StartsWith(Trainer, StringComparison.Ordinal))
            && Is(Dataset, row.Dataset) && Is(Purpose, row.Purpose) && Is(Agreement, row.Agreement)
            && (Decision is null || row.Decision == Decision)
            && (Delivery is null || row.Delivery == Delivery)
            && (FromUnixMs is null || row.RecordedUnixMs >= FromUnixMs)
            && (UntilUnixMs is null || row.RecordedUnixMs < UntilUnixMs)
            && (Silo is null || row.Silos.Contains(Silo, StringComparer.Ordinal));
    }

    private static bool Is(string? wanted, string value) =>
        wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);
}
