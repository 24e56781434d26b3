using System.Runtime.InteropServices;
using System.Text;
using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>All accesses of one log, gathered in one pass over its entries.</summary>
internal sealed class AccessTable
{
    private const int EntriesAnAccess = 3;
    private const int ExpectedCountMax = 1_000_000; // What a checkpoint says is not believed further.

    private readonly Dictionary<Guid, int> _byId = [];
    private readonly Dictionary<Digest32, int> _byRequest = [];
    private readonly Dictionary<string, int> _siloNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _siloNumbersByText;
    private readonly List<AccessRow> _rows = [];
    private readonly List<SiloRow> _silos = [];
    private readonly List<string> _siloNames = [];
    private readonly List<string?> _shards = [];
    private readonly Dictionary<string, long> _seenSizes = new(StringComparer.Ordinal);

    public AccessTable() => _siloNumbersByText = _siloNumbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The party that wrote the log: <c>adapter/NAME</c> or <c>broker/NAME</c>; empty before an
    /// entry.</summary>
    public string Writer { get; private set; } = "";

    /// <summary>When the last entry was written.</summary>
    public long LastUnixMs { get; private set; }

    /// <summary>When the first entry was written; the latest time there is before one.</summary>
    public long FirstUnixMs { get; private set; } = long.MaxValue;

    /// <summary>Whether the log had entries before the first one here, which are not given or were removed by
    /// retention.</summary>
    public bool IsCut { get; set; }

    /// <summary>How many entries are none of a known form, or of another writer than the first.</summary>
    public long StrangeCount { get; private set; }

    /// <summary>The accesses in the order of their first entries.</summary>
    public Span<AccessRow> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <summary>What silos released, as a broker's log says.</summary>
    public ReadOnlySpan<SiloRow> Silos => CollectionsMarshal.AsSpan(_silos);

    /// <summary>The names of the silos by their numbers.</summary>
    public IReadOnlyList<string> SiloNames => _siloNames;

    private int Shard => Math.Max(0, _shards.Count - 1);

    /// <summary>The row of an access; -1 where there is none.</summary>
    public int Find(Guid accessId) => _byId.GetValueOrDefault(accessId, -1);

    /// <summary>The row of the first access for a request; -1 where there is none.</summary>
    public int FindRequest(Digest32 request) => _byRequest.GetValueOrDefault(request, -1);

    /// <summary>What follows is of another shard of the log; null where its origin is not known.</summary>
    public void BeginShard(string? origin) => _shards.Add(origin);

    /// <summary>Whether this party had seen, before its last entry here, a checkpoint of another's log that covers an
    /// entry of it: what that entry followed on here is here, whatever the clocks say.</summary>
    /// <param name="other">The other's log.</param>
    /// <param name="shard">The shard of the entry, as its row has it.</param>
    /// <param name="index">The entry.</param>
    public bool HasSeen(AccessTable other, int shard, long index) =>
        other._shards.ElementAtOrDefault(shard) is { } origin && index < _seenSizes.GetValueOrDefault(origin);

    /// <summary>Whether this party has seen any checkpoint of another's log.</summary>
    public bool HasSeen(AccessTable other) =>
        other._shards.Exists(origin => origin is not null && _seenSizes.ContainsKey(origin));

    /// <summary>Makes room for the accesses of a log that says how many entries it has: most have three.</summary>
    public void Expect(long entriesCount)
    {
        var count = (int)Math.Min(entriesCount / EntriesAnAccess, ExpectedCountMax);
        _byId.EnsureCapacity(_byId.Count + count);
        _byRequest.EnsureCapacity(_byRequest.Count + count);
        _rows.EnsureCapacity(_rows.Count + count);
    }

    /// <summary>Takes the next entry.</summary>
    public void Add(long index, ReadOnlySpan<byte> entry)
    {
        if (!EntryScan.TryRead(entry, out var scan) || !IsOfWriter(scan.Writer))
        {
            StrangeCount++;
            return;
        }

        LastUnixMs = Math.Max(LastUnixMs, scan.RecordedUnixMs);
        FirstUnixMs = Math.Min(FirstUnixMs, scan.RecordedUnixMs);
        if (scan.Kind == EntryKind.PeerCheckpoint)
        {
            AddSeen(scan.Content);
            return;
        }

        if (scan.Kind is not (EntryKind.Intent or EntryKind.Release or EntryKind.Outcome)
            || scan.AccessId == Guid.Empty)
        {
            return;
        }

        var place = PlaceOf(scan.AccessId, index);
        ref var row = ref Rows[place];
        row.LastUnixMs = Math.Max(row.LastUnixMs, scan.RecordedUnixMs);
        switch (scan.Kind)
        {
            case EntryKind.Intent:
                AddIntent(ref row, place, scan.Content);
                break;
            case EntryKind.Release:
                AddRelease(ref row, place, index, scan);
                break;
            default:
                row.Parts |= AccessParts.Ended;
                break;
        }
    }

    /// <summary>Keeps the size of a checkpoint by the origin that its first line names; one that proves a fork is none.
    /// </summary>
    private void AddSeen(ReadOnlySpan<byte> seen)
    {
        var (size, isFork) = (0L, false);
        ReadOnlySpan<byte> note = default;
        var reader = new WireReader(seen);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case PeerCheckpoint.CheckpointFieldNumber:
                    note = reader.Bytes;
                    break;
                case PeerCheckpoint.SizeFieldNumber:
                    size = (long)reader.Number;
                    break;
                case PeerCheckpoint.IsForkFieldNumber:
                    isFork = reader.Number != 0;
                    break;
            }
        }

        var end = note.IndexOf((byte)'\n');
        if (!isFork && end > 0)
        {
            var origin = Encoding.UTF8.GetString(note[..end]);
            _seenSizes[origin] = Math.Max(size, _seenSizes.GetValueOrDefault(origin));
        }
    }

    private bool IsOfWriter(ReadOnlySpan<byte> writer)
    {
        if (Writer.Length == 0)
        {
            Writer = Encoding.UTF8.GetString(writer);
            return true;
        }

        return writer.Length == Writer.Length && Ascii.Equals(writer, Writer);
    }

    private int PlaceOf(Guid accessId, long index)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, accessId, out var isKnown);
        if (!isKnown)
        {
            place = _rows.Count;
            _rows.Add(new AccessRow { Id = accessId, Index = index, Shard = Shard });
        }

        return place;
    }

    private void AddIntent(ref AccessRow row, int place, ReadOnlySpan<byte> intent)
    {
        var reader = new WireReader(intent);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case Intent.DecisionFieldNumber:
                    row.Parts |= (Decision)reader.Number == Decision.Allow ? AccessParts.Allowed : AccessParts.Denied;
                    break;
                case Intent.DeliveryFieldNumber when (Delivery)reader.Number == Delivery.Sample:
                    row.Parts |= AccessParts.Sample;
                    break;
                case Intent.RequestDigestFieldNumber:
                    row.Request = Digest32.Of(reader.Bytes);
                    break;
            }
        }

        if (row.Request != default)
        {
            _byRequest.TryAdd(row.Request, place);
        }
    }

    private void AddRelease(ref AccessRow row, int place, long index, in EntryScan scan)
    {
        var isFirst = (row.Parts & AccessParts.Released) == 0;
        var before = row;
        row.Parts |= AccessParts.Released;
        var record = new SiloRow { Access = place, Index = index, UnixMs = scan.RecordedUnixMs, Shard = Shard };
        var reader = new WireReader(scan.Content);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case ReleaseRecord.ReleaseDigestFieldNumber:
                    row.Release = Digest32.Of(reader.Bytes);
                    break;
                case ReleaseRecord.RecordsCountFieldNumber:
                    record.RecordsCount = (long)reader.Number;
                    row.RecordsCount += (long)reader.Number;
                    break;
                case ReleaseRecord.RunningDigestFieldNumber:
                    record.Running = row.Running = Digest32.Of(reader.Bytes);
                    break;
                case ReleaseRecord.CostFieldNumber:
                    row.Cost = LoggedCost.Read(reader.Bytes);
                    break;
                case ReleaseRecord.SilosFieldNumber:
                    AddSilo(record, reader.Bytes);
                    break;
                case ReleaseRecord.IsStoredAnswerFieldNumber when !isFirst:
                    row = before; // It left before, and is on record here for its receipt.
                    return;
            }
        }
    }

    private void AddSilo(SiloRow row, ReadOnlySpan<byte> silo)
    {
        var reader = new WireReader(silo);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case SiloDigest.SiloFieldNumber:
                    row.Silo = NumberOf(reader.Bytes);
                    break;
                case SiloDigest.ReleaseDigestFieldNumber:
                    row.Release = Digest32.Of(reader.Bytes);
                    break;
                case SiloDigest.AccessIdFieldNumber:
                    _ = Guid.TryParse(reader.Bytes, out row.AdapterAccess);
                    break;
                case SiloDigest.CostFieldNumber:
                    row.Cost = LoggedCost.Read(reader.Bytes);
                    break;
            }
        }

        _silos.Add(row);
    }

    private int NumberOf(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[Math.Min(name.Length, 256)];
        var length = Encoding.UTF8.GetChars(name[..text.Length], text);
        if (!_siloNumbersByText.TryGetValue(text[..length], out var number))
        {
            number = _siloNames.Count;
            _siloNames.Add(new string(text[..length]));
            _siloNumbers[_siloNames[^1]] = number;
        }

        return number;
    }
}
