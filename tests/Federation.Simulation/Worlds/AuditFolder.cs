using Federation.Audit;
using Federation.Contracts.Audit.V1;

namespace Federation.Simulation.Worlds;

/// <summary>
/// The folder of an audit log, read as an outsider would: never locked, never written, entry by entry from the bytes.
/// </summary>
internal sealed record AuditFolder(string Path, string VerifierKey)
{
    private const int HeaderLengthBytes = 16;

    /// <summary>Fails the test, naming the first damaged entry, unless every signed entry is intact.</summary>
    public async Task<VerifyReport> VerifyAsync()
    {
        var report = await LogVerifier.VerifyAsync(Path, VerifierKey, progress: null, World.Cancellation);
        Assert.True(report.IsIntact, $"{Path}: {report.Explanation}");
        return report;
    }

    /// <summary>Reads the segments: <c>u32 length ‖ u32 crc ‖ u64 index ‖ 0x01 ‖ message</c>; length 0 ends.</summary>
    public List<AuditEntry> Read()
    {
        var entries = new List<AuditEntry>();
        var segments = Directory.EnumerateFiles(System.IO.Path.Combine(Path, "wal"));
        foreach (var segment in segments.Order(StringComparer.Ordinal))
        {
            using var stream = new FileStream(segment, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new BinaryReader(stream);
            while (stream.Position + HeaderLengthBytes < stream.Length && reader.ReadUInt32() is var length and > 0)
            {
                reader.ReadUInt32();
                Assert.Equal((ulong)entries.Count, reader.ReadUInt64());
                var bytes = reader.ReadBytes((int)length);
                Assert.Equal(1, bytes[0]);
                entries.Add(AuditEntry.Parser.ParseFrom(bytes.AsSpan(1)));
            }
        }

        return entries;
    }

    /// <summary>The debits: every INTENT that allowed something.</summary>
    public List<AuditEntry> Debits() => [.. Read().Where(entry => entry.Intent is { Decision: Decision.Allow })];

    /// <summary>What the lineages paid in all, in millionths of a nat.</summary>
    public long SpentMicros() => Debits().Sum(entry => entry.Intent.LineageCost?.EpsilonMicros ?? 0);
}
