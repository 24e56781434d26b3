namespace Federation.Curation.Duplicates;

/// <summary>
/// Where bytes go that do not fit in memory. The room knows no files: its host implements this beside the data.
/// </summary>
/// <remarks>
/// What is spilled is derived from private texts: a host keeps it where the texts are, and deletes it with them.
/// </remarks>
public interface ISpill
{
    /// <summary>Begins an empty run of bytes and returns its number.</summary>
    int Open();

    /// <summary>Adds bytes at the end of a run.</summary>
    void Append(int run, ReadOnlySpan<byte> bytes);

    /// <summary>Reads bytes that were added before; fewer only at the end of the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="position">The first byte to read.</param>
    /// <param name="into">Where the bytes go.</param>
    /// <returns>How many bytes were read.</returns>
    int Read(int run, long position, Span<byte> into);

    /// <summary>Gives a run up; it is not read again.</summary>
    void Drop(int run);
}
