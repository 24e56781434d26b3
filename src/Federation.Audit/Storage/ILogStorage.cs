namespace Federation.Audit;

/// <summary>
/// Where a log keeps its bytes: files written in place, and small files that are replaced whole. A seam, so that
/// tests can make it fail. What a method returned from, it did; failures are <see cref="IOException"/>, and
/// <see cref="DiskFullException"/> where a write, or making room, and no sync found the disk full.
/// </summary>
public interface ILogStorage : IDisposable
{
    /// <summary>The first indexes of the segments there are, ascending.</summary>
    IReadOnlyList<long> ListSegments();

    /// <summary>Opens a segment that exists.</summary>
    ILogSegment OpenSegment(long firstIndex);

    /// <summary>Makes a segment of zeros with its space reserved; its name is durable on return.</summary>
    ILogSegment CreateSegment(long firstIndex, long lengthBytes);

    /// <summary>
    /// Opens a file of fixed length that is written in place; one that is missing is made of zeros, durably.
    /// </summary>
    ILogSegment OpenPlace(string name, long lengthBytes);

    /// <summary>The content of a file below the log's folder; null where there is none.</summary>
    byte[]? ReadFile(string name);

    /// <summary>Replaces a file as one step that survives a power cut: old content or new, durable on return.</summary>
    void ReplaceFile(string name, ReadOnlySpan<byte> content);

    /// <summary>
    /// Replaces several files as <see cref="ReplaceFile"/> does each, with one sync a folder for their names.
    /// </summary>
    void ReplaceFiles(IReadOnlyList<(string Name, byte[] Content)> files);

    /// <summary>Whether there is a file below the log's folder.</summary>
    bool HasFile(string name);

    /// <summary>Removes a segment; durable on return.</summary>
    void DeleteSegment(long firstIndex);

    /// <summary>Removes a file. Whether there was one.</summary>
    bool DeleteFile(string name);

    /// <summary>Removes a folder with the files in it. One that is not there is no error.</summary>
    void DeleteFolder(string name);
}
