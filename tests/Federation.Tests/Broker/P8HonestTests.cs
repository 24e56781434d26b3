using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Grpc.Core;

namespace Federation.Tests.Broker;

/// <summary>P8 at the broker: each silo that was asked is accounted for, once, in the answer and on record.</summary>
public sealed class P8HonestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_silo_that_was_asked_is_in_the_answer_once_with_a_release_or_a_typed_reason()
    {
        FakeSilo[] silos = [new("a", 1, 10), new("b", 2, 20), new("c", 3, 30), new("d", 4, 40)];
        using var broker = new TestBroker(silos, deadlineMs: TestBroker.ShortDeadlineMs);
        await broker.Catalogues.ListAsync(Token);
        silos[1].Fails = StatusCode.Unavailable;
        silos[2].Hangs = true;
        silos[3].WrongKey = SigningKey.Create();

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        (string Silo, RefusalReason? Reason)[] expected =
        [
            ("a", null), ("b", RefusalReason.SiloUnreachable), ("c", RefusalReason.SiloTimedOut),
            ("d", RefusalReason.ReleaseInvalid),
        ];
        Assert.Equal(expected, response.Answers.OrderBy(answer => answer.Silo, StringComparer.Ordinal)
            .Select(answer => (answer.Silo, answer.Refusal?.Reason)));
        Assert.All(response.Answers, answer => Assert.NotEqual(answer.Release is null, answer.Refusal is null));
        Assert.Equal(1, response.Merged.SilosCount);
        var recorded = broker.Entries.Single(entry => entry.Release is not null).Release.Silos;
        Assert.Equal(["a", "b", "c", "d"], recorded.Select(silo => silo.Silo).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_silo_that_is_lost_is_never_taken_for_one_that_has_no_such_dataset()
    {
        using var broker = new TestBroker([new FakeSilo("a", 1, 10) { Fails = StatusCode.Unavailable }]);

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        Assert.Equal(RefusalReason.SiloUnreachable, Assert.Single(response.Answers).Refusal.Reason);
    }
}
