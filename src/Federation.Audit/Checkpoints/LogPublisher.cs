using Federation.Sealing;

namespace Federation.Audit;

/// <summary>Signs what is durable of a log, proves entries under what it signed, and writes both into files.</summary>
/// <param name="checkpoints">Signs and writes checkpoints.</param>
/// <param name="tiles">Writes tiles and bundles.</param>
/// <param name="tree">The hashes; read under its gate.</param>
/// <param name="treeGate">Held for as long as it takes to compute hashes.</param>
/// <param name="guard">Runs what writes or signs; throws where the log is closed, and closes it where that fails.
/// </param>
/// <param name="time">Measures how long publishing takes.</param>
internal sealed class LogPublisher(
    CheckpointWriter checkpoints, TileWriter tiles, MerkleTree tree, Lock treeGate, Action<Action> guard,
    TimeProvider time)
{
    private readonly Lock _checkpointGate = new();
    private readonly Lock _publishGate = new();
    private volatile Tuple<long, string>? _newest;
    private long _publishedTimestamp;
    private TimeSpan _publishDuration;

    /// <summary>The newest checkpoint that was signed; empty and 0 before the first.</summary>
    public (long Size, string Note) Newest => _newest is var (size, note) ? (size, note) : (0, "");

    /// <summary>A signed checkpoint over all that is durable.</summary>
    public string Sign()
    {
        lock (_checkpointGate)
        {
            SignNewest();
            return checkpoints.SignedNote;
        }
    }

    /// <summary>The proof of an entry that is durable, over a checkpoint that covers it.</summary>
    /// <remarks>One signature serves all that were made durable together: only the first of them makes it.</remarks>
    public string Prove(long index)
    {
        var (size, note) = Newest;
        if (size <= index)
        {
            lock (_checkpointGate)
            {
                if (checkpoints.SignedSize <= index)
                {
                    SignNewest();
                }

                (size, note) = (checkpoints.SignedSize, checkpoints.SignedNote);
            }
        }

        return Prove(index, size, note);
    }

    /// <summary>The same over a checkpoint that is given, such as a cosigned one.</summary>
    public string Prove(long index, long size, string note)
    {
        Span<byte> hashes = stackalloc byte[MerkleTree.ProofLengthBytesMax];
        int lengthBytes;
        lock (treeGate)
        {
            lengthBytes = tree.ProveInclusion(index, size, hashes);
        }

        return TlogProof.Format(index, hashes[..lengthBytes], note, checkpoints.NewestSuccessions);
    }

    /// <summary>Takes what witnesses cosigned, to be published with what comes next.</summary>
    public void TakeCosignatures(long size, string lines) => checkpoints.Cosigned.Take(size, lines);

    /// <summary>Makes files of a published log that are missing anew.</summary>
    public void Restore() => guard(() => tiles.Restore(Math.Min(checkpoints.PublishedSize ?? 0, Count())));

    /// <summary>Publishes all that is durable.</summary>
    public void Publish()
    {
        lock (_publishGate)
        {
            PublishWithin();
        }
    }

    /// <summary>The same by the clock: where nobody else does, and only after a rest as long as the last time took. On
    /// a slow disk entries have at least half of it.</summary>
    public void PublishInTurn()
    {
        if (!_publishGate.TryEnter())
        {
            return; // Who comes meanwhile has nothing to add.
        }

        try
        {
            if (time.GetElapsedTime(_publishedTimestamp) >= _publishDuration)
            {
                var began = time.GetTimestamp();
                PublishUnlessClosed();
                (_publishedTimestamp, _publishDuration) = (time.GetTimestamp(), time.GetElapsedTime(began));
            }
        }
        finally
        {
            _publishGate.Exit();
        }
    }

    /// <summary>Publishes for the last time; a log that is closed stays so.</summary>
    public void PublishLast()
    {
        lock (_publishGate)
        {
            PublishUnlessClosed();
        }
    }

    /// <summary>Hands over to the next key at a size that is published. Nothing is signed afterwards.</summary>
    public void Succeed(NoteSigner next, long size)
    {
        lock (_checkpointGate)
        {
            guard(() => checkpoints.Succeed(next, size, RootOf(size)));
        }
    }

    private void PublishUnlessClosed()
    {
        try
        {
            PublishWithin();
        }
        catch (AuditLogUnavailableException)
        {
            return; // The log is closed now, which is what everyone is told.
        }
    }

    /// <summary>Entries and hashes first, then the size that is about to be signed, then the signed checkpoint: whoever
    /// has a checkpoint finds all that it covers.</summary>
    /// <remarks>Proofs and appends go on meanwhile; they wait for one signature at most.</remarks>
    private void PublishWithin()
    {
        var size = Count();
        if (checkpoints.IsPublished(size))
        {
            PublishCosigned();
            return;
        }

        var before = checkpoints.PublishedSize ?? 0;
        guard(() => tiles.Write(before, size));
        var root = RootOf(size);
        guard(() => checkpoints.Announce(size, root));
        string note;
        lock (_checkpointGate)
        {
            if (checkpoints.SignedSize <= size)
            {
                SignWithin(size, root);
            }

            note = checkpoints.NoteOf(size, root);
        }

        guard(() =>
        {
            checkpoints.Publish(size, note);
            tiles.Tidy(before, size);
        });
        PublishCosigned();
    }

    /// <summary>Publishes what witnesses cosigned, once all that it covers is in files.</summary>
    private void PublishCosigned()
    {
        if (checkpoints.Cosigned.Waiting is not var (size, lines) || size > (checkpoints.PublishedSize ?? 0)
            || size < checkpoints.SucceededSize)
        {
            return;
        }

        var root = RootOf(size);
        string note;
        lock (_checkpointGate)
        {
            if (checkpoints.SignedSize < size)
            {
                SignWithin(size, root);
            }

            note = checkpoints.NoteOf(size, root);
        }

        guard(() => checkpoints.PublishCosigned(size, note, lines));
    }

    private void SignNewest()
    {
        long size;
        byte[] root;
        lock (treeGate)
        {
            size = tree.Count;
            root = tree.Root(size);
        }

        SignWithin(size, root);
    }

    /// <summary>Signs under the gate of checkpoints, and lets everyone see it without that.</summary>
    private void SignWithin(long size, byte[] root)
    {
        guard(() => checkpoints.Sign(size, root)); // Once closed, what its entries are on disk is not known any more.
        _newest = Tuple.Create(checkpoints.SignedSize, checkpoints.SignedNote);
    }

    private long Count()
    {
        lock (treeGate)
        {
            return tree.Count;
        }
    }

    private byte[] RootOf(long size)
    {
        lock (treeGate)
        {
            return tree.Root(size);
        }
    }
}
