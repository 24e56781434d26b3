using System.Text;
using Federation.Sealing;

namespace Federation.Tests.Sealing;

public sealed class DsseTests
{
    private static readonly SigningKey Key = SigningKey.FromSeed(Convert.FromHexString(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    [Fact]
    public void Ed25519_is_that_of_rfc_8032_section_7_1()
    {
        Assert.Equal(
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(Key.PublicKey));
        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465" +
            "5141438e7a100b",
            Convert.ToHexStringLower(Key.Sign([])));
    }

    [Fact]
    public void The_pre_authentication_encoding_is_that_of_the_dsse_protocol() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(Dsse.Pae("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void Lengths_are_counted_in_bytes_not_in_characters() =>
        Assert.Equal("DSSEv1 6 类型 3 值", Encoding.UTF8.GetString(Dsse.Pae("类型", "值"u8)));

    [Fact]
    public void A_signature_holds_for_one_type_one_payload_and_one_key()
    {
        using var other = SigningKey.Create();
        var signature = Dsse.Sign(Key, "a/b", "payload"u8);
        Assert.Equal(64, signature.Length);
        Assert.True(Dsse.Verify(Key.VerifyKey, "a/b", "payload"u8, signature));
        Assert.False(Dsse.Verify(Key.VerifyKey, "a/c", "payload"u8, signature));
        Assert.False(Dsse.Verify(Key.VerifyKey, "a/b", "payloae"u8, signature));
        Assert.False(Dsse.Verify(other.VerifyKey, "a/b", "payload"u8, signature));
        Assert.False(Dsse.Verify(Key.VerifyKey, "a/b", "payload"u8, signature.AsSpan(0, 63)));
        Assert.False(Dsse.Verify(Key.VerifyKey, "a/b", "payload"u8, []));
    }

    [Fact]
    public void The_border_between_type_and_payload_cannot_be_moved()
    {
        var signature = Dsse.Sign(Key, "a", "b 1 c"u8);
        Assert.False(Dsse.Verify(Key.VerifyKey, "a 5 b", "c"u8, signature));
    }

    [Fact]
    public void A_fingerprint_is_the_lower_case_sha256_of_the_public_key() => Assert.Equal(
        "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9", Key.Fingerprint);

    [Fact]
    public void A_key_survives_its_seed()
    {
        using var key = SigningKey.Create();
        using var restored = SigningKey.FromSeed(key.ExportSeed());
        Assert.Equal(key.PublicKey, restored.PublicKey);
        Assert.Equal(key.Sign("x"u8), restored.Sign("x"u8));
    }

    [Fact]
    public void What_is_no_public_key_is_not_imported()
    {
        Assert.False(VerifyKey.TryImport([], out _));
        Assert.False(VerifyKey.TryImport(new byte[31], out _));
        Assert.False(VerifyKey.TryImport(new byte[33], out _));
    }
}
