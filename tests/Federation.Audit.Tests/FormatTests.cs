using System.Security.Cryptography;
using System.Text;

namespace Federation.Audit.Tests;

/// <summary>Bytes that other programs read: they never change.</summary>
public sealed class FormatTests
{
    [Fact]
    public void A_record_of_the_write_ahead_log_has_these_bytes()
    {
        var record = new byte[19];
        Assert.Equal(19, WalRecord.Write(record, 258, "abc"u8));
        Assert.Equal("03000000", Convert.ToHexStringLower(record[..4]));
        Assert.Equal("0201000000000000", Convert.ToHexStringLower(record[8..16]));
        Assert.Equal("616263", Convert.ToHexStringLower(record[16..]));
        Assert.Equal(Crc32C.Of(record.AsSpan(8)), BitConverter.ToUInt32(record, 4));
    }

    [Fact]
    public void The_checksum_is_crc32c()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32])); // RFC 3720 §B.4.
    }

    [Fact]
    public async Task A_log_of_two_entries_has_this_checkpoint_and_this_proof()
    {
        using var fixture = new LogFixture();
        await fixture.FillAsync(2);
        var root = SHA256.HashData([1, .. SHA256.HashData("\0entry 0"u8), .. SHA256.HashData("\0entry 1"u8)]);
        var text = $"demo.federation/adapter/a/audit\n2\n{Convert.ToBase64String(root)}\n";
        var checkpoint = await File.ReadAllTextAsync(
            Path.Combine(fixture.Directory, "checkpoint"), TestContext.Current.CancellationToken);
        Assert.Equal(fixture.Signer.Sign(text), checkpoint);
        await using var log = await fixture.OpenAsync();
        var sibling = Convert.ToBase64String(SHA256.HashData("\0entry 0"u8));
        Assert.Equal($"c2sp.org/tlog-proof@v1\nindex 1\n{sibling}\n\n{checkpoint}", log.Prove(1));
    }

    [Fact]
    public void A_proof_is_read_as_it_is_written()
    {
        var proof = new TlogProof(7, [new byte[32], SHA256.HashData([])], "origin\n8\nroot\n\n— x y\n");
        var read = TlogProof.Parse(proof.Format());
        Assert.Equal(proof.Format(), read.Format());
        Assert.Equal(7, read.Index);
        Assert.Equal(2, read.Hashes.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v1\n\ncheckpoint\n")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\ncheckpoint\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\ncheckpoint\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\ncheckpoint\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\ncheckpoint\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n")]
    public void What_is_no_proof_is_refused(string text)
    {
        Assert.False(TlogProof.TryParse(text, out _));
        Assert.Throws<FormatException>(() => TlogProof.Parse(text));
    }

    [Fact]
    public void A_commitment_has_this_hash_and_opens_with_its_value_only()
    {
        var opening = Commitment.Create("purpose", "research"u8);
        byte[] hashed = [.. Encoding.ASCII.GetBytes("fedgw/commit/v1\npurpose"), .. opening.Salt, .. "research"u8];
        Assert.Equal(SHA256.HashData(hashed), opening.Digest);
        Assert.True(opening.Opens(opening.Digest));
        Assert.False((opening with { Value = "resale"u8.ToArray() }).Opens(opening.Digest));
        Assert.NotEqual(opening.Digest, Commitment.Create("purpose", "research"u8).Digest);
    }

    [Fact]
    public async Task Openings_survive_a_restart_and_can_be_erased()
    {
        using var fixture = new LogFixture();
        var path = Path.Combine(fixture.Directory, "openings");
        var opening = Commitment.Create("peer", "10.0.0.1"u8);
        using (var store = OpeningStore.Open(path))
        {
            store.Add("access-1", opening);
            store.Add("access-2", Commitment.Create("peer", "10.0.0.2"u8));
            await store.FlushAsync(TestContext.Current.CancellationToken);
        }

        await File.AppendAllTextAsync(path, "{\"torn", TestContext.Current.CancellationToken);
        using var reopened = OpeningStore.Open(path);
        var found = Assert.Single(reopened.Find("access-1"));
        Assert.True(found.Opens(opening.Digest));
        Assert.Equal(1, reopened.Erase((accessId, _) => accessId == "access-1"));
        Assert.Empty(reopened.Find("access-1"));
        Assert.Single(reopened.Find("access-2"));
        Assert.DoesNotContain("access-1", await ReadSharedAsync(path), StringComparison.Ordinal);
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
