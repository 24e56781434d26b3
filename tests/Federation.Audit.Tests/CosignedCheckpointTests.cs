using System.Security.Cryptography;
using System.Text;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>What witnesses cosigned is in the public files: the newest, never less, only of what is durable.</summary>
public sealed class CosignedCheckpointTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Cosigned => File.ReadAllText(Path.Combine(_fixture.Directory, "cosigned"));

    private string Published => File.ReadAllText(Path.Combine(_fixture.Directory, "checkpoint"));

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Lines_of_witnesses_stand_under_the_checkpoint_while_the_log_rests_and_beside_it_when_it_grew()
    {
        await using var log = await FilledAsync(3);
        log.TakeCosignatures(3, LineOf('1', 3) + LineOf('2', 3));
        log.Publish();
        Assert.Equal((3, true), Seen(Cosigned, "12"));
        Assert.Equal(Cosigned, Published);
        await log.AppendAsync(LogFixture.Entry(3), Cancellation);
        log.Publish();
        Assert.Equal((3, true), Seen(Cosigned, "12"));
        Assert.Equal((4, false), Seen(Published, "1"));
    }

    [Fact]
    public async Task A_smaller_checkpoint_never_takes_the_place_of_a_larger_one_also_after_a_restart()
    {
        await using (var log = await FilledAsync(5))
        {
            log.TakeCosignatures(5, LineOf('1', 5));
            log.TakeCosignatures(4, LineOf('1', 4) + LineOf('2', 4));
            log.Publish();
            Assert.Equal((5, true), Seen(Cosigned, "1"));
        }

        await using var again = await _fixture.OpenAsync();
        again.TakeCosignatures(4, LineOf('2', 4));
        again.Publish();
        Assert.Equal((5, true), Seen(Cosigned, "1"));
        again.TakeCosignatures(5, LineOf('2', 5));
        again.Publish();
        Assert.Equal((5, true), Seen(Cosigned, "12"));
    }

    [Fact]
    public async Task A_cosigned_checkpoint_waits_until_all_that_it_covers_is_in_files()
    {
        await using var log = await FilledAsync(2);
        log.Publish();
        await log.AppendAsync(LogFixture.Entry(2), Cancellation);
        log.TakeCosignatures(3, LineOf('1', 3));
        Assert.False(File.Exists(Path.Combine(_fixture.Directory, "cosigned")));
        log.Publish();
        Assert.Equal((3, true), Seen(Cosigned, "1"));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.TakeCosignatures(4, LineOf('1', 4)));
    }

    [Fact]
    public async Task What_is_no_line_of_a_note_is_never_written()
    {
        await using var log = await FilledAsync(2);
        log.TakeCosignatures(2, "— witness.example/1 ???\n\nforged\n");
        log.Publish();
        Assert.False(File.Exists(Path.Combine(_fixture.Directory, "cosigned")));
        Assert.Equal((2, false), Seen(Published, "1"));
    }

    [Fact]
    public async Task A_log_that_is_shorter_than_what_was_cosigned_is_not_opened()
    {
        await using (var log = await FilledAsync(4))
        {
            log.TakeCosignatures(4, LineOf('1', 4));
        }

        var text = new Checkpoint(LogFixture.Origin, 5, new byte[32]).Format();
        await File.WriteAllTextAsync(
            Path.Combine(_fixture.Directory, "cosigned"), _fixture.Signer.Sign(text), Cancellation);
        await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, "cosigned"), "nothing\n", Cancellation);
        await Assert.ThrowsAsync<AuditLogDamagedException>(() => _fixture.OpenAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(300)]
    [InlineData(600)]
    public async Task Checks_give_the_cosigned_note_of_the_log_s_own_tree(int size)
    {
        await CosignAsync(600, size);
        var (entries, published) = await CheckAsync();
        Assert.True(entries.IsIntact && published.IsIntact);
        Assert.Equal((size, true), Seen(entries.CosignedNote!, "1"));
        Assert.Equal(entries.CosignedNote, published.CosignedNote);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(600)]
    public async Task Checks_find_that_another_tree_of_the_log_was_cosigned(int size)
    {
        await CosignAsync(600, size);
        var forked = new Checkpoint(LogFixture.Origin, size, SHA256.HashData("fork"u8)).Format();
        await File.WriteAllTextAsync(
            Path.Combine(_fixture.Directory, "cosigned"),
            _fixture.Signer.Sign(forked) + Witness('1').Cosign(forked, 1_700_000_000), Cancellation);
        var (entries, published) = await CheckAsync();
        Assert.False(entries.IsIntact || published.IsIntact);
        Assert.Contains("forked", entries.Explanation, StringComparison.Ordinal);
        Assert.Equal(entries.Explanation, published.Explanation);
        Assert.Null(published.CosignedNote);
    }

    [Fact]
    public async Task Checks_find_a_cosigned_note_that_the_log_s_key_did_not_sign()
    {
        await CosignAsync(3, 3);
        using var other = SigningKey.Create();
        var text = Cosigned.Split("\n\n")[0] + "\n";
        await File.WriteAllTextAsync(
            Path.Combine(_fixture.Directory, "cosigned"),
            new NoteSigner(LogFixture.Origin, other).Sign(text) + Witness('1').Cosign(text, 1_700_000_000),
            Cancellation);
        var (entries, published) = await CheckAsync();
        Assert.False(entries.IsIntact || published.IsIntact);
        Assert.Contains("'cosigned'", entries.Explanation, StringComparison.Ordinal);
    }

    private static Cosigner Witness(char name) => new(
        $"witness.example/{name}", SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes($"witness {name}"))));

    /// <summary>The size of a note, and whether each of some witnesses cosigned it.</summary>
    private static (long Size, bool IsCosigned) Seen(string note, string witnesses)
    {
        Assert.True(Checkpoint.TryParse(note, out var checkpoint));
        return (checkpoint.Size, witnesses.All(name =>
            CosignatureVerifier.TryParse(Witness(name).VerifierKey, out var verifier)
            && verifier.TryVerify(note, out _)));
    }

    private static string LineOf(char witness, int size)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(MerkleTree.LeafHash(LogFixture.Entry(i)));
        }

        return Witness(witness).Cosign(
            new Checkpoint(LogFixture.Origin, size, tree.Root(size)).Format(), 1_700_000_000);
    }

    private async Task<AuditLog> FilledAsync(int count)
    {
        var log = await _fixture.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => log.AppendLaterAsync(LogFixture.Entry(i))));
        return log;
    }

    private async Task CosignAsync(int count, int size)
    {
        await using var log = await FilledAsync(count);
        log.TakeCosignatures(size, LineOf('1', size));
    }

    private async Task<(VerifyReport Entries, PublishedReport Published)> CheckAsync() => (
        await LogVerifier.VerifyAsync(_fixture.Directory, _fixture.Signer.VerifierKey, null, Cancellation),
        await PublishedLog.VerifyAsync(
            new FolderLogFiles(_fixture.Directory), _fixture.Signer.VerifierKey, null, Cancellation));
}
