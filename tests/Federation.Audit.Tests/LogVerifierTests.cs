using Federation.Sealing;

namespace Federation.Audit.Tests;

public sealed class LogVerifierTests : IDisposable
{
    private const int Count = 600; // Two full tiles and a part of a third.

    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        await _fixture.FillAsync(Count);
        var report = await VerifyAsync();
        Assert.True(report.IsIntact, report.Explanation);
        Assert.Equal(Count, report.EntriesCount);
        Assert.Equal(Count, report.Checkpoint!.Size);
        Assert.Null(report.FirstBadIndex);
        Assert.Null(report.Damage);
    }

    [Fact]
    public async Task An_empty_log_is_intact()
    {
        await _fixture.FillAsync(0);
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_log_that_is_open_can_be_verified()
    {
        await using var log = await _fixture.OpenAsync();
        await log.AppendAsync(LogFixture.Entry(0), TestContext.Current.CancellationToken);
        log.Publish();
        await log.AppendAsync(LogFixture.Entry(1), TestContext.Current.CancellationToken);
        var report = await VerifyAsync();
        Assert.True(report.IsIntact, report.Explanation);
        Assert.Equal(2, report.EntriesCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(599)]
    public async Task A_flipped_byte_names_the_entry(int index)
    {
        await _fixture.FillAsync(Count);
        var segment = await File.ReadAllBytesAsync(_fixture.Segment, TestContext.Current.CancellationToken);
        segment[OffsetOf(index) + WalRecord.HeaderLengthBytes] ^= 1;
        await File.WriteAllBytesAsync(_fixture.Segment, segment, TestContext.Current.CancellationToken);
        AssertDamage(await VerifyAsync(), index, DamageKind.Altered);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(599)]
    public async Task An_entry_rewritten_with_a_right_checksum_is_named(int index)
    {
        await RewriteAsync(entries => entries[index] = "forged"u8.ToArray());
        AssertDamage(await VerifyAsync(), index, DamageKind.Altered);
        Assert.Equal(index, (await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync())).Index);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task A_removed_entry_is_named_though_all_others_were_renumbered(int index)
    {
        await RewriteAsync(entries => entries.RemoveAt(index));
        AssertDamage(await VerifyAsync(), index, DamageKind.Removed);
    }

    [Fact]
    public async Task Swapped_entries_are_named_though_they_were_renumbered()
    {
        await RewriteAsync(entries => (entries[20], entries[500]) = (entries[500], entries[20]));
        AssertDamage(await VerifyAsync(), 20, DamageKind.Reordered);
    }

    [Fact]
    public async Task An_inserted_entry_is_named()
    {
        await RewriteAsync(entries => entries.Insert(77, "smuggled"u8.ToArray()));
        AssertDamage(await VerifyAsync(), 77, DamageKind.Inserted);
    }

    [Fact]
    public async Task A_log_cut_short_is_named_where_it_ends()
    {
        await RewriteAsync(entries => entries.RemoveRange(590, 10));
        AssertDamage(await VerifyAsync(), 590, DamageKind.Truncated);
    }

    [Fact]
    public async Task A_duplicate_put_over_another_entry_is_an_alteration()
    {
        await RewriteAsync(entries => entries[10] = entries[11]);
        AssertDamage(await VerifyAsync(), 10, DamageKind.Altered);
    }

    [Fact]
    public async Task With_forged_tiles_beside_forged_entries_the_root_still_tells()
    {
        await RewriteAsync(entries => entries[10] = "forged"u8.ToArray());
        Directory.Delete(Path.Combine(_fixture.Directory, "tile"), recursive: true);
        var report = await VerifyAsync();
        Assert.False(report.IsIntact);
        Assert.Null(report.FirstBadIndex);
    }

    [Fact]
    public async Task A_log_signed_by_another_key_is_not_signed()
    {
        await _fixture.FillAsync(3);
        using var key = SigningKey.Create();
        var report = await LogVerifier.VerifyAsync(
            _fixture.Directory, new NoteSigner(LogFixture.Origin, key).VerifierKey, null, TestContext.Current.CancellationToken);
        AssertDamage(report, null, DamageKind.NotSigned);
    }

    [Fact]
    public async Task A_copy_verifies_and_is_left_as_it_is()
    {
        await _fixture.FillAsync(5);
        var before = Directory.GetFileSystemEntries(_fixture.Directory, "*", SearchOption.AllDirectories);
        Assert.True((await VerifyAsync()).IsIntact);
        Assert.Equal(before, Directory.GetFileSystemEntries(_fixture.Directory, "*", SearchOption.AllDirectories));
    }

    private static int OffsetOf(int index) =>
        Enumerable.Range(0, index).Sum(i => WalRecord.HeaderLengthBytes + LogFixture.Entry(i).Length);

    private static void AssertDamage(VerifyReport report, long? index, DamageKind kind)
    {
        Assert.False(report.IsIntact);
        Assert.Equal(index, report.FirstBadIndex);
        Assert.Equal(kind, report.Damage);
    }

    private Task<VerifyReport> VerifyAsync() => LogVerifier.VerifyAsync(
        _fixture.Directory, _fixture.Signer.VerifierKey, null, TestContext.Current.CancellationToken);

    /// <summary>What an insider can do who knows the format: every record has its right checksum and a dense index.</summary>
    private async Task RewriteAsync(Action<List<byte[]>> change)
    {
        await _fixture.FillAsync(Count);
        var entries = Enumerable.Range(0, Count).Select(LogFixture.Entry).ToList();
        change(entries);
        var segment = new byte[AuditLogOptions.SegmentLengthBytesMin];
        var used = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            used += WalRecord.Write(segment.AsSpan(used), i, entries[i]);
        }

        await File.WriteAllBytesAsync(_fixture.Segment, segment, TestContext.Current.CancellationToken);
    }
}
