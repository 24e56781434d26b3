namespace Federation.Audit;

/// <summary>A growing list of SHA-256 hashes in one array: a million take 32 MB and nothing more.</summary>
internal sealed class HashList
{
    private const int HashLengthBytes = MerkleTree.HashLengthBytes;

    private byte[] _bytes = new byte[8 * HashLengthBytes];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The hash at a place.</summary>
    public ReadOnlySpan<byte> this[int index] =>
        _bytes.AsSpan(0, Count * HashLengthBytes).Slice(index * HashLengthBytes, HashLengthBytes);

    /// <summary>Hashes from a place on, one after the other.</summary>
    public ReadOnlySpan<byte> Slice(int index, int count) =>
        _bytes.AsSpan(0, Count * HashLengthBytes).Slice(index * HashLengthBytes, count * HashLengthBytes);

    /// <summary>Adds hashes at the end, to be written into what it returns before anything else is done.</summary>
    public Span<byte> Extend(int count)
    {
        var (offset, lengthBytes) = (checked(Count * HashLengthBytes), checked(count * HashLengthBytes));
        if (lengthBytes > _bytes.Length - offset)
        {
            var longest = Array.MaxLength / HashLengthBytes * HashLengthBytes;
            var wanted = Math.Max(2L * _bytes.Length, (long)offset + lengthBytes);
            Array.Resize(ref _bytes, (int)Math.Min(wanted, longest));
        }

        var added = _bytes.AsSpan(offset, lengthBytes);
        Count += count;
        return added;
    }
}
