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
