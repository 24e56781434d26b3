using System.Globalization;

namespace Federation.Audit;

/// <summary>One walk over a log's public files, tile after tile, a few at a time.</summary>
/// <remarks>
/// Two trees are folded beside each other: one of the entries' hashes, one of the tiles'. Which of them has the signed
/// root is what was signed; where the other differs it was altered.
/// </remarks>
internal sealed class PublishedWalk(
    ILogFiles files, Checkpoint checkpoint, CosignedNote? cosigned, long firstKept, IProgress<long>? progress)
{
    private const int TilesAhead = 64;
    private const int HashLengthBytes = MerkleTree.HashLengthBytes;
    private const int TileLengthBytes = TilePath.Width * HashLengthBytes;

    private readonly FaultList _broken = new(); // Whatever was signed, these are wrong.
    private readonly FaultList _differences = new(); // Here an entry and its hash in the tile differ.
    private readonly TreeFold _entries = new();
    private readonly TreeFold _tiles = new();
    private readonly List<(byte[] Hashes, int Count)> _above = []; // Roots of full tiles: what the level above holds.
    private bool _hasEntries = true;
    private bool _hasTiles = true;
    private long _entriesCount;
    private long _removedEnd;
    private long? _firstMissing;
    private byte[]? _cosignedRoot; // That the tiles had at the size that witnesses cosigned.

    /// <summary>Walks and judges.</summary>
    public async Task<PublishedReport> RunAsync(CancellationToken cancellationToken)
    {
        var waiting = new Queue<Task<TileContent>>();
        var places = TilePlace.Added(0, checkpoint.Size).Where(place => place.Level == 0);
        foreach (var place in places)
        {
            var mayBeRemoved = (place.Index * TilePath.Width) + place.Width <= firstKept;
            waiting.Enqueue(Task.Run(
                () => TileContent.ReadAsync(files, place, mayBeRemoved, cancellationToken), cancellationToken));
            if (waiting.Count == TilesAhead)
            {
                await TakeAsync(await waiting.Dequeue().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
        }

        while (waiting.TryDequeue(out var next))
        {
            await TakeAsync(await next.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        for (var level = 1; checkpoint.Size >> (level * TilePath.Height) > 0; level++)
        {
            var count = (checkpoint.Size >> (level * TilePath.Height)) % TilePath.Width;
            if (count > 0)
            {
                await CompareAboveAsync(level, (int)count, cancellationToken).ConfigureAwait(false);
            }
        }

        progress?.Report(_entriesCount);
        return Judge();
    }

    private async Task TakeAsync(TileContent content, CancellationToken cancellationToken)
    {
        var place = content.Place;
        if (content.Hashes is null)
        {
            _broken.Add((place with { Level = TilePlace.Entries }).Name, null, content.BundleFault!);
            _firstMissing ??= place.Index * TilePath.Width;
        }
        else if (content.IsRemoved)
        {
            _removedEnd = (place.Index * TilePath.Width) + place.Width;
        }
        else
        {
            _entriesCount += place.Width;
        }

        if (content.Tile is null)
        {
            _broken.Add(place.Name, null, "is missing or has the wrong length");
        }

        (_hasEntries, _hasTiles) = (_hasEntries && content.Hashes is not null, _hasTiles && content.Tile is not null);
        if (content is { Hashes: { } hashes, Tile: { } tile } && !hashes.AsSpan().SequenceEqual(tile))
        {
            Differ(place, hashes, tile);
        }

        KeepCosignedRoot(place, content.Tile);
        Fold(_entries, _hasEntries ? content.Hashes : null, content.HashesRoot);
        Fold(_tiles, _hasTiles ? content.Tile : null, content.TileRoot);
        if (place.Width == TilePath.Width)
        {
            await RaiseAsync(1, content.TileRoot ?? content.HashesRoot, cancellationToken).ConfigureAwait(false);
        }

        if (place.Index % TilesAhead == 0)
        {
            progress?.Report(_entriesCount);
        }
    }

    private void KeepCosignedRoot(TilePlace place, byte[]? tile)
    {
        var count = (cosigned?.Checkpoint?.Size ?? 0) - (place.Index * TilePath.Width);
        if (count > 0 && count <= place.Width && _hasTiles)
        {
            _cosignedRoot = _tiles.RootWith(tile.AsSpan(0, (int)count * HashLengthBytes));
        }
    }

    private void Differ(TilePlace place, byte[] hashes, byte[] tile)
    {
        for (var i = 0; i < place.Width; i++)
        {
            if (!hashes.AsSpan(i * HashLengthBytes, HashLengthBytes)
                .SequenceEqual(tile.AsSpan(i * HashLengthBytes, HashLengthBytes)))
            {
                _differences.Add(
                    place.Name, (place.Index * TilePath.Width) + i, "does not hold the hash of the bundle's entry");
            }
        }
    }

    /// <summary>Adds the root of a full tile to the level above, and compares that where it is full.</summary>
    private async Task RaiseAsync(int level, byte[]? root, CancellationToken cancellationToken)
    {
        while (_above.Count < level)
        {
            _above.Add((new byte[TileLengthBytes], 0));
        }

        var (hashes, count) = _above[level - 1];
        root?.CopyTo(hashes, count % TilePath.Width * HashLengthBytes);
        _above[level - 1] = (hashes, count + 1);
        if ((count + 1) % TilePath.Width == 0)
        {
            await CompareAboveAsync(level, TilePath.Width, cancellationToken).ConfigureAwait(false);
            await RaiseAsync(level + 1, TreeFold.RootOf(hashes), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CompareAboveAsync(int level, int width, CancellationToken cancellationToken)
    {
        var (hashes, count) = _above[level - 1];
        var place = new TilePlace(level, (count - 1) / TilePath.Width, width);
        var tile = await TileContent.ReadTileAsync(files, place, cancellationToken).ConfigureAwait(false);
        if (tile is null)
        {
            _broken.Add(place.Name, null, "is missing or has the wrong length");
        }
        else if (!tile.AsSpan().SequenceEqual(hashes.AsSpan(0, width * HashLengthBytes)))
        {
            _broken.Add(place.Name, null, "does not hold the roots of the tiles below it");
        }
    }

    private PublishedReport Judge()
    {
        var areEntriesSigned = _hasEntries && IsSigned(_entries);
        var areTilesSigned = _hasTiles && IsSigned(_tiles);
        var faults = new FaultList();
        faults.Add(_broken.Kept);
        faults.Add(areTilesSigned ? _differences.Kept.Select(OfEntry) : _differences.Kept);
        if (!areEntriesSigned && !areTilesSigned && _broken.Count == 0 && _differences.Count == 0)
        {
            faults.Add(CheckpointWriter.CheckpointFile, null, "was signed over other entries than these");
        }

        var isForked = cosigned is not null && areTilesSigned
            && (cosigned.Checkpoint is not { } seen || (seen.Size <= checkpoint.Size && !IsOfThisTree(seen)));
        if (isForked)
        {
            faults.Add(CosignedCheckpoints.FileName, null, cosigned!.Fault);
        }

        var isIntact = areEntriesSigned && areTilesSigned && faults.Count == 0;
        var firstBad = areEntriesSigned ? null : FirstBad(areTilesSigned);
        return new PublishedReport(
            isIntact, _entriesCount, firstBad, Math.Max(faults.Count, _broken.Count + _differences.Count), faults.Kept,
            isForked ? cosigned!.Fault : Explain(isIntact, areEntriesSigned, firstBad), checkpoint)
        {
            FirstReadableIndex = _removedEnd,
            CosignedNote = isForked ? null : cosigned?.Note,
        };
    }

    private bool IsOfThisTree(Checkpoint seen) =>
        (seen.Size == 0 ? new TreeFold().Root() : _cosignedRoot).AsSpan().SequenceEqual(seen.Root.Span);

    private static PublishedFault OfEntry(PublishedFault ofTile) => ofTile with
    {
        File = ofTile.File.Replace("tile/0/", "tile/entries/", StringComparison.Ordinal),
        What = "does not hold the entry that was signed",
    };

    private long? FirstBad(bool areTilesSigned)
    {
        var altered = areTilesSigned && _differences.Kept is [{ Index: { } index }, ..] ? index : (long?)null;
        return altered is null || _firstMissing < altered ? _firstMissing ?? altered : altered;
    }

    private string Explain(bool isIntact, bool areEntriesSigned, long? firstBad)
    {
        if (isIntact)
        {
            return _removedEnd == 0
                ? string.Create(
                    CultureInfo.InvariantCulture, $"All {checkpoint.Size} signed entries and their tiles are intact.")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"All {_entriesCount} signed entries that are kept and all tiles are intact. Entries up to "
                        + $"{_removedEnd - 1} are no longer readable: retention removed them.");
        }

        if (areEntriesSigned)
        {
            return "The entries are those that were signed; tiles beside them are damaged. "
                + "They are made again when the log is opened without them.";
        }

        return firstBad is { } index
            ? string.Create(CultureInfo.InvariantCulture, $"Entry {index} is missing or was altered.")
            : "The entries are not those that were signed; which of them, nothing left in the files tells.";
    }

    private bool IsSigned(TreeFold fold) =>
        fold.Count == checkpoint.Size && fold.Root().AsSpan().SequenceEqual(checkpoint.Root.Span);

    private static void Fold(TreeFold fold, byte[]? hashes, byte[]? root)
    {
        if (hashes is not null && root is not null)
        {
            fold.Append(root, TilePath.Height);
        }
        else
        {
            fold.AppendAll(hashes);
        }
    }
}
