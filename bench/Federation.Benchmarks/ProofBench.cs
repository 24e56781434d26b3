using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Federation.Audit;
using Federation.Sealing;

namespace Federation.Benchmarks;

/// <summary>How many inclusion proofs of a log of a million entries are verified in a second of one core, and how many
/// receipts: text, entry and signature of the checkpoint besides.</summary>
/// <remarks>In short slices of time, since a neighbour on the core makes both take half as long again: the median of
/// all slices, and of the tenth that was disturbed the least.</remarks>
internal static class ProofBench
{
    private const string Origin = "bench.federation/adapter/a/audit";
    private const int EntryLengthBytes = 400;
    private const int LeavesCount = 1 << 20;
    private const int ProofsCount = 500;
    private const int SliceCount = 100;
    private const int RoundsCount = 300;

    public static async Task RunAsync(TextWriter output)
    {
        var tree = new MerkleTree();
        var entry = new byte[EntryLengthBytes];
        for (var i = 0; i < LeavesCount; i++)
        {
            tree.Append(MerkleTree.LeafHash(EntryAt(entry, i)));
        }

        var signer = new NoteSigner(Origin, SigningKey.FromSeed(SHA256.HashData("bench"u8)));
        var root = tree.Root(LeavesCount);
        var note = signer.Sign(new Checkpoint(Origin, LeavesCount, root).Format());
        var claims = new List<InclusionClaim>();
        var receipts = new List<ProofClaim>();
        for (var i = 0; i < ProofsCount; i++)
        {
            var index = i * (LeavesCount / ProofsCount);
            var (bytes, hashes) = (EntryAt(entry, index).ToArray(), tree.ProveInclusion(index, LeavesCount));
            claims.Add(new InclusionClaim(MerkleTree.LeafHash(bytes), index, LeavesCount, hashes, root));
            receipts.Add(new ProofClaim(
                new TlogProof(index, hashes, note).Format(), bytes, signer.VerifierKey));
        }

        claims[7] = claims[7] with { Index = 8 };
        receipts[7] = receipts[7] with { Entry = receipts[8].Entry };
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"verified in a second of one core, median slice and the tenth of slices that was disturbed the least: "
            + $"inclusion proofs of depth 20: "
            + $"{ASecond(claims, all => MerkleProof.VerifyInclusions(all).Count(Holds))} of many at once, "
            + $"{ASecond(claims, all => all.Count(IsIncluded))} one by one; receipts with entry and "
            + $"signature: {ASecond(receipts, all => TlogProof.VerifyAll(all).Count(one => one.IsValid))} of many at "
            + $"once, {ASecond(receipts, all => all.Count(IsProven))} one by one"));
    }

    private static bool Holds(bool holds) => holds;

    private static bool IsIncluded(InclusionClaim claim) => MerkleProof.VerifyInclusion(
        claim.LeafHash.Span, claim.Index, claim.Size, claim.Proof, claim.Root.Span);

    private static bool IsProven(ProofClaim claim) =>
        TlogProof.Verify(claim.Proof, claim.Entry.Span, claim.VerifierKey).IsValid;

    private static Span<byte> EntryAt(byte[] entry, int index)
    {
        BitConverter.TryWriteBytes(entry, index);
        return entry;
    }

    /// <summary>Claims a second, by slices; the one that does not hold is among them.</summary>
    private static string ASecond<TClaim>(List<TClaim> claims, Func<IReadOnlyList<TClaim>, int> verify)
    {
        var slices = claims.Chunk(SliceCount).ToList();
        var seconds = new List<double>();
        for (var round = 0; round < RoundsCount; round++)
        {
            var holding = 0;
            foreach (var slice in slices)
            {
                var clock = Stopwatch.StartNew();
                holding += verify(slice);
                seconds.Add(clock.Elapsed.TotalSeconds);
            }

            if (holding != claims.Count - 1)
            {
                throw new InvalidOperationException("A proof that holds was refused, or one that does not was taken.");
            }
        }

        seconds.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{SliceCount / seconds[seconds.Count / 2]:F0} and {SliceCount / seconds[seconds.Count / 20]:F0}");
    }
}
