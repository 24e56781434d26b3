using System.Globalization;
using System.Security.Cryptography;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Audit.Tests;

/// <summary>The logs of a broker and two adapters, written entry by entry, so that each can be spoilt on its way.</summary>
internal sealed class LoggedFederation : IDisposable
{
    public static readonly string[] Silos = ["a", "b"];

    private const long StartUnixMs = 1_700_000_000_000;

    private readonly Dictionary<string, List<AuditEntry>> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NoteSigner> _signers;

    public LoggedFederation(int accessesCount)
    {
        _signers = Silos.Select(silo => $"adapter/{silo}").Prepend("broker/hub").ToDictionary(
            writer => writer,
            writer => new NoteSigner($"demo.federation/{writer}/audit", KeyFor(writer)));
        foreach (var writer in _signers.Keys)
        {
            _entries[writer] = [];
        }

        for (var i = 0; i < accessesCount; i++)
        {
            AddAccess(i);
        }

        AddAccess(accessesCount, isLater: true); // Time goes on after what is judged.
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("logged-").FullName;

    public List<AuditEntry> Broker => _entries["broker/hub"];

    public List<AuditEntry> AdapterA => _entries["adapter/a"];

    public List<AuditEntry> AdapterB => _entries["adapter/b"];

    public string FolderOf(string writer) => Path.Combine(Folder, writer);

    public string KeyOf(string writer) => _signers[writer].VerifierKey;

    public static AuditEntry AccessOf(List<AuditEntry> entries, int number, AuditEntry.EventOneofCase kind) =>
        entries.Where(entry => entry.EventCase == kind).ElementAt(number);

    /// <summary>One party saw the log of another as it is now, which is on its own log with the time of its last entry.
    /// </summary>
    public void Entangle(string writer, string peer)
    {
        var at = _entries[writer][^1].RecordedUnixMs;
        Add(writer, "", at, entry => entry.PeerCheckpoint = new PeerCheckpoint
        {
            Checkpoint = $"{_signers[peer].Name}\n{_entries[peer].Count}\n\n",
            Size = _entries[peer].Count,
        });
    }

    /// <summary>One party's clock is ahead of the others'.</summary>
    public void Shift(string writer, long ms) => _entries[writer].ForEach(entry => entry.RecordedUnixMs += ms);

    /// <summary>Writes the logs; whoever has a receipt of an entry gets it from here.</summary>
    public async Task<List<TrainerReceipt>> WriteAsync()
    {
        var receipts = new List<TrainerReceipt>();
        foreach (var (writer, entries) in _entries)
        {
            await using var log = await OpenAsync(writer);
            for (var i = 0; i < entries.Count; i++)
            {
                var bytes = EntryBytes.Write(entries[i]);
                var position = await log.AppendAsync(bytes, CancellationToken.None);
                if (writer == "adapter/a" && entries[i].Release is { } release)
                {
                    receipts.Add(new TrainerReceipt(
                        $"receipt {receipts.Count}", bytes, log.Prove(position.Index), log.VerifierKey,
                        release.ReleaseDigest.Memory,
                        new LoggedCost(release.Cost.EpsilonMicros, 0, 0, IsKnown: true)));
                }
            }
        }

        return receipts;
    }

    /// <summary>The id of an access at the broker, or at a silo.</summary>
    public static string AccessIdOf(string party, int number) =>
        Id(string.Create(CultureInfo.InvariantCulture, $"{party} {number}")).ToString();

    /// <summary>All that a party wrote of an access.</summary>
    public List<AuditEntry> EntriesOf(string writer, string accessId) =>
        _entries[writer].FindAll(entry => entry.AccessId == accessId);

    /// <summary>A receipt of another tree with an adapter's key: what a fork leaves behind.</summary>
    public TrainerReceipt ForkedReceipt(string silo, int number)
    {
        var signer = _signers[$"adapter/{silo}"];
        var entry = EntriesOf($"adapter/{silo}", AccessIdOf(silo, number)).Single(one => one.Release is not null).Clone();
        entry.Release.LengthBytes++;
        var bytes = EntryBytes.Write(entry);
        var note = signer.Sign(new Checkpoint(signer.Name, 1, MerkleTree.LeafHash(bytes)).Format());
        return new TrainerReceipt(
            $"receipt {number}", bytes, new TlogProof(0, [], note).Format(), signer.VerifierKey,
            entry.Release.ReleaseDigest.Memory, default);
    }

    /// <summary>Writes one log in two shards, all others as they are; the folder of the second shard.</summary>
    public async Task<string> WriteInShardsAsync(string writer, int cut)
    {
        var rest = _entries[writer].Skip(cut).ToList();
        _entries[writer].RemoveRange(cut, rest.Count);
        await WriteAsync();
        AuditLogOptions Shard(long number) => new()
        {
            Directory = ShardFolders.Of(FolderOf(writer), number),
            Origin = LogOrigin.Of(_signers[writer].Name, number),
            SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
        };
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
            DateTimeOffset.FromUnixTimeMilliseconds(rest[0].RecordedUnixMs));
        await LogShards.AdvanceAsync(
            new ShardPlan(Shard(1), Shard(2), KeyFor(writer), writer, _ => null), time, CancellationToken.None);
        await using var log = await AuditLog.OpenAsync(
            Shard(2), new NoteSigner(Shard(2).Origin, KeyFor(writer)), time, CancellationToken.None);
        foreach (var entry in rest)
        {
            await log.AppendAsync(EntryBytes.Write(entry), CancellationToken.None);
        }

        return Shard(2).Directory;
    }

    /// <summary>Writes another log with the key of one.</summary>
    public async Task WriteForkAsync(string writer, Action<List<AuditEntry>> change)
    {
        change(_entries[writer]);
        await using var log = await OpenAsync(writer);
        foreach (var entry in _entries[writer])
        {
            await log.AppendAsync(EntryBytes.Write(entry), CancellationToken.None);
        }
    }

    /// <summary>Reconciles logs in the folders that are named.</summary>
    public Task<ReconciliationReport> ReconcileAsync(IReadOnlyList<string> brokers, IReadOnlyList<string> adapters) =>
        Reconciler.RunAsync(
            new ReconciliationInput(brokers[0], adapters, [], [.. _signers.Values.Select(signer => signer.VerifierKey)])
            {
                FurtherBrokerFolders = [.. brokers.Skip(1)],
            },
            null, TestContext.Current.CancellationToken);

    public Task<ReconciliationReport> ReconcileAsync(IReadOnlyList<TrainerReceipt> receipts) => Reconciler.RunAsync(
        new ReconciliationInput(
            FolderOf("broker/hub"), [.. Silos.Select(silo => FolderOf($"adapter/{silo}"))], receipts,
            [.. _signers.Values.Select(signer => signer.VerifierKey)]),
        null, TestContext.Current.CancellationToken);

    public Task<AuditLog> OpenAsync(string writer) => AuditLog.OpenAsync(
        new AuditLogOptions
        {
            Directory = FolderOf(writer),
            Origin = _signers[writer].Name,
            SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
        },
        _signers[writer], new Microsoft.Extensions.Time.Testing.FakeTimeProvider(), CancellationToken.None);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static ByteString Digest(string text) =>
        ByteString.CopyFrom(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static SigningKey KeyFor(string writer) =>
        SigningKey.FromSeed(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(writer)));

    private static Guid Id(string text) => new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    public void AddAccess(int number, bool isLater = false)
    {
        var at = StartUnixMs + (number * 1000L) + (isLater ? 600_000 : 0);
        var brokerAccess = AccessIdOf("broker", number);
        var request = Digest($"request {number}");
        var intent = new Intent
        {
            Decision = Decision.Allow,
            Delivery = Delivery.Statistic,
            RequestDigest = request,
            Dataset = "people",
            Purpose = number % 2 == 0 ? "research" : "benchmark",
            TrainerFingerprint = $"trainer-{number % 3}",
            Silos = { Silos },
        };
        Add("broker/hub", brokerAccess, at, entry => entry.Intent = intent);
        var record = new ReleaseRecord { ReleaseDigest = Digest($"answer {number}"), LengthBytes = 100 };
        foreach (var silo in Silos)
        {
            var access = AccessIdOf(silo, number);
            var cost = new PrivacyCost { EpsilonMicros = 500_000 };
            var digest = Digest($"release {silo} {number}");
            var own = intent.Clone();
            own.Silos.Clear();
            own.LineageCost = cost;
            Add($"adapter/{silo}", access, at + 1, entry => entry.Intent = own);
            Add($"adapter/{silo}", access, at + 2, entry => entry.Release =
                new ReleaseRecord { ReleaseDigest = digest, LengthBytes = 50, Cost = cost });
            Add($"adapter/{silo}", access, at + 3, entry => entry.Outcome =
                new Outcome { Status = OutcomeStatus.Completed, LengthBytes = 50 });
            record.Silos.Add(new SiloDigest { Silo = silo, ReleaseDigest = digest, AccessId = access, Cost = cost });
        }

        Add("broker/hub", brokerAccess, at + 4, entry => entry.Release = record);
        Add("broker/hub", brokerAccess, at + 5, entry => entry.Outcome =
            new Outcome { Status = OutcomeStatus.Completed, LengthBytes = 100 });
    }

    private void Add(string writer, string accessId, long at, Action<AuditEntry> set)
    {
        var entry = new AuditEntry
        {
            Blind = ByteString.CopyFrom(new byte[16]),
            AccessId = accessId,
            RecordedUnixMs = at,
            Writer = writer,
        };
        set(entry);
        _entries[writer].Add(entry);
    }
}
