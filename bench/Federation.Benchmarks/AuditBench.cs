using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Audit;
using Federation.Sealing;

namespace Federation.Benchmarks;

/// <summary>What the log costs beside a bare group commit of the same disk, and how fast its files are
/// checked.</summary>
internal static class AuditBench
{
    private const int EntryLengthBytes = 400;
    private const int AppendsCount = 32_000;
    private const int RoundsCount = 7;
    private const int WarmUpsCount = 3;
    private const string Origin = "bench.federation/adapter/a/audit";

    private static readonly SigningKey Key = SigningKey.FromSeed(SHA256.HashData("bench"u8));

    /// <summary>Runs the bench in a folder; a line a measure.</summary>
    /// <param name="entriesCount">How many entries the checked log has.</param>
    /// <param name="accessesCount">How many accesses are reconciled.</param>
    /// <param name="only">The one measure that is taken; null takes all.</param>
    /// <param name="folder">Where the logs are written; on the disk to measure.</param>
    /// <param name="output">Takes the lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(
        int entriesCount, int accessesCount, string? only, string folder, TextWriter output,
        CancellationToken cancellationToken)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, $"audit-{Guid.NewGuid():N}")).FullName;
        (string Name, Func<Task> Measure)[] measures =
        [
            ("durable", () => AppendAsync(root, 64, isProved: false, output, cancellationToken)),
            ("proved", () => AppendAsync(root, 256, isProved: true, output, cancellationToken)),
            ("answers", () => AnswerBench.RunAsync(
                root, of => OpenAsync(of, cancellationToken), output, cancellationToken)),
            ("throughput", () => ThroughputBench.RunAsync(
                root, of => OpenAsync(of, cancellationToken), output, cancellationToken)),
            ("published", () => PublishedAsync(root, output, cancellationToken)),
            ("witnesses", () => WitnessBench.RunAsync(root, output, cancellationToken)),
            ("proofs", () => ProofBench.RunAsync(output)),
            ("fsck", () => FsckAsync(Path.Combine(root, "fsck"), entriesCount, output, cancellationToken)),
            ("reconcile", () => ReconcileBench.RunAsync(
                Path.Combine(root, "reconcile"), accessesCount, output, cancellationToken)),
        ];
        try
        {
            foreach (var (_, measure) in measures.Where(one => only is null || one.Name == only))
            {
                await measure();
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Appends by many writers between two runs of bare commits of the same bytes; the median of several
    /// rounds.</summary>
    private static async Task AppendAsync(
        string root, int writersCount, bool isProved, TextWriter output, CancellationToken cancellationToken)
    {
        await using var log = await OpenAsync(Path.Combine(root, $"log-{writersCount}"), cancellationToken);
        for (var round = 0; round < WarmUpsCount; round++)
        {
            await RateAsync(log, writersCount, isProved, cancellationToken);
        }

        var rounds = new List<(double Rate, double Raw)>();
        var before = Raw();
        for (var round = 0; round < RoundsCount; round++)
        {
            var rate = await RateAsync(log, writersCount, isProved, cancellationToken);
            var after = Raw();
            rounds.Add((rate, (before + after) / 2));
            before = after;
        }

        var (median, raw) = rounds.OrderBy(round => round.Rate / round.Raw).ElementAt(RoundsCount / 2);
        var ratios = string.Join(' ', rounds.Select(
            round => (round.Rate / round.Raw).ToString("F2", CultureInfo.InvariantCulture)));
        var what = isProved ? "durable, integrated, signed and proved" : "durable";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{writersCount} writers, {what}: {median:F0}/s; raw group commit {raw:F0}/s; "
            + $"ratio {median / raw:F2} (rounds: {ratios})"));

        double Raw() => RawCommits.RecordsASecond(
            Path.Combine(root, "raw"), EntryLengthBytes + WalRecord.HeaderLengthBytes, AppendsCount, writersCount);
    }

    private static async Task<double> RateAsync(
        AuditLog log, int writersCount, bool isProved, CancellationToken cancellationToken)
    {
        var entry = RandomNumberGenerator.GetBytes(EntryLengthBytes);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writersCount).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < AppendsCount / writersCount; i++)
            {
                var position = await log.AppendAsync(entry, cancellationToken);
                if (isProved)
                {
                    _ = log.Prove(position.Index);
                }
            }
        }, cancellationToken)));
        return AppendsCount / clock.Elapsed.TotalSeconds;
    }

    /// <summary>How long after its append an entry is under a published checkpoint.</summary>
    private static async Task PublishedAsync(string root, TextWriter output, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(root, "published");
        await using var log = await OpenAsync(directory, cancellationToken);
        var lags = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var position = await log.AppendAsync(new byte[EntryLengthBytes], cancellationToken);
            var clock = Stopwatch.StartNew();
            while (SizeIn(directory) <= position.Index)
            {
                await Task.Delay(1, cancellationToken);
            }

            lags.Add(clock.Elapsed.TotalMilliseconds);
        }

        lags.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"from append to published checkpoint: p50 {lags[25]:F0} ms, most {lags[^1]:F0} ms"));
    }

    private static long SizeIn(string directory)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(directory, "checkpoint"));
            return long.Parse(lines[1], CultureInfo.InvariantCulture);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private static async Task FsckAsync(
        string directory, int entriesCount, TextWriter output, CancellationToken cancellationToken)
    {
        await using (var log = await OpenAsync(directory, cancellationToken))
        {
            for (var written = 0; written < entriesCount; written += 10_000)
            {
                await Task.WhenAll(Enumerable.Range(0, 10_000).Select(
                    _ => log.AppendLaterAsync(RandomNumberGenerator.GetBytes(EntryLengthBytes))));
            }
        }

        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var report = await LogFsck.CheckAsync(directory, new NoteSigner(Origin, Key).VerifierKey, null, cancellationToken);
        var both = clock.Elapsed;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        Directory.Delete(Path.Combine(directory, "wal"), recursive: true);
        clock.Restart();
        var published = await LogFsck.CheckAsync(directory, new NoteSigner(Origin, Key).VerifierKey, null, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"fsck of {report.Published.EntriesCount} entries of {EntryLengthBytes} bytes: {both.TotalSeconds:F2} s ({cpu.TotalSeconds:F2} s CPU) with "
            + $"the write-ahead log, {clock.Elapsed.TotalSeconds:F2} s of the public files alone; intact: {report.IsIntact && published.IsIntact}"));
    }

    private static Task<AuditLog> OpenAsync(string directory, CancellationToken cancellationToken) => AuditLog.OpenAsync(
        new AuditLogOptions { Directory = directory, Origin = Origin }, new NoteSigner(Origin, Key), TimeProvider.System,
        cancellationToken);
}
