using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Tests.Broker;

/// <summary>The broker carries questions after budgets, and reports unread; a silo that fails is named.</summary>
public sealed class FederatedBudgetTests : IDisposable
{
    private readonly FakeSilo _first = new("a", 1, 10, 20);
    private readonly FakeSilo _second = new("b", 2, 30, 40);
    private readonly TestBroker _broker;

    public FederatedBudgetTests() => _broker = new TestBroker([_first, _second], requestsPerMinute: 5);

    public void Dispose()
    {
        _broker.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task Each_silo_that_the_request_names_answers_and_no_other_is_asked()
    {
        var envelope = TestBroker.AskBudget(request => request.Header.Silos.Add("b"));
        _first.Asked = () => Assert.Fail("It was not named.");

        var entry = Assert.Single((await RunAsync(envelope)).Silos);

        Assert.Equal(("b", SiloBudgetEntry.OutcomeOneofCase.Envelope), (entry.Silo, entry.OutcomeCase));
    }

    [Fact]
    public async Task A_silo_that_is_down_is_named_with_its_reason_and_the_other_answers()
    {
        _first.Fails = StatusCode.Unavailable;

        var silos = (await RunAsync(TestBroker.AskBudget())).Silos;

        Assert.Equal(RefusalReason.SiloUnreachable, silos.Single(silo => silo.Silo == "a").Refusal.Reason);
        Assert.NotNull(silos.Single(silo => silo.Silo == "b").Envelope);
    }

    [Fact]
    public async Task What_no_trainer_signed_reaches_no_silo()
    {
        _first.Asked = _second.Asked = () => Assert.Fail("It passed.");
        var forged = TestBroker.AskBudget();
        forged.Signature = ByteString.CopyFrom(new byte[64]);
        var other = TestBroker.AskBudget(request => request.Header.TrainerKey = ByteString.CopyFrom(new byte[32]));

        foreach (var envelope in new[] { forged, other, TestBroker.Ask() })
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(() => RunAsync(envelope));
            Assert.Equal(RefusalReason.SignatureInvalid, refusal.Refusal.Reason);
        }

        await Assert.ThrowsAsync<RefusalException>(() => RunAsync(envelope: null));
        await Assert.ThrowsAsync<RefusalException>(() => RunAsync(TestBroker.AskBudget(), PeerRole.Adapter));
    }

    [Fact]
    public async Task Asking_too_often_is_refused()
    {
        for (var number = 0; number < 5; number++)
        {
            await RunAsync(TestBroker.AskBudget());
        }

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => RunAsync(TestBroker.AskBudget()));

        Assert.Equal(RefusalReason.RateLimited, refusal.Refusal.Reason);
    }

    private Task<GetBudgetResponse> RunAsync(Envelope? envelope, PeerRole role = PeerRole.Trainer) =>
        _broker.Budget.RunAsync(TestBroker.CallerOf(role), envelope, TestContext.Current.CancellationToken);
}
