namespace Federation.Audit.Tests;

/// <summary>What is read of a log while it is written.</summary>
public sealed class WriteAheadLogTests
{
    private const int EntriesCount = 3;
    private const int EntryLengthBytes = 60_000;

    [Fact]
    public void What_is_durable_is_read_while_a_batch_goes_on_in_the_next_segment()
    {
        using var fixture = new LogFixture();
        using var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        using var log = WriteAheadLog.Open(
            storage, AuditLogOptions.SegmentLengthBytesMin, coveredCount: 0, new MerkleTree());
        ReadOnlyMemory<byte>[] entries = [.. Enumerable.Range(0, EntriesCount).Select(number => (ReadOnlyMemory<byte>)LogFixture.Entry(number))];
        log.Append(entries);
        var read = new List<IReadOnlyList<ReadOnlyMemory<byte>>>();
        storage.WhileSyncing = () => read.Add(log.ReadMany(0, EntriesCount));

        log.Append([.. Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[EntryLengthBytes], 2 * SegmentEntriesCount)]);

        Assert.True(read.Count >= 2, "The batch must go on in another segment.");
        Assert.All(read, many => Assert.Equal(entries.Select(entry => entry.ToArray()), many.Select(entry => entry.ToArray())));
    }

    [Fact]
    public void Space_gets_its_zeros_ahead_of_many_entries_with_the_sync_of_one()
    {
        using var fixture = new LogFixture();
        using var storage = new FaultyStorage(FileLogStorage.Open(fixture.Directory));
        using var log = WriteAheadLog.Open(
            storage, AuditLogOptions.SegmentLengthBytesMin, coveredCount: 0, new MerkleTree());
        var writes = new List<int>();
        storage.WhileSyncing = () => writes.Add(storage.UnsyncedWritesCount);

        for (var number = 0; number < EntriesCount; number++)
        {
            log.Append([LogFixture.Entry(number)]);
        }

        Assert.Equal([2, 1, 1], writes);
        var segment = File.ReadAllBytes(fixture.Segment);
        Assert.Equal(AuditLogOptions.SegmentLengthBytesMin, segment.Length);
        Assert.Equal(0, segment[^1]);
        Assert.Equal(EntriesCount, log.Count);
    }

    private static int SegmentEntriesCount => (int)(AuditLogOptions.SegmentLengthBytesMin / EntryLengthBytes) + 1;
}
