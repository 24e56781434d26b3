namespace Federation.Audit.Tests;

/// <summary>What a crash can leave behind, and what only a hand can.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const int Published = 3;

    private readonly LogFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_last_record_torn_at_any_byte_is_cut_off_and_the_rest_stays()
    {
        await _fixture.FillAsync(Published);
        var clean = await File.ReadAllBytesAsync(_fixture.Segment, Cancellation);
        var end = Enumerable.Range(0, Published).Sum(i => WalRecord.HeaderLengthBytes + LogFixture.Entry(i).Length);
        var record = new byte[WalRecord.HeaderLengthBytes + 7];
        WalRecord.Write(record, Published, "entry 3"u8);
        for (var written = 1; written < record.Length; written++)
        {
            var torn = clean.ToArray();
            record.AsSpan(0, written).CopyTo(torn.AsSpan(end));
            await AssertCutAsync(torn);
            torn = clean.ToArray();
            record.AsSpan(written).CopyTo(torn.AsSpan(end + written)); // Pages may reach the disk in any order.
            await AssertCutAsync(torn);
        }

        async Task AssertCutAsync(byte[] torn)
        {
            await File.WriteAllBytesAsync(_fixture.Segment, torn, Cancellation);
            await using var log = await _fixture.OpenAsync();
            Assert.Equal(Published, log.Count);
            Assert.Equal(clean, await File.ReadAllBytesAsync(_fixture.Segment, Cancellation));
        }
    }

    [Fact]
    public async Task What_was_acknowledged_after_the_last_checkpoint_survives_a_crash()
    {
        await _fixture.FillAsync(Published);
        var bytes = await File.ReadAllBytesAsync(_fixture.Segment, Cancellation);
        var end = Enumerable.Range(0, Published).Sum(i => WalRecord.HeaderLengthBytes + LogFixture.Entry(i).Length);
        WalRecord.Write(bytes.AsSpan(end), Published, "entry 3"u8);
        await File.WriteAllBytesAsync(_fixture.Segment, bytes, Cancellation);
        await using var log = await _fixture.OpenAsync();
        Assert.Equal("entry 3"u8.ToArray(), await log.ReadAsync(Published, Cancellation));
        Assert.True(TlogProof.Verify(log.Prove(Published), "entry 3"u8, log.VerifierKey).IsValid);
    }

    [Fact]
    public async Task Each_flipped_bit_of_a_published_record_refuses_to_open_and_names_it()
    {
        await _fixture.FillAsync(Published);
        var clean = await File.ReadAllBytesAsync(_fixture.Segment, Cancellation);
        var lengthBytes = WalRecord.HeaderLengthBytes + LogFixture.Entry(0).Length;
        for (var bit = 0; bit < lengthBytes * 8; bit++)
        {
            var altered = clean.ToArray();
            altered[lengthBytes + (bit / 8)] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(_fixture.Segment, altered, Cancellation);
            var exception = await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
            Assert.Equal(1, exception.Index);
        }
    }

    [Fact]
    public async Task A_page_of_zeros_among_published_entries_refuses_to_open_and_names_the_first_of_them()
    {
        const int page = 4_096;
        await _fixture.FillAsync(600);
        var bytes = await File.ReadAllBytesAsync(_fixture.Segment, Cancellation);
        bytes.AsSpan(page, page).Clear();
        await File.WriteAllBytesAsync(_fixture.Segment, bytes, Cancellation);
        var (first, end) = (0, 0);
        for (; end + WalRecord.HeaderLengthBytes + LogFixture.Entry(first).Length <= page; first++)
        {
            end += WalRecord.HeaderLengthBytes + LogFixture.Entry(first).Length;
        }

        Assert.Equal(first, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync())).Index);
    }

    [Theory]
    [InlineData("twice", 4)]
    [InlineData("swapped", 2)]
    [InlineData("of another log", 2)]
    [InlineData("missing", 2)]
    public async Task A_published_segment_that_is_not_its_own_refuses_to_open_and_its_first_entry_is_named(
        string which, long damaged)
    {
        using var other = new LogFixture();
        await FillSegmentsAsync(_fixture, 1);
        await FillSegmentsAsync(other, 2);
        var (own, foreign) = (SegmentsOf(_fixture), SegmentsOf(other));
        Assert.Equal(4, own.Length);
        switch (which)
        {
            case "twice":
                File.Copy(own[1], own[2], overwrite: true);
                break;
            case "swapped":
                File.Move(own[1], own[1] + ".kept");
                File.Move(own[2], own[1]);
                File.Move(own[1] + ".kept", own[2]);
                break;
            case "of another log":
                File.Copy(foreign[1], own[1], overwrite: true);
                break;
            default:
                File.Delete(own[1]);
                break;
        }

        var exception = await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
        Assert.Equal(damaged, exception.Index);
    }

    [Fact]
    public async Task A_log_cut_below_its_checkpoint_refuses_to_open()
    {
        await _fixture.FillAsync(Published);
        await File.WriteAllBytesAsync(_fixture.Segment, new byte[AuditLogOptions.SegmentLengthBytesMin], Cancellation);
        Assert.Equal(0, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync())).Index);
        File.Delete(_fixture.Segment);
        Assert.Equal(0, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync())).Index);
        File.Delete(Path.Combine(_fixture.Directory, TreeState.FileName));
        Assert.Equal(0, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync())).Index);
    }

    [Fact]
    public async Task A_segment_that_a_crash_left_empty_is_used_again()
    {
        await _fixture.FillAsync(0);
        await File.WriteAllBytesAsync(Path.Combine(_fixture.Directory, "wal", $"{0:D20}.seg"), [], Cancellation);
        await _fixture.FillAsync(2);
        await using var log = await _fixture.OpenAsync();
        Assert.Equal(2, log.Count);
    }

    [Fact]
    public async Task A_failed_write_closes_the_log_and_a_new_start_finds_what_was_acknowledged()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using (var log = await _fixture.OpenAsync(storage))
        {
            await log.AppendAsync(LogFixture.Entry(0), Cancellation);
            storage.FailsNextWrite = true;
            await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(1), Cancellation));
            Assert.False(log.IsWritable);
        }

        await using var reopened = await _fixture.OpenAsync();
        Assert.Equal(1, reopened.Count);
    }

    [Fact]
    public async Task What_is_signed_covers_durable_entries_only()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using var log = await _fixture.OpenAsync(storage);
        for (var i = 0; i < 20; i++)
        {
            await log.AppendAsync(LogFixture.Entry(i), Cancellation);
            var proof = TlogProof.Parse(log.Prove(i));
            Assert.Equal(0, storage.UnsyncedWritesCount);
            Assert.StartsWith($"{LogFixture.Origin}\n{i + 1}\n", proof.SignedCheckpoint, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Size_and_root_are_durable_before_they_are_published()
    {
        var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory));
        await using var log = await _fixture.OpenAsync(storage);
        await log.AppendAsync(LogFixture.Entry(0), Cancellation);
        storage.Calls.Clear();
        storage.FailsAt = TreeState.FileName;
        Assert.Throws<AuditLogUnavailableException>(log.Publish);
        Assert.Equal(TreeState.FileName, storage.Calls[^1]);
        Assert.False(log.IsWritable);
        Assert.Throws<AuditLogUnavailableException>(() => log.Prove(0));
        await Assert.ThrowsAsync<AuditLogUnavailableException>(() => log.AppendAsync(LogFixture.Entry(1), Cancellation));
    }

    [Fact]
    public async Task A_log_of_another_key_is_not_opened()
    {
        await _fixture.FillAsync(1);
        using var other = Federation.Sealing.SigningKey.Create();
        var signer = new Federation.Sealing.NoteSigner(LogFixture.Origin, other);
        var options = new AuditLogOptions { Directory = _fixture.Directory, Origin = LogFixture.Origin };
        await Assert.ThrowsAsync<AuditLogDamagedException>(
            () => AuditLog.OpenAsync(options, signer, _fixture.Time, Cancellation));
    }

    private static string[] SegmentsOf(LogFixture fixture) =>
        [.. Directory.GetFiles(Path.Combine(fixture.Directory, "wal")).Order(StringComparer.Ordinal)];

    /// <summary>Seven entries, two a segment.</summary>
    private static async Task FillSegmentsAsync(LogFixture fixture, byte content)
    {
        await using var log = await fixture.OpenAsync();
        for (var i = 0; i < 7; i++)
        {
            var entry = new byte[60_000];
            entry.AsSpan().Fill((byte)(content + (16 * i)));
            await log.AppendAsync(entry, Cancellation);
        }
    }
}
