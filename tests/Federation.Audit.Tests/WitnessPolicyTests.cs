using System.Security.Cryptography;
using System.Text;
using Federation.Sealing;

namespace Federation.Audit.Tests;

public sealed class WitnessPolicyTests : IDisposable
{
    private readonly LogFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("quorum none", "", true)]
    [InlineData("quorum w1", "", false)]
    [InlineData("quorum w1", "1", true)]
    [InlineData("quorum w1", "2", false)]
    [InlineData("group g all w1 w2\nquorum g", "1", false)]
    [InlineData("group g all w1 w2\nquorum g", "12", true)]
    [InlineData("group g any w1 w2\nquorum g", "2", true)]
    [InlineData("group g 2 w1 w2 w3\nquorum g", "13", true)]
    [InlineData("group g 2 w1 w2 w3\nquorum g", "3", false)]
    [InlineData("group g any w1 w2\ngroup h all g w3\nquorum h", "23", true)]
    [InlineData("group g any w1 w2\ngroup h all g w3\nquorum h", "12", false)]
    public void A_quorum_is_had_or_not(string rules, string cosigners, bool isSatisfied)
    {
        var policy = WitnessPolicy.Parse($"# ours\nlog {_fixture.Signer.VerifierKey}\n{Witnesses}\n{rules}\n");
        Assert.Equal(isSatisfied, policy.IsSatisfied(Note(_fixture.Signer, cosigners)));
        using var other = SigningKey.Create();
        Assert.False(policy.IsSatisfied(Note(new NoteSigner(LogFixture.Origin, other), cosigners)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum w9")]
    [InlineData("quorum none\nquorum none")]
    [InlineData("group g 3 w1 w2\nquorum g")]
    [InlineData("group g 0 w1 w2\nquorum g")]
    [InlineData("group g any w1 w1\nquorum g")]
    [InlineData("group g any w1 g\nquorum g")]
    [InlineData("group none any w1\nquorum none")]
    [InlineData("witness w1 x\nquorum none")]
    [InlineData("witness w4 W1\nquorum none")]
    [InlineData("log x\nquorum none")]
    [InlineData("quorums none")]
    public void A_policy_that_cannot_be_read_as_it_is_meant_is_refused(string rules) => Assert.Throws<FormatException>(
        () => WitnessPolicy.Parse($"{Witnesses}\n{rules.Replace("W1", Cosigner('1').VerifierKey, StringComparison.Ordinal)}\n"));

    [Fact]
    public void One_failing_cosignature_of_a_witness_spoils_all_of_its_own()
    {
        var note = Note(_fixture.Signer, "1");
        var bytes = Convert.FromBase64String(note.TrimEnd('\n').Split(' ')[^1]);
        bytes[^1] ^= 1;
        Assert.True(CosignatureVerifier.TryParse(Cosigner('1').VerifierKey, out var verifier));
        Assert.True(verifier.TryVerify(note, out _));
        Assert.False(verifier.TryVerify($"{note}— {Cosigner('1').Name} {Convert.ToBase64String(bytes)}\n", out _));
    }

    private static string Witnesses => string.Join('\n', "123".Select(w => $"witness w{w} {Cosigner(w).VerifierKey} https://w{w}.example/"));

    private static Cosigner Cosigner(char name) => new(
        $"witness.example/{name}", SigningKey.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes($"witness {name}"))));

    private static string Note(NoteSigner signer, string cosigners)
    {
        var text = new Checkpoint(LogFixture.Origin, 3, new byte[32]).Format();
        return signer.Sign(text) + string.Concat(cosigners.Select(name => Cosigner(name).Cosign(text, 1_700_000_000)));
    }
}
