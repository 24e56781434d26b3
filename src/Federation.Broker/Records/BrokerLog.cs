using Federation.Audit;
using Federation.Broker.Accesses;
using Federation.Contracts.Audit.V1;
using Federation.Hosting.Audits;
using Federation.Hosting.Errors;
using Federation.Hosting.Witnesses;
using Google.Protobuf;

namespace Federation.Broker.Records;

/// <summary>The broker's tamper-evident log, with the openings of what its entries only commit to.</summary>
public sealed class BrokerLog : IBrokerLog, IAsyncDisposable
{
    private readonly AuditLog _log;
    private readonly OpeningStore _openings;

    private BrokerLog(
        AuditLog log, OpeningStore openings, string folder, BrokerIdentity identity, TimeProvider time)
    {
        (_log, _openings, Folder) = (log, openings, folder);
        Witness = new Witness(
            new Sealing.Cosigner(log.Origin, identity.LogKey), new WitnessRecords(this, identity.Broker, time), time);
        Exchanger = new LogExchanger(log, Witness, time);
        Courier = WitnessCourier.Start(log, Exchanger, identity.Witnesses, time);
    }

    /// <summary>The log itself, to read and to prove entries of.</summary>
    public AuditLog Log => _log;

    /// <summary>The folder of the log.</summary>
    public string Folder { get; }

    /// <summary>The accesses that the log tells of.</summary>
    public AccessBook Accesses { get; } = new();

    /// <summary>Whether it can be written; when not, nothing leaves.</summary>
    public bool IsWritable => _log.IsWritable && _openings.IsWritable;

    /// <summary>Shows the log to witnesses; null where there are none.</summary>
    public WitnessCourier? Courier { get; }

    /// <summary>Watches the adapters' logs.</summary>
    public Witness Witness { get; }

    /// <summary>Entangles the log with the adapters'.</summary>
    public LogExchanger Exchanger { get; }

    /// <summary>Opens the log in a state folder.</summary>
    /// <param name="stateFolder">The broker's state; the log is its folder <c>audit</c>.</param>
    /// <param name="identity">Names the log and signs its checkpoints.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<BrokerLog> OpenAsync(
        string stateFolder, BrokerIdentity identity, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var options = OptionsOf(identity.Federation, identity.Broker, stateFolder);
        var log = await AuditLog.OpenAsync(
            options, new Sealing.NoteSigner(options.Origin, identity.LogKey), time, cancellationToken);
        var opened = new BrokerLog(
            log, OpeningStore.Open(Path.Combine(stateFolder, "openings")), options.Directory, identity, time);
        await ShardHead.CheckAsync(log, cancellationToken);
        var carried = new List<AuditEntry>();
        await foreach (var (index, bytes) in log.ReadAllAsync(cancellationToken))
        {
            opened.Take(index, bytes.Span, carried);
        }

        return opened;
    }

    /// <summary>What a broker's log is called and where it is.</summary>
    /// <param name="federation">The federation.</param>
    /// <param name="broker">The broker's name.</param>
    /// <param name="stateFolder">Its state.</param>
    /// <param name="number">Which shard, from 1; null for the newest there is.</param>
    public static AuditLogOptions OptionsOf(
        string federation, string broker, string stateFolder, long? number = null)
    {
        var first = Path.Combine(stateFolder, "audit");
        var shard = number ?? ShardFolders.Newest(first);
        return new AuditLogOptions
        {
            Directory = ShardFolders.Of(first, shard),
            Origin = LogOrigin.Of($"{federation}/broker/{broker}/audit", shard),
        };
    }

    /// <summary>What auditors are shown.</summary>
    /// <param name="openTags">The committed fields that they may open.</param>
    public AuditedLog Audited(IReadOnlySet<string> openTags) =>
        new(_log, _openings.Find, Witness, Exchanger, Courier, openTags);

    /// <summary>What was committed to in an access and not yet erased: for those who may be shown it.</summary>
    public IReadOnlyList<CommitmentOpening> OpeningsOf(string accessId) => _openings.Find(accessId);

    /// <inheritdoc/>
    public async Task AppendAsync(
        AuditEntry entry, IReadOnlyList<CommittedField> fields, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(fields);
        try
        {
            _openings.Add(
                entry.AccessId, [.. fields.Select(field => entry.Intent.Commit(field.Tag, field.Value.Span))]);
            var opened = _openings.FlushAsync(CancellationToken.None); // Beside the entry's own sync.
            await TakeAsync(entry, _log.AppendAsync(EntryBytes.Write(entry), cancellationToken));
            await opened; // Nobody is asked, and nothing leaves, on an entry that could not be opened later.
        }
        catch (AuditLogUnavailableException)
        {
            await KeepUnavailableAsync(entry);
            throw new RefusalException(Hosting.Errors.Refusal.AuditUnavailable());
        }
    }

    /// <inheritdoc/>
    public async Task<BrokerReceipt> AppendAndProveAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        try
        {
            var bytes = EntryBytes.Write(entry);
            var index = await TakeAsync(entry, _log.AppendAsync(bytes, cancellationToken));
            var receipt = new Contracts.Type.V1.Receipt
            {
                Entry = UnsafeByteOperations.UnsafeWrap(bytes),
                Proof = _log.Prove(index),
            };
            return new BrokerReceipt(receipt, _log.VerifierKey);
        }
        catch (AuditLogUnavailableException)
        {
            throw new RefusalException(Hosting.Errors.Refusal.AuditUnavailable());
        }
    }

    /// <inheritdoc/>
    public async Task AppendLaterAsync(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        try
        {
            await TakeAsync(entry, _log.AppendLaterAsync(EntryBytes.Write(entry)));
        }
        catch (AuditLogUnavailableException)
        {
            throw new RefusalException(Hosting.Errors.Refusal.AuditUnavailable());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (Courier?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Exchanger.DisposeAsync();
        await _log.DisposeAsync();
        _openings.Dispose();
        Witness.Dispose();
    }

    /// <summary>Says that an INTENT was denied because it could not be recorded: on the log where only openings have no
    /// room, else in its reserve. It commits to what it did where the openings are durable; a commitment that nobody
    /// could ever open says nothing, so else it commits to nothing.</summary>
    private async Task KeepUnavailableAsync(AuditEntry entry)
    {
        if (_openings.HasFailed)
        {
            return;
        }

        var told = UnavailableDenial.Of(entry);
        if (!await AreDurableAsync())
        {
            told.Intent.Commitments.Clear();
        }

        if (await _log.KeepDenialAsync(EntryBytes.Write(told)) is { } position)
        {
            Accesses.Apply(position.Index, told);
        }
    }

    private async Task<bool> AreDurableAsync()
    {
        try
        {
            await _openings.FlushAsync(CancellationToken.None);
            return _openings.IsWritable;
        }
        catch (AuditLogUnavailableException)
        {
            return false;
        }
    }

    /// <summary>The only way from the log to the book of accesses: what is durable is known, however it was written.
    /// </summary>
    private async Task<long> TakeAsync(AuditEntry entry, Task<LogPosition> append)
    {
        var position = await append;
        Accesses.Apply(position.Index, entry);
        return position.Index;
    }

    /// <summary>Takes an entry at the start; those that are carried over are gathered until the last part is there.
    /// </summary>
    private void Take(long index, ReadOnlySpan<byte> bytes, List<AuditEntry> carried)
    {
        if (EntryBytes.TryRead(bytes) is not { } entry)
        {
            return;
        }

        foreach (var (at, single) in CarriedEntries.Of(index, entry))
        {
            if (single.PeerCheckpoint is { } seen)
            {
                Witness.Restore(seen);
            }
            else if (at < 0)
            {
                carried.Add(single);
            }
            else
            {
                Accesses.Apply(at, single);
            }
        }

        if (entry.LedgerCarry is { } carry && carry.Part == carry.PartsCount - 1)
        {
            Accesses.Carry(carried);
        }
    }
}
