using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Contracts.Audit.V1;
using Google.Protobuf;

namespace Federation.Audit.Tests;

/// <summary>Fault 21: what was erased is gone, and every proof of the log stays as it was.</summary>
public sealed class ErasureTests
{
    private const int AccessesCount = 20;
    private const int GuessesCount = 1_000_000;
    private const int ValueOfAll = 123_456; // Among the guesses.

    [Fact]
    public async Task When_all_openings_are_erased_every_proof_holds_and_a_million_guesses_open_no_commitment()
    {
        using var fixture = new LogFixture();
        var commitments = new HashSet<string>(StringComparer.Ordinal);
        var proofs = new List<(byte[] Entry, string Proof)>();
        var path = Path.Combine(fixture.Directory, "openings");
        await using (var log = await fixture.OpenAsync())
        using (var store = OpeningStore.Open(path))
        {
            for (var i = 0; i < AccessesCount; i++)
            {
                var opening = Commitment.Create("peer", ValueOf(ValueOfAll));
                store.Add($"access-{i}", opening);
                await store.FlushAsync(TestContext.Current.CancellationToken);
                commitments.Add(Convert.ToHexString(opening.Digest));
                var entry = EntryOf(opening);
                var position = await log.AppendAsync(entry, TestContext.Current.CancellationToken);
                proofs.Add((entry, log.Prove(position.Index)));
            }

            Assert.Equal(AccessesCount, store.Erase((_, _) => true));
        }

        Assert.All(proofs, one =>
            Assert.True(TlogProof.Verify(one.Proof, one.Entry, fixture.Signer.VerifierKey).IsValid));
        Assert.True((await LogVerifier.VerifyAsync(
            fixture.Directory, fixture.Signer.VerifierKey, null, TestContext.Current.CancellationToken)).IsIntact);
        Assert.Equal(AccessesCount, commitments.Count); // The same value each time, and no two alike.
        Assert.Equal(0, OpenedByGuessing(commitments));
    }

    private static byte[] EntryOf(CommitmentOpening opening)
    {
        var entry = new AuditEntry { Intent = new Intent() };
        entry.Intent.Commitments.Add(new Contracts.Audit.V1.Commitment
        {
            Tag = opening.Tag,
            Digest = ByteString.CopyFrom(opening.Digest),
        });
        return EntryBytes.Write(entry);
    }

    /// <summary>How many of the likeliest forms of each value are a commitment: without a salt, and with one of
    /// zeros.</summary>
    private static int OpenedByGuessing(HashSet<string> commitments)
    {
        var found = 0;
        byte[] bare = [.. "fedgw/commit/v1\n"u8, .. "peer"u8];
        Parallel.For(0, GuessesCount / 2, guess =>
        {
            var value = ValueOf(guess);
            if (commitments.Contains(Convert.ToHexString(SHA256.HashData([.. bare, .. value])))
                || commitments.Contains(Convert.ToHexString(SHA256.HashData([.. bare, .. new byte[32], .. value]))))
            {
                Interlocked.Increment(ref found);
            }
        });
        return found;
    }

    private static byte[] ValueOf(int number) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"ipv4:10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"));
}
