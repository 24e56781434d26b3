namespace Federation.Curation.Quality;

/// <summary>Tells which runs of ones hold a mark, 64 bits of a long row at a time.</summary>
/// <remarks>Ones that a mark is added to carry out of the run that it is in, and of no other.</remarks>
internal struct BitRuns
{
    private ulong _carry;

    /// <summary>Takes the next 64 bits.</summary>
    /// <param name="run">The runs.</param>
    /// <param name="marks">Some of their ones.</param>
    /// <returns>A one behind the last of each run with a mark, be it one that began before.</returns>
    public ulong EndsOfMarked(ulong run, ulong marks)
    {
        var sum = run + marks;
        var all = sum + _carry;
        _carry = (sum < run ? 1UL : 0) | (all < sum ? 1UL : 0);
        return all & ~run;
    }
}
