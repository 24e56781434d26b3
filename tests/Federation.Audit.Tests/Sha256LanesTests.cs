using System.Security.Cryptography;
using CsCheck;

namespace Federation.Audit.Tests;

/// <summary>Hashing side by side gives what the platform gives one at a time, for each length and number.</summary>
public sealed class Sha256LanesTests
{
    private const int HashLengthBytes = MerkleTree.HashLengthBytes;

    [Fact]
    public void Every_length_over_five_blocks_has_the_hash_of_the_platform_in_every_lane()
    {
        var bytes = Numbered(400);
        for (var lengthBytes = 0; lengthBytes <= 320; lengthBytes++)
        {
            var places = Enumerable.Range(0, 9).Select(offset => new EntryPlace(offset, lengthBytes)).ToArray();
            AssertLeaves(bytes, places);
        }
    }

    [Fact]
    public void Every_number_of_entries_of_one_length_is_hashed_whole()
    {
        var bytes = Numbered(2_000);
        for (var count = 0; count <= 40; count++)
        {
            AssertLeaves(bytes, [.. Enumerable.Range(0, count).Select(i => new EntryPlace(i * 3, 119))]);
        }
    }

    [Fact]
    public void Entries_of_all_lengths_in_any_mixture_have_the_hashes_of_the_platform() =>
        Gen.Select(Gen.Int[0, 700].Array[0, 60], Gen.Byte.Array[1_000]).Sample(
            (lengths, bytes) => AssertLeaves(
                bytes, [.. lengths.Select(length => new EntryPlace(1_000 - length, length))]),
            iter: 300, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void The_longest_entries_beside_the_shortest_have_the_hashes_of_the_platform()
    {
        var bytes = Numbered(70_000);
        AssertLeaves(
            bytes, [.. Enumerable.Range(0, 30).Select(i => new EntryPlace(i, i % 7 == 3 ? ushort.MaxValue - i : i))]);
    }

    [Fact]
    public void Every_number_of_nodes_has_the_hashes_of_the_platform_also_in_the_place_of_the_pairs()
    {
        for (var count = 0; count <= 40; count++)
        {
            var pairs = Numbered(count * 2 * HashLengthBytes);
            var expected = Enumerable.Range(0, count)
                .SelectMany(i => SHA256.HashData([0x01, .. pairs.AsSpan(i * 64, 64)])).ToArray();
            var hashes = new byte[count * HashLengthBytes];
            Sha256Lanes.HashNodes(pairs, hashes);
            Assert.Equal(expected, hashes);
            Sha256Lanes.HashNodesOneByOne(pairs, hashes);
            Assert.Equal(expected, hashes);
            Sha256Lanes.HashNodes(pairs, pairs);
            Assert.Equal(expected, pairs[..hashes.Length]);
        }
    }

    [Fact]
    public void A_subtree_is_reduced_to_its_root()
    {
        for (var level = 0; level <= 9; level++)
        {
            var leaves = Numbered(HashLengthBytes << level);
            var tree = new MerkleTree();
            foreach (var leaf in leaves.Chunk(HashLengthBytes))
            {
                tree.Append(leaf);
            }

            Sha256Lanes.Reduce(leaves);
            Assert.Equal(tree.Root(1 << level), leaves[..HashLengthBytes]);
        }
    }

    [Fact]
    public void A_batch_gives_hashes_in_order_and_then_begins_anew()
    {
        var batch = new LeafBatch();
        for (var round = 0; round < 3; round++)
        {
            var entries = Enumerable.Range(0, 1 + (100 * round)).Select(i => Numbered(1 + (i * 37 % 3_000))).ToList();
            entries.ForEach(entry => batch.Add(entry));
            Assert.Equal(entries.Count, batch.Count);
            Assert.Equal(entries.SelectMany(entry => MerkleTree.LeafHash(entry)), batch.Take().ToArray());
            Assert.Equal(0, batch.Count);
        }
    }

    private static void AssertLeaves(byte[] bytes, EntryPlace[] places)
    {
        var expected = places
            .SelectMany(place => SHA256.HashData([0x00, .. bytes.AsSpan(place.Offset, place.LengthBytes)])).ToArray();
        var hashes = new byte[places.Length * HashLengthBytes];
        Sha256Lanes.HashLeaves(bytes, places, hashes);
        Assert.Equal(expected, hashes);
        Array.Clear(hashes);
        Sha256Lanes.HashLeavesOneByOne(bytes, places, hashes);
        Assert.Equal(expected, hashes);
    }

    private static byte[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 % 251))];
}
