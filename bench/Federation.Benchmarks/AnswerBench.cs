using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Audit;

namespace Federation.Benchmarks;

/// <summary>
/// What the log adds to a unary answer: INTENT and RELEASE durable one after the other, the proof, and an OUTCOME that
/// nobody waits for; at one party, and at broker and adapter as they wait for each other.
/// </summary>
internal static class AnswerBench
{
    private const int EntryLengthBytes = 400;
    private const int WarmUpsCount = 1_000;
    private const int AnswersCount = 2_000;

    /// <summary>Measures answers one after the other, each followed by a bare commit of one record; a line of what it
    /// found.</summary>
    public static async Task RunAsync(
        string folder, Func<string, Task<AuditLog>> open, TextWriter output, CancellationToken cancellationToken)
    {
        await using var adapter = await open(Path.Combine(folder, "answer-adapter"));
        await using var broker = await open(Path.Combine(folder, "answer-broker"));
        Directory.CreateDirectory(folder);
        using var bare = new RawCommits(
            Path.Combine(folder, "answer-bare"), EntryLengthBytes + 16, WarmUpsCount + AnswersCount);
        var entry = RandomNumberGenerator.GetBytes(EntryLengthBytes);
        var (one, both, commits) = (new List<double>(), new List<double>(), new List<double>());
        var (proofs, cpu) = (new List<double>(), TimeSpan.Zero);
        for (var i = 0; i < WarmUpsCount + AnswersCount; i++)
        {
            if (i == WarmUpsCount)
            {
                (one, both, commits, proofs, cpu) = ([], [], [], [], TimeSpan.Zero);
            }

            commits.Add(bare.Take().TotalMilliseconds);
            var cpuBefore = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            await broker.AppendAsync(entry, cancellationToken);
            var started = clock.Elapsed;
            await adapter.AppendAsync(entry, cancellationToken);
            var released = await adapter.AppendAsync(entry, cancellationToken);
            var proved = Proved(adapter, released);
            one.Add((clock.Elapsed - started).TotalMilliseconds);
            released = await broker.AppendAsync(entry, cancellationToken);
            proofs.Add((proved + Proved(broker, released)).TotalMilliseconds);
            both.Add(clock.Elapsed.TotalMilliseconds);
            cpu += Environment.CpuUsage.TotalTime - cpuBefore;
            _ = adapter.AppendLaterAsync(entry);
            _ = broker.AppendLaterAsync(entry);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"added to a unary answer: at one party p50 {At(one, 0.5):F2} ms, p99 {At(one, 0.99):F2} ms, "
            + $"{At(one, 0.5) / At(commits, 0.5):F1} bare commits of one record; at broker and adapter "
            + $"p50 {At(both, 0.5):F2} ms, p99 {At(both, 0.99):F2} ms, "
            + $"{At(both, 0.5) / At(commits, 0.5):F1} bare commits, of them the two proofs "
            + $"{At(proofs, 0.5) / At(commits, 0.5):F1}; bare commit p50 {At(commits, 0.5):F2} ms, "
            + $"p99 {At(commits, 0.99):F2} ms; processor of both {cpu.TotalMilliseconds / AnswersCount:F3} ms"));
    }

    private static TimeSpan Proved(AuditLog log, LogPosition position)
    {
        var clock = Stopwatch.StartNew();
        _ = log.Prove(position.Index);
        return clock.Elapsed;
    }

    private static double At(List<double> values, double share) =>
        values.Order().ElementAt((int)(share * (values.Count - 1)));
}
