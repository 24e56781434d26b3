namespace Federation.Audit;

/// <summary>Which accesses are looked for; what is null is not asked. Texts are compared as they are, never
/// interpreted.</summary>
public sealed record LogFilter
{
    /// <summary>The fingerprint of the trainer's key, or its beginning.</summary>
    public string? Trainer { get; init; }

    /// <summary>The dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>The purpose code.</summary>
    public string? Purpose { get; init; }

    /// <summary>The agreement.</summary>
    public string? Agreement { get; init; }

    /// <summary>Whether it was allowed, or denied.</summary>
    public bool? IsAllowed { get; init; }

    /// <summary>The access, as this log names it.</summary>
    public Guid? AccessId { get; init; }

    /// <summary>No earlier than this, in milliseconds since 1970.</summary>
    public long? FromUnixMs { get; init; }

    /// <summary>Earlier than this, in milliseconds since 1970.</summary>
    public long? UntilUnixMs { get; init; }
}
