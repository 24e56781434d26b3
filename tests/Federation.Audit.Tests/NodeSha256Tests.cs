using System.Security.Cryptography;
using CsCheck;

namespace Federation.Audit.Tests;

/// <summary>A node that is hashed alone has the hash that the platform gives it.</summary>
public sealed class NodeSha256Tests
{
    private const int HashLengthBytes = MerkleTree.HashLengthBytes;

    [Fact]
    public void A_node_has_the_hash_of_the_platform_whatever_its_last_byte_is()
    {
        for (var last = 0; last <= byte.MaxValue; last++)
        {
            AssertHash(Numbered(HashLengthBytes, last), [.. Numbered(HashLengthBytes - 1, 3 * last), (byte)last]);
        }
    }

    [Fact]
    public void Each_bit_of_a_node_counts_as_it_does_for_the_platform()
    {
        for (var bit = 0; bit < 2 * 8 * HashLengthBytes; bit++)
        {
            var pair = new byte[2 * HashLengthBytes];
            pair[bit / 8] = (byte)(1 << (bit % 8));
            AssertHash(pair[..HashLengthBytes], pair[HashLengthBytes..]);
            AssertHash([.. pair[..HashLengthBytes].Select(Turned)], [.. pair[HashLengthBytes..].Select(Turned)]);
        }

        static byte Turned(byte one) => (byte)~one;
    }

    [Fact]
    public void Any_node_has_the_hash_of_the_platform() =>
        Gen.Byte.Array[2 * HashLengthBytes].Sample(
            pair => AssertHash(pair[..HashLengthBytes], pair[HashLengthBytes..]), iter: 20_000, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void A_hash_may_take_the_place_of_either_side()
    {
        var (left, right) = (Numbered(HashLengthBytes, 5), Numbered(HashLengthBytes, 90));
        var expected = MerkleTree.NodeHash(left, right);
        var (inLeft, inRight) = (left.ToArray(), right.ToArray());
        NodeSha256.Hash(inLeft, right, inLeft);
        NodeSha256.Hash(left, inRight, inRight);
        Assert.Equal(expected, inLeft);
        Assert.Equal(expected, inRight);
    }

    [Fact]
    public void What_is_no_hash_is_not_hashed()
    {
        var hash = new byte[HashLengthBytes];
        foreach (var lengthBytes in new[] { 0, HashLengthBytes - 1, HashLengthBytes + 1, 2 * HashLengthBytes })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.NodeHash(new byte[lengthBytes], hash));
            Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.NodeHash(hash, new byte[lengthBytes]));
        }
    }

    private static void AssertHash(byte[] left, byte[] right)
    {
        var hash = new byte[HashLengthBytes];
        NodeSha256.Hash(left, right, hash);
        Assert.Equal(SHA256.HashData([0x01, .. left, .. right]), hash);
    }

    private static byte[] Numbered(int count, int first) =>
        [.. Enumerable.Range(first, count).Select(i => (byte)(i * 31 % 251))];
}
