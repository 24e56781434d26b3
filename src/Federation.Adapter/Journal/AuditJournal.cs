using Federation.Adapter.Requests;
using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Audits;
using Google.Protobuf;

namespace Federation.Adapter.Journal;

/// <summary>
/// Writes the adapter's entries. What it returned from is durable; what it could not write never happened.
/// </summary>
internal sealed class AuditJournal(AuditLog log, OpeningStore openings, string silo, TimeProvider time)
{
    private const int BlindLengthBytes = 16;

    /// <summary>Told of every entry once it is durable, with its index.</summary>
    public event Action<long, AuditEntry>? Appended;

    /// <summary>Whether entries can still be written; when not, nothing may leave.</summary>
    public bool IsWritable => log.IsWritable && openings.IsWritable;

    /// <summary>Starts an entry of a new access.</summary>
    public AuditEntry NewEntry() => NewEntry(Guid.CreateVersion7(time.GetUtcNow()).ToString("D"));

    /// <summary>Starts an entry of an access.</summary>
    public AuditEntry NewEntry(string accessId) => NewEntry(accessId, time.GetUtcNow());

    /// <summary>Starts an entry of an access that states a time of its own: when what it records leaves.</summary>
    public AuditEntry NewEntry(string accessId, DateTimeOffset at) => new()
    {
        Blind = UnsafeByteOperations.UnsafeWrap(FreshBytes.Take(BlindLengthBytes)),
        AccessId = accessId,
        RecordedUnixMs = at.ToUnixTimeMilliseconds(),
        Writer = $"adapter/{silo}",
    };

    /// <summary>Commits to what may have to be erased one day; the openings are kept beside the log.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The openings cannot be written, now or ever
    /// again.</exception>
    public void AddCommitments(AuditEntry entry, RequestHeader header, IMessage literals)
    {
        try
        {
            openings.Add(
                entry.AccessId,
                entry.Intent.Commit("trainer", header.TrainerKey.Span),
                entry.Intent.Commit("purpose", System.Text.Encoding.UTF8.GetBytes(header.Purpose)),
                entry.Intent.Commit("literals", literals.ToByteArray()));
        }
        catch (AuditLogUnavailableException)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>Appends an entry; returns its index once it is durable.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written, now or ever again.</exception>
    public async Task<long> AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var opened = openings.FlushAsync(CancellationToken.None); // Beside the entry's own sync, not before it.
            var position = await log.AppendAsync(EntryBytes.Write(entry), cancellationToken);
            Appended?.Invoke(position.Index, entry);
            await opened; // Nothing goes on, and so nothing leaves, whose commitments could not be opened later.
            return position.Index;
        }
        catch (AuditLogUnavailableException)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>Puts a denial on record. It commits to nothing, so no opening is waited for.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written, now or ever again, which is the
    /// denial that is told; where its disk is full, that one is on record in its reserve.</exception>
    public async Task DenyAsync(AuditEntry denial)
    {
        if (!await IsDeniedAsync(denial))
        {
            await KeepUnavailableAsync(denial);
            throw Refusals.AuditUnavailable();
        }
    }

    private async Task<bool> IsDeniedAsync(AuditEntry denial)
    {
        if (!IsWritable)
        {
            return false;
        }

        try
        {
            var position = await log.AppendAsync(EntryBytes.Write(denial), CancellationToken.None);
            Appended?.Invoke(position.Index, denial);
            return true;
        }
        catch (AuditLogUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Says in place of a denial that the log is out.</summary>
    private async Task KeepUnavailableAsync(AuditEntry denial)
    {
        if (openings.HasFailed)
        {
            return;
        }

        var told = UnavailableDenial.Of(denial);
        if (await log.KeepDenialAsync(EntryBytes.Write(told)) is { } position)
        {
            Appended?.Invoke(position.Index, told);
        }
    }

    /// <summary>Where a release that is on record stands on this shard. One of an earlier shard is recorded again: what
    /// leaves has its receipt from here.</summary>
    /// <param name="accessId">Its access.</param>
    /// <param name="index">Where it stands; below 0 where it is on an earlier shard.</param>
    /// <param name="record">Its entry.</param>
    /// <returns>The index of its entry, once it is durable.</returns>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written, now or ever again.</exception>
    public async Task<long> FindPlaceAsync(string accessId, long index, ReleaseRecord record)
    {
        if (index >= 0)
        {
            return index;
        }

        var entry = NewEntry(accessId);
        entry.Release = record.Clone();
        entry.Release.IsStoredAnswer = true;
        return await AppendAsync(entry, CancellationToken.None);
    }

    /// <summary>Appends an entry that nothing waits for; it shares the sync of a later one, or soon has its own.
    /// </summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written, now or ever again.</exception>
    public async Task AppendLaterAsync(AuditEntry entry)
    {
        try
        {
            var position = await log.AppendLaterAsync(EntryBytes.Write(entry));
            Appended?.Invoke(position.Index, entry);
        }
        catch (AuditLogUnavailableException)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>The entry at an index with the proof that it is on the log.</summary>
    public async Task<Receipt> ProveAsync(long index, CancellationToken cancellationToken) => new()
    {
        Entry = ByteString.CopyFrom(await log.ReadAsync(index, cancellationToken)),
        Proof = log.Prove(index),
    };

    /// <summary>The same over a checkpoint that is given, such as a cosigned one.</summary>
    /// <param name="index">The index of the entry.</param>
    /// <param name="size">The size of the checkpoint; greater than <paramref name="index"/>.</param>
    /// <param name="note">The checkpoint.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Receipt> ProveAsync(long index, long size, string note, CancellationToken cancellationToken) =>
        new()
        {
            Entry = ByteString.CopyFrom(await log.ReadAsync(index, cancellationToken)),
            Proof = log.Prove(index, size, note),
        };

    /// <summary>Reads an entry's message from its bytes.</summary>
    public static AuditEntry Parse(ReadOnlySpan<byte> entry) => AuditEntry.Parser.ParseFrom(entry[1..]);
}
