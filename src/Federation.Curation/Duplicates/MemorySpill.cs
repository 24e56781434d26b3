namespace Federation.Curation.Duplicates;

/// <summary>Keeps what would be spilled in memory, for datasets that fit.</summary>
public sealed class MemorySpill : ISpill
{
    private const int BlockBytes = 1 << 20;
    private readonly List<(List<byte[]> Blocks, long Length)?> _runs = [];

    /// <inheritdoc/>
    public int Open()
    {
        _runs.Add(([], 0));
        return _runs.Count - 1;
    }

    /// <inheritdoc/>
    public void Append(int run, ReadOnlySpan<byte> bytes)
    {
        var (blocks, length) = Run(run);
        while (!bytes.IsEmpty)
        {
            var offset = (int)(length % BlockBytes);
            if (offset == 0)
            {
                blocks.Add(new byte[BlockBytes]);
            }

            var taken = Math.Min(bytes.Length, BlockBytes - offset);
            bytes[..taken].CopyTo(blocks[^1].AsSpan(offset));
            bytes = bytes[taken..];
            length += taken;
        }

        _runs[run] = (blocks, length);
    }

    /// <inheritdoc/>
    public int Read(int run, long position, Span<byte> into)
    {
        var (blocks, length) = Run(run);
        into = into[..(int)Math.Min(into.Length, Math.Max(0, length - position))];
        for (var read = 0; read < into.Length;)
        {
            var place = position + read;
            var block = blocks[(int)(place / BlockBytes)].AsSpan((int)(place % BlockBytes));
            var taken = Math.Min(block.Length, into.Length - read);
            block[..taken].CopyTo(into[read..]);
            read += taken;
        }

        return into.Length;
    }

    /// <inheritdoc/>
    public void Drop(int run) => _runs[run] = null;

    private (List<byte[]> Blocks, long Length) Run(int run) =>
        _runs[run] ?? throw new ArgumentOutOfRangeException(nameof(run), "The run was given up.");
}
