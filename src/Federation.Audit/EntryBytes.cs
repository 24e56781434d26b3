using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Audit;

/// <summary>How an entry is written: <c>0x01 ‖ protobuf AuditEntry</c>, once, and hashed as written.</summary>
/// <remarks>Protobuf has no canonical form: an entry is never serialised again to be compared.</remarks>
public static class EntryBytes
{
    /// <summary>The version byte that every entry begins with.</summary>
    public const byte Version = 0x01;

    /// <summary>The bytes of a message.</summary>
    public static byte[] Write(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var bytes = new byte[1 + entry.CalculateSize()];
        bytes[0] = Version;
        entry.WriteTo(bytes.AsSpan(1));
        return bytes;
    }

    /// <summary>The message of bytes, or null where they are no entry of this version.</summary>
    public static AuditEntry? TryRead(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.Length > 1 && bytes[0] == Version ? AuditEntry.Parser.ParseFrom(bytes[1..]) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
