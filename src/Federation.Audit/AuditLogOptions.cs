namespace Federation.Audit;

/// <summary>Which log, and where.</summary>
public sealed record AuditLogOptions
{
    /// <summary>The least length of a segment: the longest entry must fit.</summary>
    public const int SegmentLengthBytesMin = 128 * 1024;

    /// <summary>The folder of the log.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// The name of the log, such as <c>demo.federation/adapter/hospital-a/audit</c>; the name of its key too.
    /// </summary>
    public required string Origin { get; init; }

    /// <summary>
    /// How much space a segment of the write-ahead log reserves; at least 128 KiB, 64 MiB by default.
    /// </summary>
    public long SegmentLengthBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How often, at most, checkpoint and tiles are written to files; 100 ms by default.</summary>
    public TimeSpan PublishInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// A file outside <see cref="Directory"/> that keeps the newest checkpoint, written whenever one is published; its
    /// folder exists. The log opens only as a continuation of it. Null keeps none.
    /// </summary>
    public string? GuardFile { get; init; }

    /// <summary>Where the bytes go, if not into <see cref="Directory"/>. The log disposes it.</summary>
    public ILogStorage? Storage { get; init; }
}
