namespace Federation.Audit;

/// <summary>One file of fixed length that is written in place. Failures are <see cref="IOException"/>.</summary>
public interface ILogSegment : IDisposable
{
    /// <summary>Its length, with the zeros at its end.</summary>
    long LengthBytes { get; }

    /// <summary>Reads what there is at an offset; fewer bytes only at the end.</summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Writes at an offset. Not durable before <see cref="Sync"/>.</summary>
    /// <exception cref="DiskFullException">There is no room.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Makes all that was written durable.</summary>
    void Sync();
}
