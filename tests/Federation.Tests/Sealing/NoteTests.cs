using System.Security.Cryptography;
using Federation.Sealing;

namespace Federation.Tests.Sealing;

/// <summary>C2SP signed notes.</summary>
public sealed class NoteTests
{
    private const string Origin = "adapter-a.fed.example/audit";
    private const string Vkey = "adapter-a.fed.example/audit+50fff27d+AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V";
    private static readonly SigningKey Key = SigningKey.FromSeed(SHA256.HashData("poc"u8));
    private static readonly NoteSigner Signer = new(Origin, Key);
    private static readonly NoteVerifier Verifier = NoteVerifier.Parse(Vkey);

    [Fact]
    public void The_verifier_key_of_a_known_seed_is_the_published_one()
    {
        Assert.Equal(Vkey, Signer.VerifierKey);
        Assert.Equal(Vkey, Verifier.VerifierKey);
        Assert.Equal(Origin, Verifier.Name);
    }

    [Fact]
    public void A_note_of_the_go_implementation_verifies()
    {
        // The example in the documentation of golang.org/x/mod/sumdb/note.
        var verifier = NoteVerifier.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        const string text =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        const string note = text + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg" +
            "KvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        Assert.True(verifier.TryVerify(note, out var verified));
        Assert.Equal(text, verified);
    }

    [Fact]
    public void What_is_signed_verifies_and_gives_the_text_back()
    {
        var note = Signer.Sign("one\n\ntwo 二\n");
        Assert.StartsWith("one\n\ntwo 二\n\n— adapter-a.fed.example/audit UP/yf", note, StringComparison.Ordinal);
        Assert.True(Verifier.TryVerify(note, out var text));
        Assert.Equal("one\n\ntwo 二\n", text);
    }

    [Fact]
    public void An_altered_text_is_refused() =>
        Assert.False(Verifier.TryVerify(Signer.Sign("size 5\n").Replace('5', '6'), out _));

    [Fact]
    public void Signatures_of_unknown_keys_are_passed_over()
    {
        using var otherKey = SigningKey.Create();
        var other = new NoteSigner("other", otherKey);
        var line = LineOf(other.Sign("text\n"));
        Assert.True(Verifier.TryVerify(Signer.Sign("text\n") + line, out _));
        Assert.True(Verifier.TryVerify("text\n\n" + line + LineOf(Signer.Sign("text\n")), out _));
        Assert.False(Verifier.TryVerify("text\n\n" + line, out _));
    }

    [Fact]
    public void A_known_key_whose_signature_fails_spoils_the_note_even_beside_a_good_one()
    {
        var wrong = LineOf(Signer.Sign("another text\n"));
        Assert.False(Verifier.TryVerify(Signer.Sign("text\n") + wrong, out _));
        Assert.False(Verifier.TryVerify("text\n\n" + wrong + LineOf(Signer.Sign("text\n")), out _));
    }

    [Fact]
    public void A_key_of_the_same_name_and_another_id_is_another_key()
    {
        using var otherKey = SigningKey.Create();
        var other = new NoteSigner(Origin, otherKey);
        Assert.True(Verifier.TryVerify(Signer.Sign("text\n") + LineOf(other.Sign("other\n")), out _));
    }

    [Fact]
    public void Sixteen_signatures_are_accepted()
    {
        var note = Signer.Sign("text\n");
        for (var i = 0; i < 15; i++)
        {
            using var key = SigningKey.Create();
            note += LineOf(new NoteSigner($"witness-{i}", key).Sign("text\n"));
        }

        Assert.True(Verifier.TryVerify(note, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nno signature\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n— name AAAAAAA= x\n")]
    [InlineData("text\r\n\n— name AAAAAAA=\n")]
    public void What_is_no_note_is_refused(string note) => Assert.False(Verifier.TryVerify(note, out _));

    [Theory]
    [InlineData("AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V")]
    [InlineData("adapter-a.fed.example/audit+50fff27e+AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V")]
    [InlineData("adapter-b.fed.example/audit+50fff27d+AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V")]
    [InlineData("adapter-a.fed.example/audit+50FFF27D+AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V")]
    [InlineData("adapter-a.fed.example/audit+50fff27d+AFa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V")]
    [InlineData("adapter-a.fed.example/audit+50fff27d+AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6")]
    [InlineData("+50fff27d+AVa0yg9+aYgsSYWcYEcmN6FeXC7wOtTQlNSS3CMfDl6V")]
    public void What_is_no_verifier_key_is_refused(string key)
    {
        Assert.False(NoteVerifier.TryParse(key, out _));
        Assert.Throws<FormatException>(() => NoteVerifier.Parse(key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no line feed")]
    [InlineData("tab\there\n")]
    public void What_cannot_stand_in_a_note_is_not_signed(string text) =>
        Assert.Throws<ArgumentException>(() => Signer.Sign(text));

    [Fact]
    public void Half_a_surrogate_pair_is_not_signed() =>
        Assert.Throws<ArgumentException>(() => Signer.Sign("half a pair " + (char)0xD800 + "\n"));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    public void What_is_no_name_names_no_key(string name) => Assert.Throws<ArgumentException>(() => new NoteSigner(name, Key));

    private static string LineOf(string note) => note[(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 2)..];
}
