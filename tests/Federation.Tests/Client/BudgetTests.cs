using System.Security.Cryptography;
using Federation.Client;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Google.Protobuf;

namespace Federation.Tests.Client;

/// <summary>A trainer believes a report of its budgets only from a pinned silo, for this very request.</summary>
public sealed class BudgetTests : IDisposable
{
    private readonly TrainerFixture _trainer = new();

    public void Dispose() => _trainer.Dispose();

    [Fact]
    public async Task What_verifies_is_read_and_a_silo_that_refuses_is_named()
    {
        _trainer.Broker.Budget = envelope => new GetBudgetResponse
        {
            Silos =
            {
                Entry(_trainer.First, ReportFor(envelope, "a")),
                new SiloBudgetEntry { Silo = "b", Refusal = new Refusal { Reason = RefusalReason.SiloTimedOut } },
                Entry(_trainer.Second, ReportFor(envelope, "stranger"), "stranger"), // Not pinned: not believed.
            },
        };

        var outcomes = await AskAsync();

        Assert.Equal(["a", "b"], outcomes.Select(outcome => outcome.Silo));
        Assert.Equal("people", Assert.Single(outcomes[0].Report!.Datasets).Dataset);
        Assert.Equal((null, RefusalReason.SiloTimedOut), (outcomes[1].Report, outcomes[1].Refusal!.Reason));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("request")]
    [InlineData("trainer")]
    [InlineData("silo")]
    [InlineData("type")]
    public async Task A_report_that_is_not_for_this_request_and_trainer_by_this_silo_is_an_error(string fault)
    {
        _trainer.Broker.Budget = envelope =>
        {
            var report = ReportFor(envelope, fault == "silo" ? "b" : "a");
            report.RequestDigest = fault == "request" ? ByteString.CopyFrom(new byte[32]) : report.RequestDigest;
            report.TrainerFingerprint = fault == "trainer" ? new string('0', 64) : report.TrainerFingerprint;
            var entry = Entry(fault == "key" ? _trainer.Second : _trainer.First, report, "a");
            entry.Envelope.PayloadType += fault == "type" ? "x" : "";
            return new GetBudgetResponse { Silos = { entry } };
        };

        var exception = await Assert.ThrowsAsync<FederationException>(AskAsync);

        Assert.Equal(FederationFaultKind.Unverified, exception.Kind);
    }

    private async Task<IReadOnlyList<BudgetOutcome>> AskAsync()
    {
        using var client = _trainer.Client();
        return await client.GetBudgetsAsync(TestContext.Current.CancellationToken);
    }

    private static BudgetReport ReportFor(Envelope envelope, string silo) => new()
    {
        Silo = silo,
        RequestDigest = ByteString.CopyFrom(SHA256.HashData(envelope.Payload.Span)),
        TrainerFingerprint = VerifyKey.FingerprintOf(envelope.PublicKey.Span),
        Datasets = { new DatasetBudget { Dataset = "people" } },
    };

    private static SiloBudgetEntry Entry(FakeSilo silo, BudgetReport report, string? name = null)
    {
        const string type = "application/vnd.federation.budget-report.v1";
        var payload = report.ToByteArray();
        return new SiloBudgetEntry
        {
            Silo = name ?? silo.Id,
            Envelope = new Envelope
            {
                PayloadType = type,
                Payload = ByteString.CopyFrom(payload),
                PublicKey = ByteString.CopyFrom(silo.Signing.PublicKey),
                Signature = ByteString.CopyFrom(Dsse.Sign(silo.Signing, type, payload)),
            },
        };
    }
}
