using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Audit;
using Federation.Sealing;

namespace Federation.Benchmarks;

/// <summary>What the log costs beside a bare group commit of the same disk, and how fast its files are checked.</summary>
internal static class AuditBench
{
    private const int EntryLengthBytes = 400;
    private const int AppendsCount = 40_000;
    private const int ProofsCount = 200_000;
    private const string Origin = "bench.federation/adapter/a/audit";

    private static readonly SigningKey Key = SigningKey.FromSeed(SHA256.HashData("bench"u8));

    /// <summary>Runs the bench in a folder; a line a measure.</summary>
    /// <param name="entriesCount">How many entries the checked log has.</param>
    /// <param name="accessesCount">How many accesses are reconciled.</param>
    /// <param name="folder">Where the logs are written; on the disk to measure.</param>
    /// <param name="output">Takes the lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(
        int entriesCount, int accessesCount, string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder, $"audit-{Guid.NewGuid():N}")).FullName;
        try
        {
            await AppendAsync(root, 64, isProved: false, output, cancellationToken);
            await AppendAsync(root, 256, isProved: true, output, cancellationToken);
            await PublishedAsync(root, output, cancellationToken);
            Prove(output);
            await FsckAsync(Path.Combine(root, "fsck"), entriesCount, output, cancellationToken);
            await ReconcileBench.RunAsync(Path.Combine(root, "reconcile"), accessesCount, output, cancellationToken);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task AppendAsync(
        string root, int writersCount, bool isProved, TextWriter output, CancellationToken cancellationToken)
    {
        var raw = RawGroupCommit(Path.Combine(root, "raw"), writersCount);
        var entry = RandomNumberGenerator.GetBytes(EntryLengthBytes);
        await using var log = await OpenAsync(Path.Combine(root, $"log-{writersCount}"), cancellationToken);
        await log.AppendAsync(entry, cancellationToken);
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
        var rate = AppendsCount / clock.Elapsed.TotalSeconds;
        var what = isProved ? "durable, integrated, signed and proved" : "durable";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{writersCount} writers, {what}: {rate:F0}/s; raw group commit {raw:F0}/s; ratio {rate / raw:F2}"));
    }

    /// <summary>Batches of as many records as there are writers, one write and one sync each, into reserved space.</summary>
    private static double RawGroupCommit(string path, int writersCount)
    {
        var batch = RandomNumberGenerator.GetBytes(writersCount * (EntryLengthBytes + 16));
        var commits = AppendsCount / writersCount;
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, preallocationSize: (long)batch.Length * commits);
        RandomAccess.SetLength(file, (long)batch.Length * commits);
        RandomAccess.FlushToDisk(file);
        var clock = Stopwatch.StartNew();
        for (var i = 0L; i < commits; i++)
        {
            RandomAccess.Write(file, batch, i * batch.Length);
            DurableData.Sync(file);
        }

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

    private static void Prove(TextWriter output)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < 1 << 20; i++)
        {
            tree.Append(SHA256.HashData(BitConverter.GetBytes(i)));
        }

        var root = tree.Root(tree.Count);
        var proofs = Enumerable.Range(0, 1_000).Select(i => (Index: i * 1_000, Hashes: tree.ProveInclusion(i * 1_000, tree.Count))).ToList();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var count = 0;
        while (count < ProofsCount)
        {
            foreach (var (index, hashes) in proofs)
            {
                count += MerkleProof.VerifyInclusion(tree.Whole(0, index), index, tree.Count, hashes, root) ? 1 : 0;
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"inclusion proofs of depth 20 verified in a second of one core: "
            + $"{count / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:F0}"));
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
