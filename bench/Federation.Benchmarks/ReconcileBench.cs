using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Benchmarks;

/// <summary>How long it takes to hold many accesses of a broker against those of an adapter, with planted faults of eight
/// kinds, and whether each is found and classed.</summary>
internal static class ReconcileBench
{
    private const int KindsCount = 8;
    private const int UnfinishedCount = 100; // The last accesses may still be under way: no fault is planted there.
    private const long StartUnixMs = 1_700_000_000_000;

    private static readonly int[] FaultsCounts = [1, 7, 33, 100];

    /// <summary>For each number of faults: writes the logs and reconciles them.</summary>
    public static async Task RunAsync(
        string folder, int accessesCount, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var faultsCount in FaultsCounts)
        {
            await RunAsync(folder, accessesCount, faultsCount, output, cancellationToken);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(
        string folder, int accessesCount, int faultsCount, TextWriter output, CancellationToken cancellationToken)
    {
        var faults = Plant(accessesCount, faultsCount);
        int FaultOf(int access) => faults.GetValueOrDefault(access, -1);
        var (adapter, broker) = (Path.Combine(folder, "adapter"), Path.Combine(folder, "broker"));
        Write(adapter, "adapter/a", accessesCount, access => AdapterEntries(access, FaultOf(access)));
        Write(broker, "broker/hub", accessesCount, access => BrokerEntries(access, FaultOf(access)));
        var receipts = faults.Where(fault => fault.Value == 7).Select(fault => Forked(fault.Key)).ToList();
        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var report = await Reconciler.RunAsync(
            new ReconciliationInput(broker, [adapter], receipts, []), null, cancellationToken);
        var wall = clock.Elapsed;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var expected = faults.Select(fault => (fault.Key, VerdictOf(fault.Value))).Order();
        var found = report.Findings.Select(finding => (NumberOf(finding.AccessId!), finding.Verdict)).Order();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"reconciliation of {accessesCount} accesses, {faultsCount} planted faults of "
            + $"{faults.Values.Distinct().Count()} kinds: {wall.TotalSeconds:F2} s, {cpu.TotalSeconds:F2} s CPU; "
            + $"each found and classed, none else: {expected.SequenceEqual(found)}"));
    }

    /// <summary>Which accesses have which fault: spread by a hash, the kinds in turn.</summary>
    private static Dictionary<int, int> Plant(int accessesCount, int faultsCount)
    {
        var faults = new Dictionary<int, int>();
        for (var attempt = 0; faults.Count < faultsCount; attempt++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{faultsCount}/{attempt}"));
            var access = BitConverter.ToUInt32(hash) % (uint)(accessesCount - UnfinishedCount);
            faults.TryAdd((int)access, (faultsCount + faults.Count) % KindsCount);
        }

        return faults;
    }

    /// <summary>Which access an id is of, on either side.</summary>
    private static int NumberOf(string accessId) => BitConverter.ToInt32(Guid.Parse(accessId).ToByteArray());

    private static ReconciliationVerdict VerdictOf(int kind) => kind switch
    {
        0 or 1 => ReconciliationVerdict.MissingAtBroker,
        2 => ReconciliationVerdict.MissingAtAdapter,
        3 or 4 => ReconciliationVerdict.DigestMismatch,
        5 => ReconciliationVerdict.EpsilonMismatch,
        6 => ReconciliationVerdict.Unfinished,
        _ => ReconciliationVerdict.ReceiptNotInLog,
    };

    private static IEnumerable<AuditEntry> AdapterEntries(int number, int fault)
    {
        if (fault == 2)
        {
            yield break;
        }

        var entry = New("adapter/a", Id(number, 1), number);
        entry.Intent = IntentOf(number, fault == 4 ? -number : number);
        yield return entry;
        entry = New("adapter/a", Id(number, 1), number);
        entry.Release = new ReleaseRecord
        {
            ReleaseDigest = Digest(number, 2),
            LengthBytes = 900,
            Cost = new PrivacyCost { EpsilonMicros = 500_000, RhoMicros = 125_000 },
        };
        yield return entry;
        if (fault != 6)
        {
            entry = New("adapter/a", Id(number, 1), number);
            entry.Outcome = new Outcome { Status = OutcomeStatus.Completed, LengthBytes = 900 };
            yield return entry;
        }
    }

    private static IEnumerable<AuditEntry> BrokerEntries(int number, int fault)
    {
        if (fault == 0)
        {
            yield break;
        }

        var entry = New("broker/hub", Id(number, 2), number);
        entry.Intent = IntentOf(number, number);
        entry.Intent.Silos.Add("a");
        yield return entry;
        entry = New("broker/hub", Id(number, 2), number);
        entry.Release = new ReleaseRecord { ReleaseDigest = Digest(number, 3), LengthBytes = 1_800 };
        if (fault != 1)
        {
            entry.Release.Silos.Add(new SiloDigest
            {
                Silo = "a",
                ReleaseDigest = Digest(fault == 3 ? -number : number, 2),
                AccessId = Id(number, 1),
                Cost = new PrivacyCost { EpsilonMicros = fault == 5 ? 1 : 500_000, RhoMicros = 125_000 },
            });
        }

        yield return entry;
        entry = New("broker/hub", Id(number, 2), number);
        entry.Outcome = new Outcome { Status = OutcomeStatus.Completed, LengthBytes = 1_800 };
        yield return entry;
    }

    private static Intent IntentOf(int number, int request) => new()
    {
        Decision = Decision.Allow,
        Delivery = Delivery.Statistic,
        RequestDigest = Digest(request, 1),
        RequestId = Id(number, 3),
        TrainerFingerprint = new string('f', 64),
        Agreement = "lab-2026",
        Purpose = "research",
        Dataset = "people",
        Lineage = "people",
        RequestSignature = ByteString.CopyFrom(new byte[64]),
    };

    /// <summary>A receipt of another tree with the log's key: what a fork leaves behind.</summary>
    private static TrainerReceipt Forked(int number)
    {
        var entry = AdapterEntries(number, -1).Single(one => one.Release is not null);
        entry.Release.LengthBytes++;
        var bytes = EntryBytes.Write(entry);
        var signer = SignerOf("adapter/a");
        var note = signer.Sign(new Checkpoint(signer.Name, 1, MerkleTree.LeafHash(bytes)).Format());
        return new TrainerReceipt(
            $"receipt {number}", bytes, new TlogProof(0, [], note).Format(), signer.VerifierKey,
            entry.Release.ReleaseDigest.Memory, default);
    }

    /// <summary>Writes a log's segments and checkpoint at once, without the syncs that nothing here depends on.</summary>
    private static void Write(string folder, string writer, int accessesCount, Func<int, IEnumerable<AuditEntry>> entriesOf)
    {
        const int segmentLengthBytes = 64 << 20;
        Directory.CreateDirectory(Path.Combine(folder, "wal"));
        var fold = new TreeFold();
        FileStream? segment = null;
        var record = new byte[WalRecord.HeaderLengthBytes + WalRecord.EntryLengthBytesMax];
        for (var number = 0; number < accessesCount; number++)
        {
            foreach (var entry in entriesOf(number))
            {
                if (segment is null || segment.Position > segmentLengthBytes)
                {
                    segment?.Dispose();
                    var name = fold.Count.ToString("D20", CultureInfo.InvariantCulture);
                    segment = new FileStream(Path.Combine(folder, "wal", $"{name}.seg"), FileMode.CreateNew);
                }

                var bytes = EntryBytes.Write(entry);
                segment.Write(record, 0, WalRecord.Write(record, fold.Count, bytes));
                fold.Append(MerkleTree.LeafHash(bytes));
            }
        }

        segment?.Dispose();
        var signer = SignerOf(writer);
        File.WriteAllText(
            Path.Combine(folder, "checkpoint"), signer.Sign(new Checkpoint(signer.Name, fold.Count, fold.Root()).Format()));
    }

    private static NoteSigner SignerOf(string writer) => new(
        $"bench.federation/{writer}/audit", SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(writer))));

    private static AuditEntry New(string writer, string access, int number) => new()
    {
        Blind = ByteString.CopyFrom(new byte[16]),
        AccessId = access,
        RecordedUnixMs = StartUnixMs + (number * 1_000L),
        Writer = writer,
    };

    private static string Id(int number, short kind) => new Guid(number, kind, 0, new byte[8]).ToString("D");

    private static ByteString Digest(int number, int kind)
    {
        Span<byte> digest = stackalloc byte[32];
        BitConverter.TryWriteBytes(digest, number);
        BitConverter.TryWriteBytes(digest[8..], kind);
        return ByteString.CopyFrom(digest);
    }
}
