using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// A tamper-evident log. An entry that <see cref="AppendAsync"/> returned from is durable and stands at its index for
/// ever; everything that was ever signed about the log agrees. Many may append at once: who writes takes what waits
/// along, and syncs once for all of them.
/// </summary>
/// <remarks>After a failed write or sync the log is closed for good: what the disk holds is then unknown. For where its
/// disk is full, denials have a reserve beside it.</remarks>
public sealed class AuditLog : IAsyncDisposable
{
    private readonly ILogStorage _storage;
    private readonly WriteAheadLog _wal;
    private readonly DenialReserve _reserve;
    private readonly MerkleTree _tree;
    private readonly CheckpointWriter _checkpoints;
    private readonly LogPublisher _publisher;
    private readonly GroupCommit _commits;
    private readonly Lock _treeGate = new();
    private readonly LeafBatch _leaves = new();
    private readonly ITimer _publishing;
    private volatile bool _isClosed;

    private AuditLog(
        AuditLogOptions options, ILogStorage storage, WriteAheadLog wal, DenialReserve reserve, MerkleTree tree,
        CheckpointWriter checkpoints, NoteSigner signer, TimeProvider time)
    {
        (_storage, _wal, _reserve, _tree) = (storage, wal, reserve, tree);
        (Origin, VerifierKey) = (signer.Name, signer.VerifierKey);
        _checkpoints = checkpoints;
        _publisher = new LogPublisher(
            checkpoints, new TileWriter(storage, tree, _treeGate, wal.ReadMany), tree, _treeGate, Guard,
            time);
        _commits = new GroupCommit(Commit);
        _publisher.Restore();
        Publish();
        _publishing = time.CreateTimer(
            _ => _publisher.PublishInTurn(), null, options.PublishInterval, options.PublishInterval);
    }

    /// <summary>The name of the log.</summary>
    public string Origin { get; }

    /// <summary>The key that checks the log's checkpoints: <c>name+id+key</c>.</summary>
    public string VerifierKey { get; }

    /// <summary>What led from the log's first key to its present one, as others need it; empty where it is the first.
    /// </summary>
    public string Succession => _checkpoints.Succession;

    /// <summary>The size at which the present key took over; 0 where the log began with it.</summary>
    public long SucceededSize => _checkpoints.SucceededSize;

    /// <summary>Whether entries can still be appended. Once false, it stays false.</summary>
    public bool IsWritable => !_isClosed;

    /// <summary>How many entries are durable.</summary>
    public long Count
    {
        get
        {
            lock (_treeGate)
            {
                return _tree.Count;
            }
        }
    }

    /// <summary>Opens a log or makes a new one; cuts off what a crash left unfinished at its end.</summary>
    /// <param name="options">Which log and where.</param>
    /// <param name="signer">The log's key; its name is the origin.</param>
    /// <param name="time">For how often checkpoints are written to files.</param>
    /// <param name="cancellationToken">Gives up before it started.</param>
    /// <exception cref="AuditLogUnavailableException">Another process holds it, or it cannot be written.</exception>
    /// <exception cref="AuditLogDamagedException">An entry that a checkpoint may cover is damaged or
    /// missing.</exception>
    public static Task<AuditLog> OpenAsync(
        AuditLogOptions options, NoteSigner signer, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentLengthBytes, AuditLogOptions.SegmentLengthBytesMin);
        if (options.Origin != signer.Name)
        {
            throw new ArgumentException("The key's name must be the log's origin.", nameof(signer));
        }

        return Task.Run(() => Open(options, signer, time), cancellationToken);
    }

    /// <summary>Appends an entry; returns once it is durable.</summary>
    /// <param name="entry">1 to 65,535 bytes; not to be changed before the return.</param>
    /// <param name="cancellationToken">Gives up waiting for a place. An entry that has one is written.</param>
    /// <exception cref="AuditLogUnavailableException">It is not known to be durable; the log is closed.</exception>
    public Task<LogPosition> AppendAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken)
    {
        CheckLength(entry);
        return CommittedAsync(_commits.AppendAsync(entry, cancellationToken));
    }

    /// <summary>Appends an entry that nobody waits for, such as how an access ended: it shares the sync of what comes
    /// next, and where nothing comes it has its own after 20 ms. The task ends once it is durable.</summary>
    /// <param name="entry">1 to 65,535 bytes; not to be changed before the return.</param>
    /// <exception cref="AuditLogUnavailableException">It is not known to be durable; the log is closed.</exception>
    public Task<LogPosition> AppendLaterAsync(ReadOnlyMemory<byte> entry)
    {
        CheckLength(entry);
        return CommittedAsync(_commits.AppendLaterAsync(entry));
    }

    /// <summary>Puts on record that a call was denied because nothing can be recorded: on the log, where it is not that
    /// which failed, else in its reserve, where the log's disk is full. From there the next start takes it into the
    /// log. After any other failure nothing is written. It never fails; for the reserve nobody waits longer than a
    /// second.</summary>
    /// <param name="denial">An entry with an INTENT that denies; not to be changed before the return.</param>
    /// <returns>Where it stands; null where it is in the reserve or nowhere.</returns>
    /// <exception cref="ArgumentException">It is no such entry.</exception>
    public async Task<LogPosition?> KeepDenialAsync(ReadOnlyMemory<byte> denial)
    {
        CheckLength(denial);
        if (!Denial.IsOne(denial.Span))
        {
            throw new ArgumentException("Nothing but denials has a reserve.", nameof(denial));
        }

        try
        {
            return await AppendAsync(denial, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuditLogUnavailableException)
        {
            _ = await _reserve.KeepAsync(denial).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>The proof that an entry is in the log, as C2SP tlog-proof text over a signed checkpoint.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such entry.</exception>
    /// <exception cref="AuditLogUnavailableException">A checkpoint that covers it could not be made.</exception>
    public string Prove(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _publisher.Prove(index);
    }

    /// <summary>The same over a checkpoint of this log that is given, such as a cosigned one.</summary>
    /// <param name="index">Where the entry stands.</param>
    /// <param name="size">The size of the checkpoint; greater than <paramref name="index"/>.</param>
    /// <param name="note">The checkpoint.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such entry or size.</exception>
    public string Prove(long index, long size, string note) => _publisher.Prove(index, size, note);

    /// <summary>A signed checkpoint over all that is durable.</summary>
    /// <exception cref="AuditLogUnavailableException">It could not be made.</exception>
    public string SignCheckpoint() => _publisher.Sign();

    /// <summary>The newest checkpoint that was signed, as it stands: nothing is signed or synced for it. A note with
    /// its size; empty and 0 before the first.</summary>
    public (long Size, string Note) NewestCheckpoint => _publisher.Newest;

    /// <summary>The proof that the log of one size is the beginning of the log of another (RFC 6962 §2.1.2).</summary>
    /// <param name="from">The smaller size, at least 1.</param>
    /// <param name="to">The larger size, at most <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such sizes.</exception>
    public IReadOnlyList<byte[]> ProveConsistency(long from, long to)
    {
        lock (_treeGate)
        {
            return _tree.ProveConsistency(from, to);
        }
    }

    /// <summary>The proof that an entry is in the tree of a size, the leaf's sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such entry or size.</exception>
    public IReadOnlyList<byte[]> ProveInclusion(long index, long size)
    {
        lock (_treeGate)
        {
            return _tree.ProveInclusion(index, size);
        }
    }

    /// <summary>Where the entry with a leaf hash, 32 bytes, stands; null where there is none. Looks at each.</summary>
    public long? FindLeaf(ReadOnlySpan<byte> leafHash)
    {
        lock (_treeGate)
        {
            return _tree.FindLeaf(leafHash);
        }
    }

    /// <summary>The entry at an index, as it was written.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such entry.</exception>
    public Task<byte[]> ReadAsync(long index, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<byte[]>(cancellationToken)
            : Task.FromResult(_wal.Read(index));

    /// <summary>All entries that are durable now, in order: for folds at start.</summary>
    public async IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = Count;
        for (var index = 0L; index < count; index++)
        {
            yield return (index, await ReadAsync(index, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Writes entries, tiles and a checkpoint over all that is durable into files. Happens by itself, too.
    /// </summary>
    /// <exception cref="AuditLogUnavailableException">They could not be written; the log is closed.</exception>
    public void Publish() => _publisher.Publish();

    /// <summary>Takes what witnesses cosigned. The newest checkpoint with such lines is written into the log's public
    /// files when it is published next; it never goes back.</summary>
    /// <param name="size">The size of the checkpoint; all of it is durable.</param>
    /// <param name="lines">Their lines, each with its line feed; the caller verified them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The log never had this size.</exception>
    public void TakeCosignatures(long size, string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
        _publisher.TakeCosignatures(size, lines);
    }

    /// <summary>Ends the time of this key: its last entry, its last checkpoint, and the statement who goes on. The log
    /// takes no more entries; nobody else may be appending.</summary>
    /// <param name="next">The log's next key, or the key of its next shard.</param>
    /// <param name="entry">Says so to who reads the log.</param>
    /// <exception cref="InvalidOperationException">Somebody else appended.</exception>
    /// <exception cref="AuditLogUnavailableException">It is not known to be durable; the log is closed.</exception>
    internal async Task SucceedAsync(NoteSigner next, ReadOnlyMemory<byte> entry)
    {
        var position = await AppendAsync(entry, CancellationToken.None).ConfigureAwait(false);
        _commits.Complete();
        _commits.Drain();
        Publish();
        if (Count != position.Index + 1)
        {
            throw new InvalidOperationException("Another entry came after the one that ends the time of a key.");
        }

        _publisher.Succeed(next, Count);
    }

    /// <summary>Finishes what was begun, publishes a last checkpoint and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _commits.Complete();
        _commits.Drain();
        await _publishing.DisposeAsync().ConfigureAwait(false);
        _publisher.PublishLast();
        _isClosed = true;
        _wal.Dispose();
        _reserve.Dispose();
        _checkpoints.Dispose();
        _storage.Dispose();
    }

    private static AuditLog Open(AuditLogOptions options, NoteSigner signer, TimeProvider time)
    {
        var storage = options.Storage ?? FileLogStorage.Open(options.Directory);
        WriteAheadLog? wal = null;
        DenialReserve? reserve = null;
        CheckpointWriter? checkpoints = null;
        AuditLog? opened = null;
        try
        {
            checkpoints = CheckpointWriter.Open(storage, signer, options.GuardFile);
            var tree = new MerkleTree();
            wal = checkpoints.OpenEntries(options.SegmentLengthBytes, tree);
            checkpoints.CheckCovered(tree);
            reserve = DenialReserve.Open(storage);
            reserve.MoveInto(wal, tree);
            opened = new AuditLog(options, storage, wal, reserve, tree, checkpoints, signer, time);
            return opened;
        }
        catch (IOException exception)
        {
            throw new AuditLogUnavailableException("The audit log cannot be read or written.", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new AuditLogUnavailableException("The audit log may not be read or written.", exception);
        }
        finally
        {
            if (opened is null)
            {
                wal?.Dispose();
                reserve?.Dispose();
                checkpoints?.Dispose();
                storage.Dispose();
            }
        }
    }

    private static async Task<LogPosition> CommittedAsync(Task<LogPosition> commit)
    {
        try
        {
            return await commit.ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new AuditLogUnavailableException();
        }
    }

    private static void CheckLength(ReadOnlyMemory<byte> entry)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entry.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, WalRecord.EntryLengthBytesMax);
    }

    private long Commit(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var first = 0L;
        Guard(() =>
        {
            first = _wal.Append(entries); // Durable from here on.
            Integrate(entries);
        });
        return first;
    }

    /// <summary>Hashes entries into the tree. One thread at a time commits.</summary>
    private void Integrate(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        for (var next = 0; next < entries.Count;)
        {
            while (next < entries.Count && !_leaves.IsFull)
            {
                _leaves.Add(entries[next++].Span);
            }

            var hashes = _leaves.Take();
            lock (_treeGate)
            {
                _tree.AppendAll(hashes);
            }
        }
    }

    /// <summary>Runs what writes. A failure closes the log for good: it is never tried again.</summary>
    private void Guard(Action write)
    {
        if (_isClosed)
        {
            throw new AuditLogUnavailableException();
        }

        try
        {
            write();
        }
        catch (IOException exception)
        {
            throw Close(exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Close(exception);
        }
    }

    private AuditLogUnavailableException Close(Exception exception)
    {
        if (exception is DiskFullException)
        {
            _reserve.Begin();
        }
        else
        {
            _reserve.Close(); // Of a disk that fails nothing is known any more.
        }

        _isClosed = true;
        _commits.Complete();
        return new AuditLogUnavailableException("The audit log could not be written and is closed.", exception);
    }
}
