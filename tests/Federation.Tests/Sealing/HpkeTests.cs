using System.Security.Cryptography;
using System.Text;
using Federation.Sealing;

namespace Federation.Tests.Sealing;

/// <summary>RFC 9180; the vectors are those of its appendix A.3.1.</summary>
public sealed class HpkeTests
{
    private const int Aes128KeyLengthBytes = 16;
    private static readonly byte[] Info = "Ode on a Grecian Urn"u8.ToArray();
    private static readonly byte[] Plaintext = "Beauty is truth, truth beauty"u8.ToArray();
    private static readonly byte[] EphemeralScalar = Hex("4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb");
    private static readonly byte[] ReceiverScalar = Hex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2");
    private static readonly byte[] EphemeralPublic = Hex(
        "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9b" +
        "fcb9382657222d18c4");
    private static readonly byte[] ReceiverPublic = Hex(
        "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d" +
        "128aafd68a2ce72ea0");

    [Fact]
    public void The_shared_secret_is_that_of_the_rfc_on_both_sides()
    {
        const string expected = "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8";
        using var ephemeral = HpkePrivateKey.FromScalar(EphemeralScalar, EphemeralPublic);
        using var receiver = HpkePrivateKey.FromScalar(ReceiverScalar, ReceiverPublic);
        Assert.Equal(expected, Convert.ToHexStringLower(HpkeKem.Encapsulate(ephemeral, ReceiverPublic)));
        Assert.Equal(expected, Convert.ToHexStringLower(HpkeKem.Decapsulate(receiver, EphemeralPublic)));
    }

    [Fact]
    public void The_ciphertexts_are_those_of_the_rfc_and_open_in_order()
    {
        string[] expected =
        [
            "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
            "fa6f037b47fc21826b610172ca9637e82d6e5801eb31cbd3748271affd4ecb06646e0329cbdf3c3cd655b28e82",
        ];
        using var ephemeral = HpkePrivateKey.FromScalar(EphemeralScalar, EphemeralPublic);
        using var key = HpkePrivateKey.FromScalar(ReceiverScalar, ReceiverPublic);
        using var sender = Hpke.CreateSender(ephemeral, ReceiverPublic, Info, Aes128KeyLengthBytes);
        using var receiver = Hpke.CreateReceiver(key, sender.EncapsulatedKey, Info, Aes128KeyLengthBytes);
        for (var number = 0; number < expected.Length; number++)
        {
            var associatedData = Encoding.ASCII.GetBytes($"Count-{number}");
            var ciphertext = sender.Seal(associatedData, Plaintext);
            Assert.Equal(expected[number], Convert.ToHexStringLower(ciphertext));
            Assert.Equal(Plaintext, receiver.Open(associatedData, ciphertext));
        }
    }

    [Fact]
    public void What_is_sealed_to_a_key_opens_with_that_key_only()
    {
        using var key = HpkePrivateKey.Generate();
        using var other = HpkePrivateKey.Generate();
        var (encapsulated, ciphertext) = Hpke.Seal(key.PublicKey, Info, "a"u8, Plaintext);
        Assert.Equal(Plaintext, Hpke.Open(key, encapsulated, Info, "a"u8, ciphertext));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(other, encapsulated, Info, "a"u8, ciphertext));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(key, encapsulated, Info, "b"u8, ciphertext));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(key, encapsulated, "x"u8, "a"u8, ciphertext));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(key, other.PublicKey, Info, "a"u8, ciphertext));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(key, encapsulated, Info, "a"u8, ciphertext.AsSpan(0, 15)));
    }

    [Fact]
    public void Every_altered_bit_of_a_ciphertext_is_noticed()
    {
        using var key = HpkePrivateKey.Generate();
        var (encapsulated, ciphertext) = Hpke.Seal(key.PublicKey, Info, [], "short"u8);
        for (var bit = 0; bit < ciphertext.Length * 8; bit++)
        {
            var altered = ciphertext.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => Hpke.Open(key, encapsulated, Info, [], altered));
        }
    }

    [Fact]
    public void A_message_out_of_order_fails_and_the_right_one_can_still_follow()
    {
        using var key = HpkePrivateKey.Generate();
        using var sender = Hpke.CreateSender(key.PublicKey, Info);
        using var receiver = Hpke.CreateReceiver(key, sender.EncapsulatedKey, Info);
        var first = sender.Seal([], "one"u8);
        var second = sender.Seal([], "two"u8);
        Assert.ThrowsAny<CryptographicException>(() => receiver.Open([], second));
        Assert.Equal("one"u8, receiver.Open([], first));
        Assert.ThrowsAny<CryptographicException>(() => receiver.Open([], first));
        Assert.Equal("two"u8, receiver.Open([], second));
    }

    [Fact]
    public void Two_messages_to_one_key_never_share_an_encapsulated_key()
    {
        using var key = HpkePrivateKey.Generate();
        var keys = Enumerable.Range(0, 20).Select(_ => Convert.ToHexString(Hpke.Seal(key.PublicKey, [], [], []).EncapsulatedKey));
        Assert.Equal(20, keys.Distinct().Count());
    }

    [Fact]
    public void Only_points_of_the_curve_are_public_keys()
    {
        Assert.True(Hpke.IsPublicKey(ReceiverPublic));
        Assert.False(Hpke.IsPublicKey([]));
        Assert.False(Hpke.IsPublicKey(new byte[65]));
        Assert.False(Hpke.IsPublicKey(ReceiverPublic.AsSpan(0, 64)));
        var altered = ReceiverPublic.ToArray();
        altered[64] ^= 1;
        Assert.False(Hpke.IsPublicKey(altered));
        Assert.ThrowsAny<CryptographicException>(() => Hpke.Seal(altered, [], [], []));
    }

    [Fact]
    public void A_private_key_survives_its_files()
    {
        using var key = HpkePrivateKey.Generate();
        using var fromPem = HpkePrivateKey.FromPem(key.ExportPem());
        using var fromBytes = HpkePrivateKey.FromPkcs8(key.ExportPkcs8());
        Assert.Equal(key.PublicKey, fromPem.PublicKey);
        Assert.Equal(key.PublicKey, fromBytes.PublicKey);
        using var otherCurve = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        Assert.ThrowsAny<CryptographicException>(() => HpkePrivateKey.FromPkcs8(otherCurve.ExportPkcs8PrivateKey()));
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
