namespace Federation.Audit.Tests;

/// <summary>A storage that counts syncs of segments and fails when told to.</summary>
internal sealed class FaultyStorage(ILogStorage inner) : ILogStorage
{
    public int SyncsCount { get; set; }

    /// <summary>How many writes to segments no sync has followed yet: what a power cut now would lose.</summary>
    public int UnsyncedWritesCount { get; private set; }

    public bool FailsNextSync { get; set; }

    public bool FailsNextWrite { get; set; }

    public bool FailsNextReplace { get; set; }

    /// <summary>Whether there is no room: only what is written in place and is no segment has its own.</summary>
    public bool IsFull { get; set; }

    /// <summary>The file whose sync or replacement fails; null where none does.</summary>
    public string? FailsAt { get; set; }

    /// <summary>After how many calls that make something durable each further one fails; null for never.</summary>
    public int? FailsAfterCalls { get; set; }

    /// <summary>What others do while a segment is synced.</summary>
    public Action? WhileSyncing { get; set; }

    /// <summary>What others do while a file is synced that is written in place and is no segment; told its name.</summary>
    public Action<string>? WhileSyncingPlace { get; set; }

    public List<string> Calls { get; } = [];

    public IReadOnlyList<long> ListSegments() => inner.ListSegments();

    public ILogSegment OpenSegment(long firstIndex) => new Segment(this, inner.OpenSegment(firstIndex));

    public ILogSegment CreateSegment(long firstIndex, long lengthBytes)
    {
        FindRoom();
        return new Segment(this, inner.CreateSegment(firstIndex, lengthBytes));
    }

    public ILogSegment OpenPlace(string name, long lengthBytes) => new Place(this, name, inner.OpenPlace(name, lengthBytes));

    public byte[]? ReadFile(string name) => inner.ReadFile(name);

    public void ReplaceFile(string name, ReadOnlySpan<byte> content)
    {
        Take(name);
        FindRoom();
        if (FailsNextReplace || FailsAt == name)
        {
            FailsNextReplace = false;
            throw new IOException("No space left on device");
        }

        inner.ReplaceFile(name, content);
    }

    public void ReplaceFiles(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files)
        {
            ReplaceFile(name, content);
        }
    }

    public bool HasFile(string name) => inner.HasFile(name);

    public void DeleteSegment(long firstIndex)
    {
        Take($"delete segment {firstIndex}");
        inner.DeleteSegment(firstIndex);
    }

    public bool DeleteFile(string name)
    {
        Take("delete " + name);
        return inner.DeleteFile(name);
    }

    public void DeleteFolder(string name)
    {
        Take("delete " + name);
        inner.DeleteFolder(name);
    }

    public void Dispose() => inner.Dispose();

    private void FindRoom()
    {
        if (IsFull)
        {
            throw new DiskFullException();
        }
    }

    private void Take(string call)
    {
        Calls.Add(call);
        if (Calls.Count > FailsAfterCalls)
        {
            throw new IOException("No space left on device");
        }
    }

    /// <summary>A file that is written in place and is no segment: its syncs are told by its name.</summary>
    private sealed class Place(FaultyStorage storage, string name, ILogSegment inner) : ILogSegment
    {
        public long LengthBytes => inner.LengthBytes;

        public int Read(long offset, Span<byte> buffer) => inner.Read(offset, buffer);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => inner.Write(offset, bytes);

        public void Sync()
        {
            storage.Take(name);
            if (storage.FailsNextReplace || storage.FailsAt == name)
            {
                storage.FailsNextReplace = false;
                throw new IOException("No space left on device");
            }

            storage.WhileSyncingPlace?.Invoke(name);
            inner.Sync();
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class Segment(FaultyStorage storage, ILogSegment inner) : ILogSegment
    {
        public long LengthBytes => inner.LengthBytes;

        public int Read(long offset, Span<byte> buffer) => inner.Read(offset, buffer);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (storage.FailsNextWrite)
            {
                storage.FailsNextWrite = false;
                throw new IOException("No space left on device");
            }

            storage.FindRoom();
            storage.UnsyncedWritesCount++;
            inner.Write(offset, bytes);
        }

        public void Sync()
        {
            storage.Take("sync");
            storage.SyncsCount++;
            storage.WhileSyncing?.Invoke();
            if (storage.FailsNextSync)
            {
                storage.FailsNextSync = false;
                throw new IOException("Input/output error");
            }

            inner.Sync();
            storage.UnsyncedWritesCount = 0;
        }

        public void Dispose() => inner.Dispose();
    }
}
