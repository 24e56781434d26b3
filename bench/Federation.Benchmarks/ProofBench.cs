using System.Globalization;
using System.Security.Cryptography;
using Federation.Audit;

namespace Federation.Benchmarks;

/// <summary>How many inclusion proofs of a log of a million entries are verified in a second of one core.</summary>
internal static class ProofBench
{
    private const int LeavesCount = 1 << 20;
    private const int ProofsCount = 1_000;
    private const int RoundsCount = 100;

    public static async Task RunAsync(TextWriter output)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < LeavesCount; i++)
        {
            tree.Append(SHA256.HashData(BitConverter.GetBytes(i)));
        }

        var root = tree.Root(LeavesCount);
        var claims = Enumerable.Range(0, ProofsCount).Select(i => i * 1_000).Select(i => new InclusionClaim(
            SHA256.HashData(BitConverter.GetBytes(i)), i, LeavesCount, tree.ProveInclusion(i, LeavesCount), root))
            .ToList();
        claims[7] = claims[7] with { Index = 8 };
        var together = ASecond(() => MerkleProof.VerifyInclusions(claims).Count(holds => holds));
        var alone = ASecond(() => claims.Count(claim => MerkleProof.VerifyInclusion(
            claim.LeafHash.Span, claim.Index, claim.Size, claim.Proof, claim.Root.Span)));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"inclusion proofs of depth 20 verified in a second of one core: {together:F0} of many at once, "
            + $"{alone:F0} one by one"));
    }

    /// <summary>Proofs a second of processor time, the one that does not hold among them.</summary>
    private static double ASecond(Func<int> verify)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < RoundsCount; round++)
        {
            if (verify() != ProofsCount - 1)
            {
                throw new InvalidOperationException("A proof that holds was refused, or one that does not was taken.");
            }
        }

        return ProofsCount * RoundsCount / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
