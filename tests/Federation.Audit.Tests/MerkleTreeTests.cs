using System.Text;
using CsCheck;

namespace Federation.Audit.Tests;

/// <summary>RFC 6962 §2.1.</summary>
public sealed class MerkleTreeTests
{
    [Fact]
    public void The_empty_root_is_the_hash_of_nothing() =>
        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", Convert.ToBase64String(new MerkleTree().Root(0)));

    [Fact]
    public void The_roots_are_those_of_the_certificate_transparency_reference_tree()
    {
        string[] entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var tree = new MerkleTree();
        foreach (var entry in entries)
        {
            tree.Append(MerkleTree.LeafHash(Convert.FromHexString(entry)));
        }

        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Hex(tree.Root(1)));
        Assert.Equal("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", Hex(tree.Root(2)));
        Assert.Equal("aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", Hex(tree.Root(3)));
        Assert.Equal("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328", Hex(tree.Root(8)));
    }

    [Fact]
    public void Every_inclusion_proof_verifies_and_any_altered_bit_spoils_it() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 299], Gen.Int[0, 1 << 20]).Where((size, index, _) => index < size).Sample(
            (size, index, noise) =>
            {
                var tree = TreeOf(size);
                var (leaf, root) = (MerkleTree.LeafHash(Entry(index)), tree.Root(size));
                var proof = tree.ProveInclusion(index, size).ToList();
                Assert.True(MerkleProof.VerifyInclusion(leaf, index, size, proof, root));
                Assert.False(MerkleProof.VerifyInclusion(Flipped(leaf, noise), index, size, proof, root));
                Assert.False(MerkleProof.VerifyInclusion(leaf, index, size, proof, Flipped(root, noise)));
                Assert.False(MerkleProof.VerifyInclusion(leaf, index, size, [.. proof, root], root));
                Assert.False(MerkleProof.VerifyInclusion(
                    leaf, index, size, [.. proof, root], MerkleTree.NodeHash(root, root)));
                for (var i = 0; i < proof.Count; i++)
                {
                    var altered = proof.ToList();
                    altered[i] = Flipped(proof[i], noise);
                    Assert.False(MerkleProof.VerifyInclusion(leaf, index, size, altered, root));
                    altered.RemoveAt(i);
                    Assert.False(MerkleProof.VerifyInclusion(leaf, index, size, altered, root));
                }
            },
            iter: 300, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Many_proofs_at_once_get_the_verdict_that_each_gets_alone() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 320], Gen.Int[0, 9], Gen.Int[0, 1 << 20]).Array[0, 150].Sample(
            drawn =>
            {
                var claims = drawn.Select(one => Claim(one.Item1, one.Item2, one.Item3, one.Item4)).ToList();
                var expected = claims.Select(claim => MerkleProof.VerifyInclusion(
                    claim.LeafHash.Span, claim.Index, claim.Size, claim.Proof, claim.Root.Span));
                Assert.Equal(expected, MerkleProof.VerifyInclusions(claims));
            },
            iter: 20, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Of_many_proofs_at_once_only_those_of_the_right_entry_hold()
    {
        var claims = Enumerable.Range(0, 300).Select(i => Claim(300, i, i % 3 == 0 ? 1 : 9, i)).ToList();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => i % 3 != 0), MerkleProof.VerifyInclusions(claims));
    }

    [Fact]
    public void A_proof_holds_for_its_own_index_only()
    {
        var tree = TreeOf(13);
        for (var index = 0; index < 13; index++)
        {
            var proof = tree.ProveInclusion(index, 13);
            for (var other = 0; other < 13; other++)
            {
                Assert.Equal(
                    other == index,
                    MerkleProof.VerifyInclusion(MerkleTree.LeafHash(Entry(index)), other, 13, proof, tree.Root(13)));
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_verifies_and_any_altered_bit_spoils_it()
    {
        var tree = TreeOf(70);
        for (var to = 1; to <= 70; to++)
        {
            for (var from = 1; from <= to; from++)
            {
                var proof = tree.ProveConsistency(from, to).ToList();
                var (fromRoot, toRoot) = (tree.Root(from), tree.Root(to));
                Assert.True(MerkleProof.VerifyConsistency(from, fromRoot, to, toRoot, proof), $"{from} {to}");
                Assert.False(MerkleProof.VerifyConsistency(from, Flipped(fromRoot, from), to, toRoot, proof));
                Assert.False(MerkleProof.VerifyConsistency(from, fromRoot, to, Flipped(toRoot, to), proof));
                Assert.False(MerkleProof.VerifyConsistency(from, fromRoot, to, toRoot, [.. proof, toRoot]));
                for (var i = 0; i < proof.Count; i++)
                {
                    var altered = proof.ToList();
                    altered[i] = Flipped(proof[i], from);
                    Assert.False(MerkleProof.VerifyConsistency(from, fromRoot, to, toRoot, altered));
                }
            }
        }
    }

    [Fact]
    public void The_root_of_an_earlier_size_stays_what_it_was()
    {
        var tree = new MerkleTree();
        var roots = new List<string>();
        for (var size = 0; size < 100; size++)
        {
            roots.Add(Hex(tree.Root(size)));
            tree.Append(MerkleTree.LeafHash(Entry(size)));
        }

        Assert.Equal(roots, Enumerable.Range(0, 100).Select(size => Hex(tree.Root(size))));
    }

    [Theory]
    [InlineData(0, 5, 256, "tile/0/005")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 273, 112, "tile/1/273.p/112")]
    public void Tiles_are_named_as_the_specification_says(int level, long index, int width, string name) =>
        Assert.Equal(name, TilePath.Of(level, index, width));

    [Fact]
    public void A_tree_of_70000_has_the_tiles_of_the_specification()
    {
        var files = TilePlace.Added(0, 70_000).ToDictionary(place => place.Name, place => place.Width);
        Assert.Equal(2 * (273 + 1) + 1 + 1 + 1, files.Count);
        Assert.Equal(112, files["tile/entries/273.p/112"]);
        Assert.Equal(112, files["tile/0/273.p/112"]);
        Assert.Equal(256, files["tile/1/000"]);
        Assert.Equal(17, files["tile/1/001.p/17"]);
        Assert.Equal(1, files["tile/2/000.p/1"]);
    }

    [Fact]
    public void A_tree_of_256_has_one_full_tile_and_one_hash_above_it() => Assert.Equal(
        ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"], TilePlace.Added(0, 256).Select(place => place.Name));

    [Fact]
    public void Every_size_that_was_published_on_the_way_has_all_its_files() =>
        Gen.Int[0, 1_500].Array[1, 6].Sample(steps =>
        {
            var sizes = steps.Order().ToList();
            var published = sizes.Prepend(0).Zip(sizes, (from, to) => TilePlace.Added(from, to))
                .SelectMany(places => places).Select(place => place.Name).ToHashSet();
            Assert.All(sizes, size => Assert.All(
                TilePlace.Added(0, size), place => Assert.Contains(place.Name, published)));
        });

    [Fact]
    public void Leaves_that_are_added_together_make_the_tree_and_the_fold_of_leaves_added_alone() =>
        Gen.Int[0, 600].Array[1, 6].Sample(
            counts =>
            {
                var (tree, fold, size) = (new MerkleTree(), new TreeFold(), 0);
                var alone = TreeOf(counts.Sum());
                foreach (var count in counts)
                {
                    var hashes = Enumerable.Range(size, count).SelectMany(i => MerkleTree.LeafHash(Entry(i))).ToArray();
                    tree.AppendAll(hashes);
                    fold.AppendAll(hashes);
                    size += count;
                    Assert.Equal(alone.Root(size), tree.Root(size));
                    Assert.Equal(alone.Root(size), fold.Root());
                }

                Assert.Equal(alone.Root(size / 2), tree.Root(size / 2));
            },
            iter: 60, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Proofs_of_several_sizes_asked_for_in_turns_hold_each_under_its_own_root()
    {
        var tree = TreeOf(77);
        for (var round = 0; round < 3; round++)
        {
            for (var size = 1; size <= 77; size++)
            {
                var index = (size * 13 + round) % size;
                Assert.True(MerkleProof.VerifyInclusion(
                    MerkleTree.LeafHash(Entry(index)), index, size, tree.ProveInclusion(index, size),
                    TreeOf(size).Root(size)));
            }

            tree.Append(MerkleTree.LeafHash(Entry(77 + round)));
        }
    }

    [Fact]
    public void The_root_of_a_fold_is_the_root_of_the_tree()
    {
        var (tree, fold) = (TreeOf(700), new TreeFold());
        for (var size = 0; size <= 700; size++)
        {
            Assert.Equal(tree.Root(size), fold.Root());
            fold.Append(MerkleTree.LeafHash(Entry(size)));
        }

        var coarse = new TreeFold();
        coarse.Append(tree.Whole(8, 0), level: 8);
        coarse.Append(tree.Whole(8, 1), level: 8);
        coarse.Append(tree.Whole(0, 512));
        Assert.Equal(tree.Root(513), coarse.Root());
    }

    /// <summary>A claim that holds, or one that is spoiled in one of eight ways.</summary>
    private static InclusionClaim Claim(int size, int at, int spoiled, int noise)
    {
        var (tree, index) = (TreeOf(size), at % size);
        var proof = tree.ProveInclusion(index, size).ToList();
        var claim = new InclusionClaim(MerkleTree.LeafHash(Entry(index)), index, size, proof, tree.Root(size));
        return spoiled switch
        {
            0 => claim with { Index = at },
            1 => claim with { LeafHash = Flipped(claim.LeafHash.ToArray(), noise) },
            2 => claim with { Root = Flipped(claim.Root.ToArray(), noise) },
            3 => claim with { Proof = [.. proof, proof.FirstOrDefault(new byte[32])] },
            4 => claim with { Proof = [.. proof.Skip(1)] },
            5 => claim with
            {
                Proof = [.. proof.Select((hash, i) => i == proof.Count / 2 ? Flipped(hash, noise) : hash)],
            },
            6 => claim with { Size = size + 1 },
            7 => claim with { Proof = [.. proof.Select((hash, i) => i == noise % 9 ? hash[1..] : hash)] },
            _ => claim,
        };
    }

    private static MerkleTree TreeOf(int size)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(MerkleTree.LeafHash(Entry(i)));
        }

        return tree;
    }

    private static byte[] Entry(int number) => Encoding.UTF8.GetBytes($"entry {number}");

    private static byte[] Flipped(byte[] hash, int noise)
    {
        var altered = hash.ToArray();
        altered[noise / 8 % 32] ^= (byte)(1 << (noise % 8));
        return altered;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
