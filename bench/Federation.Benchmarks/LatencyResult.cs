using System.Globalization;

namespace Federation.Benchmarks;

/// <summary>Sorted waits of releases, of trainers' calls and of bare syncs, in milliseconds, and what one request takes
/// of the processor and of memory.</summary>
internal sealed record LatencyResult(
    double[] ReleasesMs, double[] CallsMs, double[] SyncsMs, TimeSpan Cpu, long AllocatedBytes)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{ReleasesMs.Length} releases: p50 {At(ReleasesMs, 0.5):F2} ms, p95 {At(ReleasesMs, 0.95):F2} ms, "
        + $"p99 {At(ReleasesMs, 0.99):F2} ms; a trainer's call with SQL, signature and verification: "
        + $"p50 {At(CallsMs, 0.5):F2} ms, p95 {At(CallsMs, 0.95):F2} ms; bare sync: p50 {At(SyncsMs, 0.5):F2} ms, p95 {At(SyncsMs, 0.95):F2} ms; "
        + $"release / bare sync at p50: {At(ReleasesMs, 0.5) / At(SyncsMs, 0.5):F1}; "
        + $"processor {Cpu.TotalMilliseconds:F2} ms a release; "
        + $"allocated by client, broker and adapter together: {AllocatedBytes / 1024} KiB a release");

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
