using System.Security.Cryptography;
using Federation.Audit;
using Federation.Client;
using Federation.Client.Samples;
using Federation.Client.Statistics;
using Federation.Client.Verification;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Tests.Client;

/// <summary>The broker's own proof: beside the silos' receipts, in the same call, checked before anything is handed
/// over.</summary>
public sealed class BrokerProofTests(TrainerFixture trainer) : IClassFixture<TrainerFixture>
{
    private static readonly NoteSigner Log = new(
        "demo.federation/broker/hub/audit", SigningKey.FromSeed(SHA256.HashData("hub"u8)));

    [Fact]
    public async Task An_answer_comes_with_the_brokers_proof_which_verifies_by_itself()
    {
        var answer = await AskAsync(Log.VerifierKey, _ => { }, _ => { });
        var file = ReceiptFile.Read(ReceiptFile.Write(answer.BrokerProof!));
        var checkedReceipt = ReleaseCheck.Verify(file, Log.VerifierKey, fingerprint: null);
        Assert.Equal(("broker/hub", Log.Name), (checkedReceipt.Silo, checkedReceipt.Log));
        Assert.Throws<FederationException>(() => ReleaseCheck.Verify(
            file, new NoteSigner(Log.Name, SigningKey.FromSeed(SHA256.HashData("x"u8))).VerifierKey, fingerprint: null));
    }

    [Fact]
    public async Task Without_a_pin_the_key_that_the_broker_names_is_used() =>
        Assert.NotNull((await AskAsync(null, _ => { }, _ => { })).BrokerProof);

    [Theory]
    [InlineData("missing")]
    [InlineData("other key")]
    [InlineData("other access")]
    [InlineData("other release")]
    [InlineData("silo left out")]
    [InlineData("silo added")]
    [InlineData("no release")]
    [InlineData("adapter's entry")]
    [InlineData("altered entry")]
    public async Task An_answer_whose_proof_by_the_broker_does_not_hold_is_an_error(string fault)
    {
        var thrown = await Assert.ThrowsAsync<FederationException>(() => AskAsync(
            Log.VerifierKey,
            entry =>
            {
                switch (fault)
                {
                    case "other access":
                        entry.AccessId = Guid.NewGuid().ToString();
                        break;
                    case "other release":
                        entry.Release.Silos[0].ReleaseDigest = ByteString.CopyFrom(new byte[32]);
                        break;
                    case "silo left out":
                        entry.Release.Silos.RemoveAt(1);
                        break;
                    case "silo added":
                        entry.Release.Silos.Add(new SiloDigest { Silo = "c" });
                        break;
                    case "no release":
                        entry.Outcome = new Outcome();
                        break;
                    case "adapter's entry":
                        entry.Writer = "adapter/a";
                        break;
                }
            },
            response =>
            {
                switch (fault)
                {
                    case "missing":
                        response.Receipt = null;
                        break;
                    case "other key":
                        response.LogVerifierKey = trainer.First.LogVerifierKey;
                        break;
                    case "altered entry":
                        var bytes = response.Receipt.Entry.ToByteArray();
                        bytes[^1] ^= 1;
                        response.Receipt.Entry = ByteString.CopyFrom(bytes);
                        break;
                }
            }));
        Assert.Equal(FederationFaultKind.Unverified, thrown.Kind);
    }

    [Fact]
    public async Task A_pinned_key_leads_to_the_one_that_the_log_handed_over_to_and_to_no_other()
    {
        var next = new NoteSigner(Log.Name, SigningKey.FromSeed(SHA256.HashData("next"u8)));
        var stranger = new NoteSigner(Log.Name, SigningKey.FromSeed(SHA256.HashData("stranger"u8)));
        var handedOver = LogSuccession.Sign(Log, next, 1, new byte[32]).Note;

        Assert.NotNull((await AskAsync(Log.VerifierKey, _ => { }, response => SignAnew(response, next, handedOver))).BrokerProof);

        foreach (var (signer, succession) in new[] { (next, ""), (stranger, handedOver), (stranger, "") })
        {
            var thrown = await Assert.ThrowsAsync<FederationException>(
                () => AskAsync(Log.VerifierKey, _ => { }, response => SignAnew(response, signer, succession)));
            Assert.Equal(FederationFaultKind.Unverified, thrown.Kind);
        }
    }

    private static void SignAnew(QueryStatisticResponse response, NoteSigner signer, string succession)
    {
        var proof = TlogProof.Parse(response.Receipt.Proof);
        var note = signer.Sign(Checkpoint.TextOf(proof.SignedCheckpoint));
        response.Receipt.Proof = (proof with { SignedCheckpoint = note, Succession = succession }).Format();
        response.LogVerifierKey = signer.VerifierKey;
    }

    private async Task<StatisticAnswer> AskAsync(
        string? pinned, Action<AuditEntry> twistEntry, Action<QueryStatisticResponse> twist)
    {
        trainer.Broker.Statistic = envelope =>
        {
            var response = FakeBroker.Answer(
                trainer.First.Seal(trainer.First.Release(SignedRequestView.Of(envelope), 100)),
                trainer.Second.Seal(trainer.Second.Release(SignedRequestView.Of(envelope), 50)));
            var entry = new AuditEntry
            {
                AccessId = response.AccessId,
                Writer = "broker/hub",
                Release = new ReleaseRecord(),
            };
            entry.Release.Silos.Add(response.Answers.Select(answer => new SiloDigest
            {
                Silo = answer.Silo,
                ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(answer.Release.Envelope.Payload.Span)),
            }));
            twistEntry(entry);
            var bytes = EntryBytes.Write(entry);
            var note = Log.Sign(new Checkpoint(Log.Name, 1, MerkleTree.LeafHash(bytes)).Format());
            response.Receipt = new Receipt
            {
                Entry = ByteString.CopyFrom(bytes),
                Proof = new TlogProof(0, [], note).Format(),
            };
            response.LogVerifierKey = Log.VerifierKey;
            twist(response);
            return response;
        };
        using var client = trainer.Client(pinned);
        return await client.QueryAsync(
            "SELECT COUNT(*) FROM people", epsilonMicros: 500_000, TestContext.Current.CancellationToken);
    }
}
