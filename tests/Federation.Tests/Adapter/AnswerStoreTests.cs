using System.Security.Cryptography;
using Federation.Adapter.AnswerFiles;
using Federation.Audit;
using Federation.Audit.Tests;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Tests.Cli;

namespace Federation.Tests.Adapter;

/// <summary>The kept bytes of answers: durable on return, found again, never half-trusted.</summary>
public sealed class AnswerStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<AnswerStore> _opened = [];

    private string Segments => Path.Combine(_folder["answers"], "wal");

    [Fact]
    public async Task What_was_kept_is_found_by_a_store_that_opens_the_folder_anew()
    {
        var (first, second) = (Bytes(1, 700), Bytes(2, 20 << 20)); // The second has a segment of its own.
        string[] ids = [NewId(), NewId()];
        var store = Open();
        await store.WriteAsync(ids[0], 0, first, TestContext.Current.CancellationToken);
        await store.WriteAsync(ids[1], 3, second, TestContext.Current.CancellationToken);
        await store.WriteAsync(ids[0], 1, first, TestContext.Current.CancellationToken);
        store.Dispose();

        var reopened = Open();

        Assert.Equal(first, reopened.Read(ids[0], 0, SHA256.HashData(first)));
        Assert.Equal(first, reopened.Read(ids[0], 1, SHA256.HashData(first)));
        Assert.Equal(second, reopened.Read(ids[1], 3, SHA256.HashData(second)));
        Assert.Null(reopened.Read(ids[1], 0, SHA256.HashData(second)));
        Assert.Null(reopened.Read(ids[0], 0, SHA256.HashData(second)));
    }

    [Theory]
    [InlineData(5)] // Within the header.
    [InlineData(40)] // Within the bytes.
    public async Task A_part_that_a_crash_cut_short_is_lost_and_the_next_ones_are_kept_beside_it(int keptLength)
    {
        var (torn, sound) = (Bytes(1, 100), Bytes(2, 100));
        string[] ids = [NewId(), NewId()];
        var store = Open();
        await store.WriteAsync(ids[0], 0, torn, TestContext.Current.CancellationToken);
        store.Dispose();
        Cut(Directory.EnumerateFiles(Segments).Single(), keptLength);

        var reopened = Open();
        await reopened.WriteAsync(ids[1], 0, sound, TestContext.Current.CancellationToken);
        reopened.Dispose();
        var again = Open();

        Assert.Null(again.Read(ids[0], 0, SHA256.HashData(torn)));
        Assert.Equal(sound, again.Read(ids[1], 0, SHA256.HashData(sound)));
    }

    [Fact]
    public async Task After_a_failed_sync_nothing_is_kept_and_no_sync_is_tried_again()
    {
        using var disk = new FaultyStorage(FileLogStorage.Open(_folder["faulty"])) { FailsNextSync = true };
        using var store = AnswerStore.Open(disk);

        for (var time = 0; time < 3; time++)
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(
                () => store.WriteAsync(NewId(), 0, Bytes(1, 10), TestContext.Current.CancellationToken));
            Assert.Equal(RefusalReason.AuditUnavailable, refusal.Refusal.Reason);
        }

        Assert.False(store.IsWritable);
        Assert.Equal(1, disk.SyncsCount);
        Assert.Throws<RefusalException>(store.CheckWritable);
    }

    [Fact]
    public async Task Parts_written_at_once_are_all_durable_when_their_calls_return()
    {
        using var disk = new FaultyStorage(FileLogStorage.Open(_folder["counted"]));
        using var store = AnswerStore.Open(disk);
        var bytes = Bytes(1, 1_000);
        var ids = Enumerable.Range(0, 200).Select(_ => NewId()).ToList();

        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
            await store.WriteAsync(id, 0, bytes, CancellationToken.None))));

        Assert.Equal(0, disk.UnsyncedWritesCount);
        Assert.All(ids, id => Assert.Equal(bytes, store.Read(id, 0, SHA256.HashData(bytes))));
        Assert.InRange(disk.SyncsCount, 1, ids.Count);
    }

    public void Dispose()
    {
        _opened.ForEach(store => store.Dispose());
        _folder.Dispose();
    }

    private static string NewId() => Guid.CreateVersion7().ToString("D");

    private static byte[] Bytes(byte seed, int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, seed);
        return bytes;
    }

    /// <summary>Leaves the first bytes and zeros, as a reserved file has after a power cut.</summary>
    private static void Cut(string file, int keptLength)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var zeros = new byte[1_000];
        stream.Position = keptLength;
        stream.Write(zeros);
    }

    private AnswerStore Open()
    {
        var store = AnswerStore.Open(FileLogStorage.Open(_folder["answers"]));
        _opened.Add(store);
        return store;
    }
}
