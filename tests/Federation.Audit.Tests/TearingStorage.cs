namespace Federation.Audit.Tests;

/// <summary>
/// A disk in memory that loses what was not synced: at a power cut, any of the sectors of unsynced writes may be there, in
/// any order. It dies at a given sync, as power does: before that sync is done.
/// </summary>
internal sealed class TearingStorage(int diesAtSync, bool ignoresSyncs = false) : ILogStorage
{
    private const int SectorLengthBytes = 512;

    private readonly SortedDictionary<long, TornFile> _segments = [];
    private readonly Dictionary<string, TornFile> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _syncsCount;

    public bool IsDead { get; private set; }

    /// <summary>Whether segments take nothing: there is no room.</summary>
    public bool IsFull { get; set; }

    public IReadOnlyList<long> ListSegments() => [.. _segments.Keys];

    public ILogSegment OpenSegment(long firstIndex) => new Handle(this, _segments[firstIndex]);

    public ILogSegment CreateSegment(long firstIndex, long lengthBytes)
    {
        Live();
        return new Handle(this, _segments[firstIndex] = new TornFile(lengthBytes));
    }

    public ILogSegment OpenPlace(string name, long lengthBytes)
    {
        Live();
        if (!_places.TryGetValue(name, out var file))
        {
            _places[name] = file = new TornFile(lengthBytes);
        }

        return new Handle(this, file);
    }

    public byte[]? ReadFile(string name) => _files.GetValueOrDefault(name);

    public void ReplaceFile(string name, ReadOnlySpan<byte> content)
    {
        Sync(file: null);
        _files[name] = content.ToArray();
    }

    public void ReplaceFiles(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        foreach (var (name, content) in files)
        {
            ReplaceFile(name, content); // Some of them may be there and others not.
        }
    }

    public bool HasFile(string name) => _files.ContainsKey(name);

    public void DeleteSegment(long firstIndex) => _segments.Remove(firstIndex);

    public bool DeleteFile(string name) => _files.Remove(name);

    public void DeleteFolder(string name)
    {
        foreach (var file in _files.Keys.Where(file => file.StartsWith(name + "/", StringComparison.Ordinal)).ToList())
        {
            _files.Remove(file);
        }
    }

    /// <summary>What is found after the power came back.</summary>
    public TearingStorage Recover(Random chance, int diesAtSync = int.MaxValue)
    {
        var after = new TearingStorage(diesAtSync);
        foreach (var (firstIndex, file) in _segments)
        {
            after._segments[firstIndex] = file.Torn(chance);
        }

        foreach (var (name, file) in _places)
        {
            after._places[name] = file.Torn(chance);
        }

        foreach (var (name, content) in _files)
        {
            after._files[name] = content;
        }

        return after;
    }

    public void Dispose()
    {
    }

    private void Live()
    {
        if (IsDead)
        {
            throw new IOException("The power is out.");
        }
    }

    private void Sync(TornFile? file)
    {
        lock (_gate)
        {
            Live();
            IsDead = ++_syncsCount >= diesAtSync;
            Live();
            if (!ignoresSyncs)
            {
                file?.Sync();
            }
        }
    }

    private sealed class TornFile(long lengthBytes)
    {
        private readonly List<(long Offset, byte[] Bytes)> _unsynced = [];
        private byte[] _durable = new byte[lengthBytes];

        public byte[] Current { get; private set; } = new byte[lengthBytes];

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Current.AsSpan((int)offset));
            _unsynced.Add((offset, bytes.ToArray()));
        }

        public void Sync()
        {
            foreach (var (offset, bytes) in _unsynced)
            {
                bytes.CopyTo(_durable.AsSpan((int)offset));
            }

            _unsynced.Clear();
        }

        public TornFile Torn(Random chance)
        {
            var content = _durable.ToArray();
            foreach (var (offset, bytes) in _unsynced)
            {
                for (var at = offset; at < offset + bytes.Length;)
                {
                    var end = Math.Min(offset + bytes.Length, ((at / SectorLengthBytes) + 1) * SectorLengthBytes);
                    if (chance.Next(2) == 0)
                    {
                        bytes.AsSpan((int)(at - offset), (int)(end - at)).CopyTo(content.AsSpan((int)at));
                    }

                    at = end;
                }
            }

            return new TornFile(content.Length) { Current = content, _durable = content.ToArray() };
        }
    }

    private sealed class Handle(TearingStorage storage, TornFile file) : ILogSegment
    {
        public long LengthBytes => file.Current.Length;

        public int Read(long offset, Span<byte> buffer)
        {
            var count = (int)Math.Clamp(file.Current.Length - offset, 0, buffer.Length);
            file.Current.AsSpan((int)offset, count).CopyTo(buffer);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            storage.Live();
            if (storage.IsFull && storage._segments.ContainsValue(file))
            {
                throw new DiskFullException();
            }

            file.Write(offset, bytes);
        }

        public void Sync() => storage.Sync(file);

        public void Dispose()
        {
        }
    }
}
