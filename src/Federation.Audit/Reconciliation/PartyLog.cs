using System.Text;
using Federation.Sealing;

namespace Federation.Audit;

/// <summary>One party's log after one pass: its accesses, and what receipts need to be held against it.</summary>
internal sealed class PartyLog
{
    private const int ProgressEvery = 50_000;
    private const string WriterSeparator = "/";

    private readonly Dictionary<long, byte[]> _leaves = [];
    private readonly Dictionary<long, byte[]> _roots = [];
    private readonly TreeFold _fold = new();
    private readonly LeafBatch _batch = new();

    private readonly IReadOnlyList<LogSuccession> _successions;

    private readonly long _firstKept;
    private PartyLog? _earlier;

    private PartyLog(
        string folder, string? note, Checkpoint? checkpoint, IReadOnlyList<LogSuccession> successions, long firstKept)
    {
        (Folder, Note, Checkpoint) = (folder, note, checkpoint);
        (_successions, _firstKept) = (successions, firstKept);
    }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>The checkpoint in the folder as a note; null where there is none.</summary>
    public string? Note { get; }

    /// <summary>The checkpoint in the folder, whoever signed it; null where there is none.</summary>
    public Checkpoint? Checkpoint { get; }

    /// <summary>Its accesses, together with those of the shards before it that are given.</summary>
    public AccessTable Table { get; private set; } = new();

    /// <summary>The name of the log that it is a shard of, and its number; its folder and 1 where it has no checkpoint.
    /// </summary>
    public (string Log, long Number) Shard => Checkpoint is null ? (Folder, 1) : LogOrigin.Split(Checkpoint.Origin);

    /// <summary>How many entries it has.</summary>
    public long Count => _fold.Count + _batch.Count;

    /// <summary>The silo, or the broker, that wrote it: the name behind <c>adapter/</c> or <c>broker/</c>.</summary>
    public string Name => Table.Writer[(Table.Writer.IndexOf(WriterSeparator, StringComparison.Ordinal) + 1)..];

    /// <summary>Opens a folder: only the checkpoint is read.</summary>
    public static PartyLog Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        }

        using var storage = FileLogStorage.OpenForReading(folder);
        var bytes = storage.ReadFile(CheckpointWriter.CheckpointFile);
        var note = bytes is null ? null : Encoding.UTF8.GetString(bytes);
        return new PartyLog(
            folder, note, note is not null && Checkpoint.TryParse(note, out var read) ? read : null,
            LogSuccession.ReadAll(storage), RetentionMark.Read(storage));
    }

    /// <summary>Adds to the accesses of the shard before; to be read after that.</summary>
    public void Continue(PartyLog earlier) => (Table, _earlier) = (earlier.Table, earlier);

    /// <summary>Passes over all entries once.</summary>
    /// <param name="indexes">The entries whose hashes will be asked for.</param>
    /// <param name="sizes">The sizes whose roots will be asked for.</param>
    /// <param name="verifierKey">The log's key; null checks the root only.</param>
    /// <param name="findings">Takes what is wrong with the log itself.</param>
    /// <param name="progress">Told of every so many entries.</param>
    /// <param name="cancellationToken">Stops the pass.</param>
    public void Read(
        IReadOnlySet<long> indexes, IReadOnlySet<long> sizes, string? verifierKey, FindingList findings,
        IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var signedSize = Checkpoint?.Size ?? 0;
        Keep(sizes, signedSize);
        Table.Expect(signedSize);
        Table.IsCut |= Table.Rows.IsEmpty && Shard.Number > 1;
        Table.BeginShard(Checkpoint?.Origin);
        foreach (var (index, entry) in LogEntries.ReadAll(Folder))
        {
            SkipRemoved(index, indexes, sizes);
            if (index == 0)
            {
                JudgeHead(entry.Span, findings);
            }

            if (indexes.Contains(index))
            {
                _leaves[index] = MerkleTree.LeafHash(entry.Span);
            }

            _batch.Add(entry.Span);
            Table.Add(index, entry.Span);
            Keep(sizes, signedSize);
            if (Count % ProgressEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(ProgressEvery);
            }
        }

        SkipRemoved(long.MaxValue, indexes, sizes);
        Judge(verifierKey, findings);
    }

    /// <summary>Whether the entry at an index has a hash; null where the log is shorter.</summary>
    public bool? HasLeaf(long index, ReadOnlySpan<byte> hash) =>
        _leaves.TryGetValue(index, out var own) ? hash.SequenceEqual(own) : null;

    /// <summary>Whether the log had a root at a size; null where it is shorter.</summary>
    public bool? HadRoot(long size, ReadOnlySpan<byte> root) =>
        _roots.TryGetValue(size, out var own) ? root.SequenceEqual(own) : null;

    /// <summary>Takes the hashes of entries that retention removed from the tiles; the checkpoint's root vouches for
    /// them.</summary>
    /// <param name="index">The first entry that could be read.</param>
    /// <param name="indexes">The entries whose hashes will be asked for.</param>
    /// <param name="sizes">The sizes whose roots will be asked for.</param>
    private void SkipRemoved(long index, IReadOnlySet<long> indexes, IReadOnlySet<long> sizes)
    {
        var end = Math.Min(index, _firstKept);
        if (Count > 0 || end <= 0)
        {
            return;
        }

        Table.IsCut = true;
        using var storage = FileLogStorage.OpenForReading(Folder);
        foreach (var leaf in TileReader.ReadLeaves(storage, end))
        {
            if (indexes.Contains(Count))
            {
                _leaves[Count] = leaf;
            }

            _fold.Append(leaf);
            Keep(sizes, Checkpoint?.Size ?? 0);
        }
    }

    private void Keep(IReadOnlySet<long> sizes, long signedSize)
    {
        var isWanted = Count == signedSize || sizes.Contains(Count);
        if (isWanted || _batch.IsFull)
        {
            _fold.AppendAll(_batch.Take());
        }

        if (isWanted)
        {
            _roots[Count] = _fold.Root();
        }
    }

    /// <summary>A shard must name the very checkpoint that the one before it ended with.</summary>
    private void JudgeHead(ReadOnlySpan<byte> entry, FindingList findings)
    {
        if (_earlier is { Checkpoint: { } end } && _earlier.Shard.Number + 1 == Shard.Number
            && !(EntryBytes.TryRead(entry)?.LedgerCarry is { } carry && ShardHead.Names(carry, end)))
        {
            findings.Add(new ReconciliationFinding(
                ReconciliationVerdict.LogDamaged, null, null, 0,
                $"The log in {Folder} does not begin where the one in {_earlier.Folder} ends."));
        }
    }

    private void Judge(string? verifierKey, FindingList findings)
    {
        if (Checkpoint is null || Note is null)
        {
            Add("has no checkpoint");
        }
        else if (verifierKey is not null
            && !LogKeys.Of(NoteVerifier.Parse(verifierKey), _successions).TryVerify(Note, out _))
        {
            Add("has a checkpoint that its key did not sign");
        }
        else if (HadRoot(Checkpoint.Size, Checkpoint.Root.Span) != true)
        {
            Add("does not hold the entries that its checkpoint covers: see federation audit fsck");
        }

        if (Table.StrangeCount > 0)
        {
            Add($"holds {Table.StrangeCount} entries that are none of its writer {Table.Writer}");
        }

        void Add(string what) => findings.Add(new ReconciliationFinding(
            ReconciliationVerdict.LogDamaged, Name.Length == 0 ? null : Name, null, null,
            $"The log in {Folder} {what}."));
    }
}
