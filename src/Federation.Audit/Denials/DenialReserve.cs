namespace Federation.Audit;

/// <summary>
/// Room beside a log for what is denied once its disk is full: a file whose blocks were written when it was made. The
/// next start moves what is in it into the log; until then it is no part of it.
/// </summary>
/// <remarks>
/// <para>Records are those of the write-ahead log, <c>u32 length ‖ u32 crc32c ‖ u64 number ‖ entry</c>; numbers are
/// from 0. What is not a whole record with the next number is the end.</para>
/// <para>A file of its own: the log that is closed is never written again, and a sync of this file is no second try of
/// one that failed there. It takes nothing before the log needs it, and nothing after anything but a full disk.</para>
/// </remarks>
internal sealed class DenialReserve : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = ".state/reserve";

    /// <summary>The length of the file: room for some 500 denials.</summary>
    public const int LengthBytes = 256 * 1024;

    private static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(500);

    private readonly ILogSegment _file;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _end;
    private long _nextNumber;
    private volatile bool _isNeeded;
    private volatile bool _isClosed;

    private DenialReserve(ILogSegment file) => _file = file;

    /// <summary>Opens the file. One that is missing is made, of zeros that are written: they have their room then.
    /// </summary>
    /// <exception cref="IOException">It cannot be made or read.</exception>
    public static DenialReserve Open(ILogStorage storage)
    {
        if (!storage.HasFile(FileName))
        {
            storage.ReplaceFile(FileName, new byte[LengthBytes]);
        }

        return new DenialReserve(storage.OpenPlace(FileName, LengthBytes));
    }

    /// <summary>Moves what was kept into the log, before anything else is appended to it, and empties the file.
    /// </summary>
    /// <remarks>Where a start ended in between, the last entries of the log are the first of the file: they stay what
    /// they are. Nothing else can stand behind them, for nothing was appended.</remarks>
    /// <param name="entries">The log.</param>
    /// <param name="tree">Its hashes.</param>
    /// <exception cref="IOException">It is not known to be durable; the next start does it again.</exception>
    public void MoveInto(WriteAheadLog entries, MerkleTree tree)
    {
        var content = new byte[LengthBytes];
        _ = _file.Read(0, content);
        if (content.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            return;
        }

        var kept = ReadKept();
        var moved = kept[MovedCount(kept, entries)..];
        if (moved.Count > 0)
        {
            entries.Append(moved);
            moved.ForEach(entry => tree.Append(MerkleTree.LeafHash(entry.Span)));
        }

        Clear();
    }

    /// <summary>From here on the log takes nothing, for its disk is full.</summary>
    public void Begin() => _isNeeded = true;

    /// <summary>Takes nothing any more.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Keeps a denial. It never fails: what could not be kept is only counted by whoever refuses.</summary>
    /// <param name="entry">1 to 65,535 bytes; not to be changed before the return.</param>
    /// <returns>Whether it is durable. False where the reserve is not needed, full or closed, and where the disk took
    /// longer than half a second.</returns>
    public async Task<bool> KeepAsync(ReadOnlyMemory<byte> entry)
    {
        if (!_isNeeded || _isClosed || !await _turn.WaitAsync(WaitMax).ConfigureAwait(false))
        {
            return false;
        }

        var writing = Task.Run(() => KeepInTurn(entry.Span));
        await Task.WhenAny(writing, Task.Delay(WaitMax)).ConfigureAwait(false); // Nobody waits for a disk that hangs.
        return writing.IsCompletedSuccessfully && await writing.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isClosed = true;
        _ = _turn.Wait(WaitMax);
        _file.Dispose();
    }

    private bool KeepInTurn(ReadOnlySpan<byte> entry)
    {
        try
        {
            var lengthBytes = WalRecord.HeaderLengthBytes + entry.Length;
            if (_isClosed || _end + lengthBytes > LengthBytes)
            {
                return false;
            }

            var record = new byte[lengthBytes];
            WalRecord.Write(record, _nextNumber, entry);
            _file.Write(_end, record);
            _file.Sync();
            _end += lengthBytes;
            _nextNumber++;
            return true;
        }
        catch (IOException)
        {
            _isClosed = true; // As the log itself: it is never tried again.
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The denials that are kept, in order. Nothing else is ever taken from here: it could be a debit.
    /// </summary>
    private List<ReadOnlyMemory<byte>> ReadKept()
    {
        var kept = new List<ReadOnlyMemory<byte>>();
        var reader = new SegmentReader(_file);
        while (reader.TryRead(out var record) == WalRecordState.Whole && record.Index == kept.Count
            && Denial.IsOne(record.Entry.Span))
        {
            kept.Add(record.Entry.ToArray());
        }

        return kept;
    }

    /// <summary>How many of the first that are kept are the last of the log.</summary>
    private static int MovedCount(List<ReadOnlyMemory<byte>> kept, WriteAheadLog entries)
    {
        var count = (int)Math.Min(kept.Count, entries.Count);
        var last = count == 0 ? [] : entries.ReadMany(entries.Count - count, count);
        while (count > 0 && !IsEnd(count))
        {
            count--;
        }

        return count;

        bool IsEnd(int length)
        {
            var start = last.Count - length;
            return Enumerable.Range(0, length).All(i => last[start + i].Span.SequenceEqual(kept[i].Span));
        }
    }

    /// <summary>Takes the first header away by itself: within one sector, so that all of it is read until then and
    /// nothing afterwards. What a crash leaves of the rest is made zero by the next start.</summary>
    private void Clear()
    {
        _file.Write(0, new byte[WalRecord.HeaderLengthBytes]);
        _file.Sync();
        _file.Write(0, new byte[LengthBytes]);
        _file.Sync();
    }
}
