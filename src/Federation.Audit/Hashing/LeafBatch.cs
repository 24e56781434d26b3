using System.Runtime.InteropServices;

namespace Federation.Audit;

/// <summary>Gathers entries that pass by one at a time and hashes them together, in their order.</summary>
internal sealed class LeafBatch
{
    /// <summary>The most entries that it takes.</summary>
    public const int CountMax = TilePath.Width;

    private const int HashLengthBytes = MerkleTree.HashLengthBytes;
    private const int StartLengthBytes = 128 * 1024;

    private readonly List<EntryPlace> _entries = new(CountMax);
    private readonly byte[] _hashes = new byte[CountMax * HashLengthBytes];
    private byte[] _bytes = new byte[StartLengthBytes];
    private int _used;

    /// <summary>How many entries wait.</summary>
    public int Count => _entries.Count;

    /// <summary>Whether no further entry is taken.</summary>
    public bool IsFull => _entries.Count == CountMax;

    /// <summary>Copies an entry.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        if (_used + entry.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _used + entry.Length));
        }

        entry.CopyTo(_bytes.AsSpan(_used));
        _entries.Add(new EntryPlace(_used, entry.Length));
        _used += entry.Length;
    }

    /// <summary>The hashes of those that wait, which then wait no more. They hold until the next call.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var count = _entries.Count;
        Sha256Lanes.HashLeaves(_bytes, CollectionsMarshal.AsSpan(_entries), _hashes);
        _entries.Clear();
        _used = 0;
        return _hashes.AsSpan(0, count * HashLengthBytes);
    }
}
