namespace Federation.Benchmarks;

/// <summary>Medians of the raw and the bounded form over the same file.</summary>
internal sealed record GroupByResult(long RowsCount, int RoundsCount, Spent Raw, Spent Bounded)
{
    /// <summary>Processor time, bounded over raw.</summary>
    public double CpuRatio => Bounded.Cpu / Raw.Cpu;

    /// <summary>Elapsed time, bounded over raw.</summary>
    public double WallRatio => Bounded.Wall / Raw.Wall;
}
