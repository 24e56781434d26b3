using Microsoft.Win32.SafeHandles;

namespace Federation.Audit;

/// <summary>A segment in a file.</summary>
internal sealed class FileLogSegment(SafeFileHandle handle) : ILogSegment
{
    /// <inheritdoc/>
    public long LengthBytes { get; } = RandomAccess.GetLength(handle); // It is of fixed length: asked once.

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(handle, buffer[total..], offset + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return total;
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (IOException exception) when (DiskFullException.IsSaidBy(exception))
        {
            throw DiskFullException.Of(exception);
        }
    }

    /// <inheritdoc/>
    public void Sync() => DurableData.Sync(handle);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
