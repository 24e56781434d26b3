using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Federation.Sealing;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Tests.Broker;

public sealed class FederatedQueryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Merged_values_are_the_sums_of_what_the_silos_released()
    {
        using var broker = new TestBroker([new("a", 1, 10, -3), new("b", 2, 5, 7), new("c", 3, 1, 1)]);

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        Assert.Equal([16L, 5L], response.Merged.Cells.Select(cell => cell.Values.Single()));
        Assert.Equal(3, response.Merged.SilosCount);
        Assert.All(response.Answers, answer => Assert.NotNull(answer.Release));
    }

    [Fact]
    public async Task Trees_of_counts_add_up_node_by_node()
    {
        using var first = new FakeSilo("a", 1, 10);
        using var second = new FakeSilo("b", 2, 5);
        (first.Twist, second.Twist) = (release => Quantiles(release, ComponentKind.QuantileTree, 1, 2, 3),
            release => Quantiles(release, ComponentKind.QuantileTree, 10, 20, 30));
        using var broker = new TestBroker([first, second]);
        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);
        Assert.Equal([15L, 11, 22, 33], response.Merged.Cells.Single().Values);
        Assert.Equal(3, response.Merged.Components[1].ValuesCount);
    }

    [Fact]
    public async Task Picked_quantiles_of_two_silos_are_never_added_up()
    {
        using var first = new FakeSilo("a", 1, 10);
        using var second = new FakeSilo("b", 2, 5);
        (first.Twist, second.Twist) = (release => Quantiles(release, ComponentKind.Quantile, 50, 40, 60),
            release => Quantiles(release, ComponentKind.Quantile, 30, 20, 40));
        using var broker = new TestBroker([first, second]);
        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);
        Assert.Equal([10L, 50, 40, 60], response.Merged.Cells.Single().Values);
        Assert.Equal(RefusalReason.ReleaseInvalid, response.Answers.Single(answer => answer.Silo == "b").Refusal.Reason);
    }

    private static void Quantiles(StatisticRelease release, ComponentKind kind, params long[] values)
    {
        var noise = new Noise { Kind = NoiseKind.OneSidedGeometric, ScaleNumerator = 2, ScaleDenominator = 1 };
        release.Components.Add(new Component { Kind = kind, Column = "age", Noise = noise, ValuesCount = values.Length });
        release.Cells[0].Values.Add(values);
    }

    [Fact]
    public async Task A_sum_beyond_the_wire_saturates_and_does_not_fail()
    {
        using var broker = new TestBroker([new("a", 1, long.MaxValue), new("b", 2, long.MaxValue)]);

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        Assert.Equal(long.MaxValue, response.Merged.Cells.Single().Values.Single());
    }

    public static TheoryData<string, RefusalReason> Misdeeds => new()
    {
        { "is down", RefusalReason.SiloUnreachable },
        { "breaks its link", RefusalReason.SiloUnreachable },
        { "resets its stream", RefusalReason.SiloUnreachable },
        { "is slow", RefusalReason.SiloTimedOut },
        { "signs with another key", RefusalReason.ReleaseInvalid },
        { "answers another request", RefusalReason.ReleaseInvalid },
        { "answers for another trainer", RefusalReason.ReleaseInvalid },
        { "answers about another dataset", RefusalReason.ReleaseInvalid },
        { "answers as another silo", RefusalReason.ReleaseInvalid },
        { "states other components", RefusalReason.ReleaseInvalid },
        { "states other groups", RefusalReason.ReleaseInvalid },
        { "has too few values", RefusalReason.ReleaseInvalid },
        { "has no proof", RefusalReason.ReleaseInvalid },
        { "crashes", RefusalReason.ReleaseInvalid },
    };

    [Theory]
    [MemberData(nameof(Misdeeds))]
    public async Task A_silo_that_misbehaves_is_named_with_its_reason_and_the_others_are_summed(
        string misdeed, RefusalReason reason)
    {
        var bad = new FakeSilo("b", 2, 1000, 1000);
        using var broker = new TestBroker([new("a", 1, 10, 20), bad, new("c", 3, 1, 2)], deadlineMs: TestBroker.ShortDeadlineMs);
        await broker.Catalogues.ListAsync(Token); // So that it misbehaves when asked, not before.
        MakeMisbehave(bad, misdeed);

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        Assert.Equal([11L, 22L], response.Merged.Cells.Select(cell => cell.Values.Single()));
        Assert.Equal(2, response.Merged.SilosCount);
        Assert.Equal(reason, response.Answers.Single(answer => answer.Silo == "b").Refusal.Reason);
        Assert.Equal(reason, broker.Entries.Single(entry => entry.Release is not null)
            .Release.Silos.Single(silo => silo.Silo == "b").Reason);
    }

    [Fact]
    public async Task A_silo_whose_catalogue_cannot_be_had_is_named_too()
    {
        using var broker = new TestBroker(
            [new("a", 1, 10), new FakeSilo("b", 2, 5) { Fails = StatusCode.Unavailable }]);

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);

        Assert.Equal(RefusalReason.SiloUnreachable, response.Answers.Single(one => one.Silo == "b").Refusal.Reason);
        Assert.Equal(1, response.Merged.SilosCount);
    }

    [Fact]
    public async Task A_dataset_that_no_silo_holds_is_denied_and_nobody_is_asked()
    {
        var isAsked = false;
        using var broker = new TestBroker([new FakeSilo("a", 1, 1) { Dataset = "other", Asked = () => isAsked = true }]);

        var exception = await Assert.ThrowsAsync<RefusalException>(
            () => broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token));

        Assert.Equal(RefusalReason.AccessDenied, exception.Refusal.Reason);
        Assert.Equal(Decision.Deny, broker.Entries.Single().Intent.Decision);
        Assert.False(isAsked);
    }

    [Fact]
    public async Task The_intent_is_on_record_before_a_silo_is_asked_and_the_release_before_the_answer()
    {
        var silo = new FakeSilo("a", 1, 1);
        using var broker = new TestBroker([silo]);
        silo.Asked = () => broker.Events.Add("asked");

        var response = await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);
        broker.Events.Add("answered");
        await broker.Query.CloseAsync(response, isDelivered: true);

        Assert.Equal(["Intent", "asked", "Release", "answered", "Outcome"], broker.Events);
        Assert.All(broker.Entries, entry => Assert.Equal(response.AccessId, entry.AccessId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Nothing_is_answered_when_the_log_cannot_be_written(int failsAtEntry)
    {
        var isAsked = false;
        using var broker = new TestBroker([new FakeSilo("a", 1, 1) { Asked = () => isAsked = true }]);
        broker.FailsAtEntry = failsAtEntry;

        var exception = await Assert.ThrowsAsync<RefusalException>(
            () => broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token));

        Assert.Equal(RefusalReason.AuditUnavailable, exception.Refusal.Reason);
        Assert.Equal(failsAtEntry > 0, isAsked);
    }

    public static TheoryData<string, RefusalReason> BadRequests => new()
    {
        { "another audience", RefusalReason.RequestStale },
        { "expired", RefusalReason.RequestStale },
        { "not yet valid", RefusalReason.RequestStale },
        { "valid too long", RefusalReason.RequestStale },
        { "no epsilon", RefusalReason.RequestInvalid },
        { "huge epsilon", RefusalReason.RequestInvalid },
        { "odd dataset", RefusalReason.RequestInvalid },
        { "odd id", RefusalReason.RequestInvalid },
        { "another key named", RefusalReason.SignatureInvalid },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task A_bad_request_is_refused_on_record_before_a_silo_is_asked(string fault, RefusalReason reason)
    {
        var isAsked = false;
        using var broker = new TestBroker([new FakeSilo("a", 1, 1) { Asked = () => isAsked = true }]);

        var exception = await Assert.ThrowsAsync<RefusalException>(() => broker.Query.RunAsync(
            TestBroker.Trainer, TestBroker.Ask(request => Spoil(request, fault)), Token));

        Assert.Equal(reason, exception.Refusal.Reason);
        Assert.Equal(reason, broker.Entries.Single().Intent.Reason);
        Assert.False(isAsked);
    }

    [Fact]
    public async Task An_altered_request_is_refused()
    {
        using var broker = new TestBroker([new("a", 1, 1)]);
        var envelope = TestBroker.Ask();
        var bytes = envelope.Payload.ToByteArray();
        bytes[^1] ^= 1;
        envelope.Payload = ByteString.CopyFrom(bytes);

        var exception = await Assert.ThrowsAsync<RefusalException>(
            () => broker.Query.RunAsync(TestBroker.Trainer, envelope, Token));

        Assert.Equal(RefusalReason.SignatureInvalid, exception.Refusal.Reason);
    }

    [Fact]
    public async Task An_auditor_may_not_ask()
    {
        using var broker = new TestBroker([new("a", 1, 1)]);

        var exception = await Assert.ThrowsAsync<RefusalException>(
            () => broker.Query.RunAsync(TestBroker.CallerOf(PeerRole.Auditor), TestBroker.Ask(), Token));

        Assert.Equal(RefusalReason.AccessDenied, exception.Refusal.Reason);
    }

    [Fact]
    public async Task The_request_after_the_last_permitted_one_is_refused()
    {
        using var broker = new TestBroker([new("a", 1, 1)], requestsPerMinute: 3);
        for (var i = 0; i < 3; i++)
        {
            await broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token);
        }

        var exception = await Assert.ThrowsAsync<RefusalException>(
            () => broker.Query.RunAsync(TestBroker.Trainer, TestBroker.Ask(), Token));

        Assert.Equal(RefusalReason.RateLimited, exception.Refusal.Reason);
    }

    private static void MakeMisbehave(FakeSilo silo, string misdeed)
    {
        silo.Fails = misdeed switch
        {
            "is down" => StatusCode.Unavailable,
            "breaks its link" => StatusCode.Internal,
            "resets its stream" => StatusCode.ResourceExhausted,
            "crashes" => StatusCode.Unknown,
            _ => null,
        };
        silo.Hangs = misdeed == "is slow";
        silo.WrongKey = misdeed == "signs with another key" ? SigningKey.Create() : null;
        silo.Proof = misdeed == "has no proof" ? "" : FakeSilo.GoodProof;
        silo.Twist = misdeed switch
        {
            "answers another request" => release => release.RequestDigest = ByteString.CopyFrom(new byte[32]),
            "answers for another trainer" => release => release.TrainerFingerprint = new string('0', 64),
            "answers about another dataset" => release => release.Dataset = "other",
            "answers as another silo" => release => release.Silo = "a",
            "states other components" => release => release.Components[0].Kind = ComponentKind.PairLow,
            "states other groups" => release => release.Cells[0].Key[0].Integer = 77,
            "has too few values" => release => release.Cells[0].Values.Clear(),
            _ => _ => { }
            ,
        };
    }

    private static void Spoil(StatisticRequest request, string fault)
    {
        var header = request.Header;
        switch (fault)
        {
            case "another audience": header.Audience = "other.federation"; break;
            case "expired": header.IssuedUnixMs -= 120_000; header.ExpiresUnixMs -= 120_000; break;
            case "not yet valid": header.IssuedUnixMs += 120_000; header.ExpiresUnixMs += 120_000; break;
            case "valid too long": header.ExpiresUnixMs = header.IssuedUnixMs + 300_001; break;
            case "no epsilon": request.EpsilonMicros = 0; break;
            case "huge epsilon": request.EpsilonMicros = long.MaxValue; break;
            case "odd dataset": request.Query.Dataset = "People; DROP"; break;
            case "odd id": header.RequestId = "1"; break;
            default: header.TrainerKey = ByteString.CopyFrom(new byte[32]); break;
        }
    }
}
