namespace Federation.Audit.Tests;

public sealed class AuditLogTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Entries_stand_at_their_indexes_and_survive_a_reopening()
    {
        await _fixture.FillAsync(5);
        await using var log = await _fixture.OpenAsync();
        Assert.Equal(5, log.Count);
        Assert.Equal(5, (await log.AppendAsync(LogFixture.Entry(5), Cancellation)).Index);
        var expected = 0;
        await foreach (var (index, entry) in log.ReadAllAsync(Cancellation))
        {
            Assert.Equal(expected, index);
            Assert.Equal(LogFixture.Entry(expected++), entry.ToArray());
        }

        Assert.Equal(6, expected);
    }

    [Fact]
    public async Task Every_entry_has_a_proof_that_verifies_offline()
    {
        await using var log = await _fixture.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            var position = await log.AppendAsync(LogFixture.Entry(i), Cancellation);
            var verdict = TlogProof.Verify(log.Prove(position.Index), LogFixture.Entry(i), log.VerifierKey);
            Assert.True(verdict.IsValid, verdict.Explanation);
            Assert.Equal(i, verdict.Index);
        }

        Assert.False(TlogProof.Verify(log.Prove(3), LogFixture.Entry(4), log.VerifierKey).IsValid);
    }

    [Fact]
    public async Task Two_hundred_appends_at_once_are_dense_and_cost_fewer_syncs()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using var log = await _fixture.OpenAsync(storage);
        storage.SyncsCount = 0;
        var positions = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => Task.Run(() => log.AppendAsync(LogFixture.Entry(i), Cancellation))));
        Assert.Equal(Enumerable.Range(0, 200), positions.Select(position => (int)position.Index).Order());
        Assert.InRange(storage.SyncsCount, 1, 199);
    }

    [Fact]
    public async Task An_entry_is_acknowledged_only_after_it_was_synced()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using var log = await _fixture.OpenAsync(storage);
        for (var i = 0; i < 20; i++)
        {
            await log.AppendAsync(LogFixture.Entry(i), Cancellation);
            Assert.Equal(0, storage.UnsyncedWritesCount);
        }

        Assert.True(storage.SyncsCount >= 20);
    }

    [Fact]
    public void A_sync_of_a_segment_asks_the_system()
    {
        using var storage = FileLogStorage.Open(_fixture.Directory);
        var segment = storage.CreateSegment(0, 4096);
        segment.Sync();
        segment.Dispose();

        Assert.Throws<ObjectDisposedException>(segment.Sync);
    }

    [Fact]
    public async Task A_failed_sync_acknowledges_nothing_and_closes_the_log_without_another_try()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using var log = await _fixture.OpenAsync(storage);
        await log.AppendAsync(LogFixture.Entry(0), Cancellation);
        storage.FailsNextSync = true;
        storage.SyncsCount = 0;
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(1), Cancellation));
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(2), Cancellation));
        Assert.False(log.IsWritable);
        Assert.Equal(1, log.Count);
        Assert.Equal(1, storage.SyncsCount);
    }

    [Fact]
    public async Task A_log_that_is_open_cannot_be_opened_again()
    {
        await using var log = await _fixture.OpenAsync();
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => _fixture.OpenAsync());
    }

    [Fact]
    public async Task A_log_goes_on_over_many_segments()
    {
        var large = new byte[60_000];
        await using (var log = await _fixture.OpenAsync())
        {
            for (var i = 0; i < 7; i++)
            {
                await log.AppendAsync(large, Cancellation);
            }
        }

        Assert.True(Directory.GetFiles(Path.Combine(_fixture.Directory, "wal")).Length > 2);
        await using var reopened = await _fixture.OpenAsync();
        Assert.Equal(7, reopened.Count);
        Assert.Equal(large, await reopened.ReadAsync(6, Cancellation));
    }

    [Fact]
    public async Task A_flipped_byte_in_a_published_entry_refuses_to_open_and_is_named()
    {
        await _fixture.FillAsync(5);
        var bytes = await File.ReadAllBytesAsync(_fixture.Segment, Cancellation);
        bytes[bytes.AsSpan().IndexOf("entry 3"u8)] ^= 1;
        await File.WriteAllBytesAsync(_fixture.Segment, bytes, Cancellation);
        var exception = await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
        Assert.Equal(3, exception.Index);
    }
}
