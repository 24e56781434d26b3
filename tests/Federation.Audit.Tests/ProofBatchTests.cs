using CsCheck;
using Federation.Sealing;

namespace Federation.Audit.Tests;

/// <summary>Many receipts are checked together as each is alone.</summary>
public sealed class ProofBatchTests
{
    private const int EntriesCount = 300;

    /// <summary>A key under the log's name that never signed anything of it.</summary>
    private static readonly string OtherKey = new NoteSigner(LogFixture.Origin, SigningKey.Create()).VerifierKey;

    [Fact]
    public async Task Of_many_proofs_together_each_has_the_verdict_that_it_has_alone()
    {
        using var fixture = new LogFixture();
        var proofs = await ProveAsync(fixture);
        var reader = new ProofReader(); // Remembers over all samples.
        Gen.Select(Gen.Int[0, EntriesCount - 1], Gen.Int[0, 12], Gen.Int[0, 4_000]).Array[0, 40].Sample(
            picks =>
            {
                ProofClaim[] claims =
                    [.. picks.Select(pick => Claim(proofs, fixture, pick.Item1, pick.Item2, pick.Item3))];
                var alone = claims.Select(claim => TlogProof.Verify(claim.Proof, claim.Entry.Span, claim.VerifierKey));
                var read = claims.Select(claim => reader.Verify(claim.Proof, claim.Entry.Span, claim.VerifierKey));
                var expected = Told(alone);
                Assert.Equal(expected, Told(TlogProof.VerifyAll(claims)));
                Assert.Equal(expected, Told(read));
            },
            iter: 100, seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public async Task More_proofs_than_are_hashed_at_once_are_all_proven_but_the_spoiled_one()
    {
        using var fixture = new LogFixture();
        var proofs = await ProveAsync(fixture);
        var claims = Enumerable.Range(0, 700)
            .Select(i => Claim(proofs, fixture, i % EntriesCount, spoiled: i == 600 ? 0 : 12, noise: i)).ToList();
        var verdicts = TlogProof.VerifyAll(claims);
        Assert.Equal([600], verdicts.Index().Where(one => !one.Item.IsValid).Select(one => one.Index));
        Assert.All(verdicts.Index().Where(one => one.Item.IsValid), one =>
            Assert.Equal(one.Index % EntriesCount, one.Item.Index));
    }

    [Fact]
    public async Task Proofs_under_more_checkpoints_than_are_remembered_hold_again_and_again()
    {
        using var fixture = new LogFixture();
        await using var log = await fixture.OpenAsync();
        var proofs = new List<string>();
        for (var i = 0; i < EntriesCount; i++)
        {
            await log.AppendAsync(LogFixture.Entry(i), TestContext.Current.CancellationToken);
            proofs.Add(log.Prove(i)); // Each under a checkpoint of its own.
        }

        var reader = new ProofReader();
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.All(proofs.Index(), one => Assert.True(
                reader.Verify(one.Item, LogFixture.Entry(one.Index), fixture.Signer.VerifierKey).IsValid));
        }
    }

    private static List<(string?, long?, long?)> Told(IEnumerable<ProofVerdict> verdicts) =>
        [.. verdicts.Select(verdict => (verdict.Explanation, (long?)verdict.Index, verdict.Checkpoint?.Size))];

    private static async Task<List<string>> ProveAsync(LogFixture fixture)
    {
        await using var log = await fixture.OpenAsync();
        for (var i = 0; i < EntriesCount; i++)
        {
            await log.AppendAsync(LogFixture.Entry(i), TestContext.Current.CancellationToken);
        }

        return [.. Enumerable.Range(0, EntriesCount).Select(i => log.Prove(i))];
    }

    /// <summary>A claim that holds, or one that is spoiled in one of several ways.</summary>
    private static ProofClaim Claim(List<string> proofs, LogFixture fixture, int index, int spoiled, int noise)
    {
        var claim = new ProofClaim(proofs[index], LogFixture.Entry(index), fixture.Signer.VerifierKey);
        return spoiled switch
        {
            0 => claim with { Entry = LogFixture.Entry(index + 1) },
            1 => claim with { Proof = proofs[(index + 1) % proofs.Count] },
            2 => claim with { Proof = claim.Proof[..(noise % claim.Proof.Length)] },
            3 => claim with { Proof = Flipped(claim.Proof, noise) },
            4 => claim with { VerifierKey = claim.VerifierKey[..^2] },
            5 => claim with { VerifierKey = "no key" },
            6 => claim with { Entry = default },
            7 => claim with { VerifierKey = OtherKey },
            _ => claim,
        };
    }

    private static string Flipped(string text, int noise)
    {
        var place = noise % text.Length;
        return $"{text[..place]}{(char)(text[place] ^ 1)}{text[(place + 1)..]}";
    }
}
