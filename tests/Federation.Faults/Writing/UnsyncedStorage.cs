using Federation.Audit;

namespace Federation.Faults.Writing;

/// <summary>A mutant: a folder whose segments and files are written and never synced.</summary>
internal sealed class UnsyncedStorage(string folder) : ILogStorage
{
    private readonly FileLogStorage _inner = FileLogStorage.Open(folder);

    public IReadOnlyList<long> ListSegments() => _inner.ListSegments();

    public ILogSegment OpenSegment(long firstIndex) => new Segment(_inner.OpenSegment(firstIndex));

    public ILogSegment CreateSegment(long firstIndex, long lengthBytes) =>
        new Segment(_inner.CreateSegment(firstIndex, lengthBytes));

    public ILogSegment OpenPlace(string name, long lengthBytes) => new Segment(_inner.OpenPlace(name, lengthBytes));

    public byte[]? ReadFile(string name) => _inner.ReadFile(name);

    public void ReplaceFile(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".tmp", content.ToArray());
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public void ReplaceFiles(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files)
        {
            ReplaceFile(name, content);
        }
    }

    public bool HasFile(string name) => _inner.HasFile(name);

    public void DeleteSegment(long firstIndex) => _inner.DeleteSegment(firstIndex);

    public bool DeleteFile(string name) => _inner.DeleteFile(name);

    public void DeleteFolder(string name) => _inner.DeleteFolder(name);

    public void Dispose() => _inner.Dispose();

    private sealed class Segment(ILogSegment inner) : ILogSegment
    {
        public long LengthBytes => inner.LengthBytes;

        public int Read(long offset, Span<byte> buffer) => inner.Read(offset, buffer);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => inner.Write(offset, bytes);

        public void Sync()
        {
            // This is the bug.
        }

        public void Dispose() => inner.Dispose();
    }
}
