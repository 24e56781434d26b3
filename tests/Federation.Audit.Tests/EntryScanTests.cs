using CsCheck;
using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Audit.Tests;

/// <summary>Reading in place says what the generated parser says, and takes any bytes.</summary>
public sealed class EntryScanTests
{
    private static readonly Gen<AuditEntry> Entries = Gen.Select(
        Gen.Guid, Gen.Long, Gen.String[0, 40], Gen.Int[0, 4], Gen.Byte.Array[0, 300]).Select((id, at, writer, kind, bytes) =>
        {
            var entry = new AuditEntry { AccessId = id.ToString(), RecordedUnixMs = at, Writer = Clean(writer) };
            _ = kind switch
            {
                0 => entry.Intent = new Intent { RequestDigest = ByteString.CopyFrom(bytes), Dataset = Clean(writer) },
                1 => entry.Release = new ReleaseRecord { ReleaseDigest = ByteString.CopyFrom(bytes), LengthBytes = at },
                2 => entry.Outcome = new Outcome { LengthBytes = at },
                3 => entry.PeerCheckpoint = new PeerCheckpoint { Checkpoint = Clean(writer), Size = at },
                _ => (IMessage)entry,
            };
            return entry;
        });

    [Fact]
    public void An_entry_is_read_as_the_generated_parser_reads_it() => Entries.Sample(entry =>
    {
        Assert.True(EntryScan.TryRead(EntryBytes.Write(entry), out var scan));
        Assert.Equal(entry.AccessId, scan.AccessId.ToString());
        Assert.Equal(entry.RecordedUnixMs, scan.RecordedUnixMs);
        Assert.Equal(entry.Writer, System.Text.Encoding.UTF8.GetString(scan.Writer));
        Assert.Equal(entry.EventCase.ToString().Replace("None", "Other", StringComparison.Ordinal), scan.Kind.ToString());
        IMessage? content = entry.EventCase switch
        {
            AuditEntry.EventOneofCase.Intent => entry.Intent,
            AuditEntry.EventOneofCase.Release => entry.Release,
            AuditEntry.EventOneofCase.Outcome => entry.Outcome,
            AuditEntry.EventOneofCase.PeerCheckpoint => entry.PeerCheckpoint,
            _ => null,
        };
        Assert.Equal(content?.ToByteArray() ?? [], scan.Content.ToArray());
    });

    [Fact]
    public void Any_bytes_are_taken() =>
        Gen.Select(Entries, Gen.Int[0, 2_000], Gen.Byte, Gen.Int[0, 400]).Sample((entry, place, value, length) =>
        {
            var bytes = EntryBytes.Write(entry);
            bytes[place % bytes.Length] = value;
            var damaged = bytes.AsSpan(0, Math.Min(bytes.Length, length));
            EntryScan.TryRead(damaged, out _);
            new AccessTable().Add(0, damaged);
        });

    private static string Clean(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);
}
