using System.Text;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>
/// Signs checkpoints, and only over entries that are durable, from which size and root follow: whatever happens, no two
/// that it ever signs disagree. Before one is published, size and root are durable by themselves, too.
/// Also writes the newest checkpoint into a file. The caller lets one thread sign, and one publish, at a time.
/// </summary>
internal sealed class CheckpointWriter : IDisposable
{
    /// <summary>Where the newest signed checkpoint is.</summary>
    public const string CheckpointFile = "checkpoint";

    private readonly ILogStorage _storage;
    private readonly NoteSigner _signer;
    private readonly TreeState _state;
    private readonly CheckpointGuard _guard;
    private readonly IReadOnlyList<LogSuccession> _successions;
    private Checkpoint? _signed;
    private string _signedNote = "";

    private CheckpointWriter(
        ILogStorage storage, NoteSigner signer, TreeState state, CheckpointGuard guard,
        IReadOnlyList<LogSuccession> successions, IReadOnlyList<Checkpoint> covered, long? publishedSize,
        CosignedCheckpoints cosigned)
    {
        (_storage, _signer, _state, _guard, _successions) = (storage, signer, state, guard, successions);
        (Covered, PublishedSize, Cosigned) = (covered, publishedSize, cosigned);
        Succession = LogSuccession.Format(successions);
        NewestSuccessions = LogSuccession.Format(successions.TakeLast(LogSuccession.InReceiptMax));
        SucceededSize = successions is [.., var newest] && newest.End.Origin == signer.Name ? newest.End.Size : 0;
    }

    /// <summary>All that led to this key; empty where it is the first.</summary>
    public string Succession { get; }

    /// <summary>The newest part of it, for receipts.</summary>
    public string NewestSuccessions { get; }

    /// <summary>The size at which this key took over; 0 where the log began with it.</summary>
    public long SucceededSize { get; }

    /// <summary>
    /// What was signed or about to be signed when the log was opened, inside its folder and outside: the log must still
    /// agree with it.
    /// </summary>
    public IReadOnlyList<Checkpoint> Covered { get; }

    /// <summary>The newest checkpoint that witnesses cosigned.</summary>
    public CosignedCheckpoints Cosigned { get; }

    /// <summary>The size whose tiles and checkpoint are in files; null before the first.</summary>
    public long? PublishedSize { get; private set; }

    /// <summary>The newest signed size; 0 before the first.</summary>
    public long SignedSize => _signed?.Size ?? 0;

    /// <summary>The newest signed checkpoint as a note; empty before the first.</summary>
    public string SignedNote => _signedNote;

    /// <summary>Reads what was signed before.</summary>
    /// <exception cref="AuditLogDamagedException">
    /// A file of it is unreadable, or the checkpoint is another log's.
    /// </exception>
    public static CheckpointWriter Open(ILogStorage storage, NoteSigner signer, string? guardFile)
    {
        var successions = LogSuccession.ReadAll(storage);
        var keys = LogKeys.Own(signer, successions);
        var published = ReadPublished(storage, keys);
        var guard = CheckpointGuard.Open(guardFile, keys);
        var cosigned = CosignedCheckpoints.Open(storage, keys);
        var state = TreeState.Open(storage);
        IEnumerable<Checkpoint?> covered =
            [state.Newest is { } text ? Parse(text, TreeState.FileName) : null, published, guard.Kept, cosigned.Kept];
        return new CheckpointWriter(
            storage, signer, state, guard, successions,
            [.. covered.OfType<Checkpoint>(), .. successions.Select(one => one.End).Where(IsOwn)], published?.Size,
            cosigned);

        bool IsOwn(Checkpoint end) => end.Origin == signer.Name;
    }

    /// <summary>Opens the entries: none that a checkpoint covers may be missing, and a log with entries has its
    /// guard.</summary>
    /// <param name="segmentLengthBytes">The length of further segments.</param>
    /// <param name="tree">Takes the leaves; empty.</param>
    /// <exception cref="AuditLogDamagedException">They were cut, or rolled back together with their folder.</exception>
    public WriteAheadLog OpenEntries(long segmentLengthBytes, MerkleTree tree)
    {
        var coveredSize = Covered.Select(checkpoint => checkpoint.Size).DefaultIfEmpty(0).Max();
        var insideSize = Covered.Where(checkpoint => checkpoint != _guard.Kept)
            .Select(checkpoint => checkpoint.Size).DefaultIfEmpty(0).Max();
        if (RetentionMark.Read(_storage) is > 0 and var firstKept)
        {
            throw new AuditLogUnavailableException(
                $"Retention removed entries before {firstKept} of the audit log {_signer.Name}, and no LEDGER_CARRY in "
                + "it covers them: what they add up to cannot be told. Start on the log's next shard, or bring them "
                + $"back and remove the file '{RetentionMark.FileName}'.");
        }

        WriteAheadLog entries;
        try
        {
            entries = WriteAheadLog.Open(_storage, segmentLengthBytes, coveredSize, tree);
        }
        catch (AuditLogDamagedException exception) when (exception.Index >= insideSize)
        {
            throw _guard.RolledBack(exception.Index.Value); // All that lies inside the folder agrees.
        }

        _guard.RequireFor(tree.Count);
        return entries;
    }

    /// <summary>Holds the entries against all that was signed, or about to be, when the log was opened.</summary>
    /// <param name="tree">Has all leaves.</param>
    /// <exception cref="AuditLogDamagedException">An entry was altered; the first is named where tiles
    /// tell.</exception>
    public void CheckCovered(MerkleTree tree)
    {
        foreach (var covered in Covered)
        {
            if (!tree.Root(covered.Size).AsSpan().SequenceEqual(covered.Root.Span))
            {
                var index = TileReader.FirstDifference(_storage, tree, covered.Size);
                var which = index is { } known ? $"Entry {known}" : "An entry";
                throw new AuditLogDamagedException($"{which} of the audit log was altered after it was signed.", index);
            }
        }
    }

    /// <summary>Whether tiles and checkpoint of a size are in files, outside the folder too.</summary>
    public bool IsPublished(long size) => size == PublishedSize && _guard.Holds(size);

    /// <summary>Signs the root of a size, unless it is signed already.</summary>
    /// <param name="size">How many entries; all of them are durable.</param>
    /// <param name="root">The root over them.</param>
    public void Sign(long size, byte[] root)
    {
        if (_signed is { } last && last.Size == size)
        {
            return;
        }

        var checkpoint = new Checkpoint(_signer.Name, size, root);
        _signedNote = _signer.Sign(checkpoint.Format());
        _signed = checkpoint;
    }

    /// <summary>Makes a size and root durable that are about to be published.</summary>
    /// <exception cref="IOException">They could not be made durable.</exception>
    public void Announce(long size, byte[] root) => _state.Write(new Checkpoint(_signer.Name, size, root).Format());

    /// <summary>
    /// A signed checkpoint of a size up to the newest that was signed: what is durable already vouches for it.
    /// </summary>
    /// <param name="size">At most <see cref="SignedSize"/>.</param>
    /// <param name="root">The root that the tree had at this size.</param>
    public string NoteOf(long size, byte[] root)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, SignedSize);
        return size == SignedSize ? _signedNote : _signer.Sign(new Checkpoint(_signer.Name, size, root).Format());
    }

    /// <summary>Writes a signed checkpoint whose tiles are in files. Signing may go on beside it.</summary>
    /// <exception cref="IOException">It could not be made durable.</exception>
    public void Publish(long size, string note)
    {
        if (size != PublishedSize) // Else a process ended after this and before the guard had it.
        {
            _storage.ReplaceFile(CheckpointFile, Encoding.UTF8.GetBytes(note));
            PublishedSize = size;
        }

        _guard.Keep(size, note);
    }

    /// <summary>Writes a checkpoint with the lines of its witnesses beside the published one; into that, too, while it
    /// is of the same size. Each file has all of the old or all of the new.</summary>
    /// <param name="size">At most <see cref="PublishedSize"/>.</param>
    /// <param name="note">The signed checkpoint.</param>
    /// <param name="lines">The lines; what cannot stand in a note is not written.</param>
    /// <exception cref="IOException">It could not be made durable.</exception>
    public void PublishCosigned(long size, string note, string lines)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, PublishedSize ?? 0);
        if (NoteVerifier.Parse(_signer.VerifierKey).TryVerify(note + lines, out _))
        {
            var content = Encoding.UTF8.GetBytes(note + lines);
            _storage.ReplaceFiles(size == PublishedSize
                ? [(CosignedCheckpoints.FileName, content), (CheckpointFile, content)]
                : [(CosignedCheckpoints.FileName, content)]);
        }

        Cosigned.Done(size, lines);
    }

    /// <summary>States durably that another key goes on from a size; this one signs nothing any more. The last
    /// checkpoint of a log that goes on gets both signatures first: it is the old key's last and the new key's first.
    /// </summary>
    /// <param name="next">The log's next key, or the key of its next shard.</param>
    /// <param name="size">The size that was published last.</param>
    /// <param name="root">Its root.</param>
    /// <exception cref="IOException">It is not known to be durable.</exception>
    public void Succeed(NoteSigner next, long size, byte[] root)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(size, PublishedSize ?? 0);
        if (next.Name == _signer.Name)
        {
            var note = LogSuccession.SignBoth(_signer, next, new Checkpoint(_signer.Name, size, root).Format());
            _storage.ReplaceFile(CheckpointFile, Encoding.UTF8.GetBytes(note));
            _guard.Keep(size, note);
        }

        var all = LogSuccession.Format([.. _successions, LogSuccession.Sign(_signer, next, size, root)]);
        _storage.ReplaceFile(LogSuccession.FileName, Encoding.UTF8.GetBytes(all));
    }

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    private static Checkpoint? ReadPublished(ILogStorage storage, LogKeys keys)
    {
        if (storage.ReadFile(CheckpointFile) is not { } note)
        {
            return null;
        }

        return keys.TryVerify(Encoding.UTF8.GetString(note), out var checkpoint)
            ? checkpoint
            : throw new AuditLogDamagedException("The published checkpoint was not signed by this log's key.");
    }

    private static Checkpoint Parse(string text, string name) => Checkpoint.TryParse(text, out var checkpoint)
        ? checkpoint
        : throw new AuditLogDamagedException($"The file {name} of the audit log cannot be read.");
}
