using Federation.Client;
using Federation.Client.Statistics;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Tests.Client;

public sealed class StatisticTests(TrainerFixture trainer) : IClassFixture<TrainerFixture>
{
    private const string Count = "SELECT COUNT(*) FROM people";

    [Fact]
    public async Task Checked_releases_are_added_up_with_error_bars_and_coverage()
    {
        trainer.Broker.Statistic = envelope => FakeBroker.Answer(
            trainer.First.Seal(trainer.First.Release(SignedRequestView.Of(envelope), 100, 7)),
            trainer.Second.Seal(trainer.Second.Release(SignedRequestView.Of(envelope), 50, -3)));
        var answer = await AskAsync("SELECT sex, COUNT(*) FROM people GROUP BY sex");
        Assert.True(answer.IsComplete);
        Assert.Equal([150.0, 4.0], answer.Rows.Select(row => row.Estimates[0].Value ?? -1));
        Assert.Equal(["a", "b"], answer.Coverage.Select(silo => silo.Silo));
        var interval = answer.Rows[0].Estimates[0].Interval95;
        Assert.InRange(interval.Width / 2, 6, 14);
    }

    [Fact]
    public async Task A_silo_that_refuses_is_named_and_the_rest_is_answered()
    {
        trainer.Broker.Statistic = envelope =>
        {
            var answer = FakeBroker.Answer(
                trainer.First.Seal(trainer.First.Release(SignedRequestView.Of(envelope), 100)));
            answer.Answers.Add(Refusal("b"));
            return answer;
        };
        var answer = await AskAsync(Count);
        Assert.False(answer.IsComplete);
        Assert.Equal(RefusalReason.BudgetExhausted, answer.Coverage[1].Refusal?.Reason);
    }

    [Fact]
    public async Task When_all_refuse_the_typed_reason_arrives()
    {
        trainer.Broker.Statistic = _ => new QueryStatisticResponse { Answers = { Refusal("a"), Refusal("b") } };
        var fault = await Assert.ThrowsAsync<FederationException>(() => AskAsync(Count));
        Assert.Equal(
            (FederationFaultKind.Refused, RefusalReason.BudgetExhausted), (fault.Kind, fault.Reason));
    }

    [Theory]
    [InlineData("payload")]
    [InlineData("signature")]
    [InlineData("key")]
    [InlineData("request")]
    [InlineData("trainer")]
    [InlineData("silo")]
    [InlineData("dataset")]
    [InlineData("proof")]
    [InlineData("entry")]
    [InlineData("receipt")]
    [InlineData("foreign receipt")]
    [InlineData("unknown field")]
    [InlineData("cost")]
    public async Task P6_a_release_that_is_not_what_the_silo_signed_for_this_request_is_an_error(string part)
    {
        trainer.Broker.Statistic = envelope =>
        {
            var request = SignedRequestView.Of(envelope);
            return FakeBroker.Answer(
                Tamper(part, request), trainer.Second.Seal(trainer.Second.Release(request, 50)));
        };
        var fault = await Assert.ThrowsAsync<FederationException>(() => AskAsync(Count));
        Assert.Equal(FederationFaultKind.Unverified, fault.Kind);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("count")]
    [InlineData("missing")]
    [InlineData("silent")]
    [InlineData("twice")]
    [InlineData("stranger")]
    public async Task A_broker_that_adds_up_wrongly_or_hides_a_silo_is_found_out(string lie)
    {
        trainer.Broker.Statistic = envelope =>
        {
            var request = SignedRequestView.Of(envelope);
            var answer = FakeBroker.Answer(
                trainer.First.Seal(trainer.First.Release(request, 100)),
                trainer.Second.Seal(trainer.Second.Release(request, 50)));
            switch (lie)
            {
                case "value": answer.Merged.Cells[0].Values[0]++; break;
                case "count": answer.Merged.SilosCount--; break;
                case "missing": answer.Merged = null; break;
                case "silent": answer.Answers.RemoveAt(1); break;
                case "twice": answer.Answers.Add(answer.Answers[0]); break;
                default: answer.Answers.Add(Refusal("stranger")); break;
            }

            return answer;
        };
        var fault = await Assert.ThrowsAsync<FederationException>(() => AskAsync(Count));
        Assert.Equal(FederationFaultKind.Unverified, fault.Kind);
    }

    private static SiloAnswer Refusal(string silo) => new()
    {
        Silo = silo,
        Refusal = new Refusal { Reason = RefusalReason.BudgetExhausted, Message = "Ask for less." },
    };

    private SealedRelease Tamper(string part, SignedRequestView request)
    {
        var honest = trainer.First.Release(request, 100);
        switch (part)
        {
            case "request": honest.RequestDigest = ByteString.CopyFrom(new byte[32]); break;
            case "trainer": honest.TrainerFingerprint = new string('0', 64); break;
            case "dataset": honest.Dataset = "orders"; break;
            case "cost": honest.LineageCost.EpsilonMicros = 500_001; break;
            case "unknown field":
                honest = StatisticRelease.Parser.ParseFrom([.. honest.ToByteArray(), 0xF8, 0x7F, 0x01]);
                break;
        }

        if (part == "silo")
        {
            honest.Silo = "a";
            var other = trainer.Second.Seal(trainer.Second.Release(request, 100));
            other.Envelope.Payload = honest.ToByteString();
            return other;
        }

        var release = trainer.First.Seal(honest);
        switch (part)
        {
            case "payload": honest.Cells[0].Values[0]++; release.Envelope.Payload = honest.ToByteString(); break;
            case "signature": release.Envelope.Signature = Flip(release.Envelope.Signature); break;
            case "key": release.Envelope.PublicKey = ByteString.CopyFrom(trainer.Second.Signing.PublicKey); break;
            case "proof": release.Receipt.Proof = release.Receipt.Proof.Replace("index 0", "index 1"); break;
            case "entry": release.Receipt.Entry = Flip(release.Receipt.Entry); break;
            case "receipt": release.Receipt = null; break;
            case "foreign receipt": release.Receipt = trainer.First.Seal(trainer.First.Release(request, 9)).Receipt; break;
        }

        return release;
    }

    private static ByteString Flip(ByteString bytes)
    {
        var copy = bytes.ToByteArray();
        copy[^1] ^= 1;
        return ByteString.CopyFrom(copy);
    }

    private async Task<StatisticAnswer> AskAsync(string sql)
    {
        using var client = trainer.Client();
        return await client.QueryAsync(sql, 500_000, TestContext.Current.CancellationToken);
    }
}
