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

    /// <summary>Adds a hash at the end.</summary>
    public void Add(ReadOnlySpan<byte> hash)
    {
        var offset = checked(Count * HashLengthBytes);
        if (offset == _bytes.Length)
        {
            var longest = Array.MaxLength / HashLengthBytes * HashLengthBytes;
            Array.Resize(ref _bytes, (int)Math.Min(2L * _bytes.Length, longest));
        }

        hash.CopyTo(_bytes.AsSpan(offset, HashLengthBytes));
        Count++;
    }
}
