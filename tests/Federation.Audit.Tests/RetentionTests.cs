using System.Security.Cryptography;
using System.Text;
using Federation.Contracts.Audit.V1;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>Old entries go and no hash does: what was signed about them stays provable, and nobody calls it damage.</summary>
public sealed class RetentionTests : IDisposable
{
    private const int Count = 1_400;
    private const long StartUnixMs = 1_700_000_000_000;

    private static readonly SigningKey Key = SigningKey.FromSeed(SHA256.HashData("log"u8));

    private readonly LogFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string VerifierKey => _fixture.Signer.VerifierKey;

    private string NextFolder => ShardFolders.Of(_fixture.Directory, 2);

    public void Dispose()
    {
        _fixture.Dispose();
        if (Directory.Exists(NextFolder))
        {
            Directory.Delete(NextFolder, recursive: true);
        }
    }

    [Fact]
    public async Task Entries_before_a_point_are_gone_and_every_proof_of_them_stays_valid()
    {
        var proofs = await CloseAsync();
        var report = LogRetention.Apply(_fixture.Directory, RetentionBound.Before(700));
        Assert.Equal(512, report.FirstKeptIndex);
        Assert.Equal(2, report.RemovedBundlesCount);
        Assert.True(report.RemovedSegmentsCount > 0);
        Assert.DoesNotContain("entry number 3!", AllBytes(), StringComparison.Ordinal);
        foreach (var (index, proof) in proofs)
        {
            Assert.True(TlogProof.Verify(proof, Entry(index), VerifierKey).IsValid);
        }

        var verified = await LogVerifier.VerifyAsync(_fixture.Directory, VerifierKey, null, Cancellation);
        Assert.True(verified.IsIntact, verified.Explanation);
        Assert.InRange(verified.FirstReadableIndex, 1, 512);
        Assert.Contains("no longer readable", verified.Explanation, StringComparison.Ordinal);
        var published = await PublishedLog.VerifyAsync(new FolderLogFiles(_fixture.Directory), VerifierKey, null, Cancellation);
        Assert.True(published.IsIntact, published.Explanation);
        Assert.Equal((512, Count + 1 - 512), (published.FirstReadableIndex, published.EntriesCount));
        Assert.True((await LogFsck.CheckAsync(_fixture.Directory, VerifierKey, null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task All_of_a_closed_log_may_go_and_its_hashes_still_verify()
    {
        await CloseAsync();
        Assert.Equal(Count + 1, LogRetention.Apply(_fixture.Directory, RetentionBound.Before(long.MaxValue)).FirstKeptIndex);
        Assert.Empty(Directory.GetFiles(Path.Combine(_fixture.Directory, "wal")));
        Assert.DoesNotContain("entry number", AllBytes(), StringComparison.Ordinal);
        Assert.True((await LogFsck.CheckAsync(_fixture.Directory, VerifierKey, null, Cancellation)).IsIntact);
        Assert.Equal(0, AccessIndex.Read(_fixture.Directory, null, Cancellation).EntriesCount);
    }

    [Fact]
    public async Task A_time_removes_what_lies_before_the_first_entry_of_it()
    {
        await CloseAsync();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(StartUnixMs + 600);
        Assert.Equal(512, LogRetention.Apply(_fixture.Directory, RetentionBound.Before(time)).FirstKeptIndex);
        Assert.Equal(512, LogRetention.Apply(_fixture.Directory, RetentionBound.Before(time)).FirstKeptIndex);
        Assert.Equal(512, LogRetention.Apply(_fixture.Directory, RetentionBound.Before(3)).FirstKeptIndex); // Never back.
        Assert.Equal(1_280, LogRetention.Apply(_fixture.Directory, RetentionBound.Before(1_399)).FirstKeptIndex);
        Assert.True((await LogFsck.CheckAsync(_fixture.Directory, VerifierKey, null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task What_is_missing_beyond_the_point_is_damage_and_named()
    {
        await CloseAsync();
        LogRetention.Apply(_fixture.Directory, RetentionBound.Before(512));
        File.Delete(Path.Combine(_fixture.Directory, "tile", "entries", "003"));
        var published = await PublishedLog.VerifyAsync(new FolderLogFiles(_fixture.Directory), VerifierKey, null, Cancellation);
        Assert.Equal((false, 768L), (published.IsIntact, published.FirstBadIndex));
        var segments = Segments();
        File.Delete(segments[0]);
        File.Delete(segments[1]);
        var verified = await LogVerifier.VerifyAsync(_fixture.Directory, VerifierKey, null, Cancellation);
        Assert.Equal((false, DamageKind.Removed), (verified.IsIntact, verified.Damage));
        Assert.Equal(512, verified.FirstBadIndex);
    }

    [Fact]
    public async Task An_altered_entry_is_found_beside_removed_ones_and_so_is_an_altered_hash_of_a_removed_one()
    {
        await CloseAsync();
        LogRetention.Apply(_fixture.Directory, RetentionBound.Before(512));
        var last = Segments()[^1];
        var bytes = await File.ReadAllBytesAsync(last, Cancellation);
        bytes[bytes.AsSpan().IndexOf("entry number 1399"u8)] ^= 1;
        await File.WriteAllBytesAsync(last, bytes, Cancellation);
        var verified = await LogVerifier.VerifyAsync(_fixture.Directory, VerifierKey, null, Cancellation);
        Assert.Equal((false, 1_399L), (verified.IsIntact, verified.FirstBadIndex));
        bytes[bytes.AsSpan().IndexOf("ntry number 1399"u8) - 1] ^= 1;
        await File.WriteAllBytesAsync(last, bytes, Cancellation);
        var tile = Path.Combine(_fixture.Directory, "tile", "0", "001");
        var hashes = await File.ReadAllBytesAsync(tile, Cancellation);
        hashes[7] ^= 1;
        await File.WriteAllBytesAsync(tile, hashes, Cancellation);
        Assert.False((await LogVerifier.VerifyAsync(_fixture.Directory, VerifierKey, null, Cancellation)).IsIntact);
        Assert.False((await PublishedLog.VerifyAsync(new FolderLogFiles(_fixture.Directory), VerifierKey, null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task Without_the_mark_missing_entries_are_damage()
    {
        await CloseAsync();
        LogRetention.Apply(_fixture.Directory, RetentionBound.Before(512));
        File.Delete(Path.Combine(_fixture.Directory, RetentionMark.FileName));
        Assert.Equal(0, (await LogVerifier.VerifyAsync(_fixture.Directory, VerifierKey, null, Cancellation)).FirstBadIndex);
        var published = await PublishedLog.VerifyAsync(new FolderLogFiles(_fixture.Directory), VerifierKey, null, Cancellation);
        Assert.Equal((false, 0L), (published.IsIntact, published.FirstBadIndex));
    }

    [Fact]
    public async Task The_mark_is_durable_before_anything_is_removed_and_a_second_run_ends_what_a_first_began()
    {
        await CloseAsync();
        for (var calls = 0; ; calls++)
        {
            using var storage = new FaultyStorage(FileLogStorage.Open(_fixture.Directory)) { FailsAfterCalls = calls };
            try
            {
                LogRetention.Apply(storage, _fixture.Directory, RetentionBound.Before(1_000));
                Assert.Equal(RetentionMark.FileName, storage.Calls[0]);
                break;
            }
            catch (IOException)
            {
                var report = await LogFsck.CheckAsync(_fixture.Directory, VerifierKey, null, Cancellation);
                Assert.True(report.IsIntact, $"after {calls} calls: {report.Published.Explanation} {report.Entries?.Explanation}");
            }
        }

        Assert.DoesNotContain("entry number 9!", AllBytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_removed_from_a_log_that_is_not_closed_and_anything_from_a_public_copy()
    {
        await FillAsync();
        Assert.Contains("audit shard", LogRetention.FindObstacle(_fixture.Directory), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => LogRetention.Apply(_fixture.Directory, RetentionBound.Before(512)));
        Directory.Delete(Path.Combine(_fixture.Directory, "wal"), recursive: true);
        Assert.Equal(512, LogRetention.Apply(_fixture.Directory, RetentionBound.Before(512)).FirstKeptIndex);
        Assert.Equal(Count - 512, LogReaderCount());
        Assert.True((await LogFsck.CheckAsync(_fixture.Directory, VerifierKey, null, Cancellation)).IsIntact);
    }

    [Fact]
    public async Task A_log_whose_entries_were_removed_is_not_opened_and_says_what_would_cover_them()
    {
        await FillAsync();
        await File.WriteAllBytesAsync(
            Path.Combine(_fixture.Directory, RetentionMark.FileName), RetentionMark.Format(LogFixture.Origin, 512), Cancellation);
        Segments()[..2].ToList().ForEach(File.Delete);
        var refusal = await Assert.ThrowsAsync<AuditLogUnavailableException>(() => _fixture.OpenAsync());
        Assert.Contains("LEDGER_CARRY", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Entry(long index) => EntryBytes.Write(new AuditEntry
    {
        RecordedUnixMs = StartUnixMs + index,
        Writer = $"adapter/a entry number {index}!" + new string(' ', 400), // Several segments of the least length.
    });

    private async Task FillAsync()
    {
        await using var log = await _fixture.OpenAsync();
        await AppendAsync(log);
    }

    private static Task<LogPosition[]> AppendAsync(AuditLog log) =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(i => log.AppendAsync(Entry(i), Cancellation)));

    private async Task<Dictionary<long, string>> CloseAsync()
    {
        Dictionary<long, string> proofs;
        await using (var log = await _fixture.OpenAsync())
        {
            await AppendAsync(log);
            proofs = new[] { 0L, 3, 300, 511, 512, 1_000 }.ToDictionary(index => index, log.Prove);
        }

        var current = new AuditLogOptions
        {
            Directory = _fixture.Directory,
            Origin = LogFixture.Origin,
            SegmentLengthBytes = AuditLogOptions.SegmentLengthBytesMin,
        };
        var next = current with { Directory = NextFolder, Origin = LogFixture.Origin + "/2" };
        await LogShards.AdvanceAsync(
            new ShardPlan(current, next, Key, "adapter/a", _ => null), _fixture.Time, Cancellation);
        return proofs;
    }

    private long LogReaderCount() => AccessIndex.Read(_fixture.Directory, null, Cancellation).EntriesCount;

    private string[] Segments() => [.. Directory.GetFiles(Path.Combine(_fixture.Directory, "wal")).Order(StringComparer.Ordinal)];

    private string AllBytes() => string.Concat(
        Directory.GetFiles(_fixture.Directory, "*", SearchOption.AllDirectories).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
}
