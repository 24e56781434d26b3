using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>The envelope of an entry, read in place; what happened stays bytes until somebody needs it.</summary>
internal readonly ref struct EntryScan
{
    private EntryScan(
        Guid accessId, long recordedUnixMs, ReadOnlySpan<byte> writer, EntryKind kind, ReadOnlySpan<byte> content)
    {
        (AccessId, RecordedUnixMs, Kind) = (accessId, recordedUnixMs, kind);
        Writer = writer;
        Content = content;
    }

    /// <summary>The access; empty where it has none or none that is a UUID.</summary>
    public Guid AccessId { get; }

    /// <summary>When it was written, in milliseconds since 1970.</summary>
    public long RecordedUnixMs { get; }

    /// <summary>Who wrote it, in UTF-8.</summary>
    public ReadOnlySpan<byte> Writer { get; }

    /// <summary>What it records.</summary>
    public EntryKind Kind { get; }

    /// <summary>The message of what it records.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Reads an entry. False where it is none of this version.</summary>
    public static bool TryRead(ReadOnlySpan<byte> entry, out EntryScan scan)
    {
        scan = default;
        if (entry.Length < 2 || entry[0] != EntryBytes.Version)
        {
            return false;
        }

        var (accessId, recorded, kind) = (Guid.Empty, 0L, EntryKind.Other);
        ReadOnlySpan<byte> writer = default;
        ReadOnlySpan<byte> content = default;
        var reader = new WireReader(entry[1..]);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case AuditEntry.AccessIdFieldNumber:
                    _ = Guid.TryParse(reader.Bytes, out accessId);
                    break;
                case AuditEntry.RecordedUnixMsFieldNumber:
                    recorded = (long)reader.Number;
                    break;
                case AuditEntry.WriterFieldNumber:
                    writer = reader.Bytes;
                    break;
                case var field when KindOf(field) is var found and not EntryKind.Other:
                    kind = found;
                    content = reader.Bytes;
                    break;
            }
        }

        scan = new EntryScan(accessId, recorded, writer, kind, content);
        return !reader.IsMalformed;
    }

    private static EntryKind KindOf(int field) => field switch
    {
        AuditEntry.IntentFieldNumber => EntryKind.Intent,
        AuditEntry.ReleaseFieldNumber => EntryKind.Release,
        AuditEntry.OutcomeFieldNumber => EntryKind.Outcome,
        AuditEntry.SliceFieldNumber => EntryKind.Slice,
        AuditEntry.PeerCheckpointFieldNumber => EntryKind.PeerCheckpoint,
        AuditEntry.KeyRotatedFieldNumber => EntryKind.KeyRotated,
        AuditEntry.LogClosedFieldNumber => EntryKind.LogClosed,
        AuditEntry.LedgerCarryFieldNumber => EntryKind.LedgerCarry,
        _ => EntryKind.Other,
    };
}
