using Federation.Client.Statistics;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Tests.Client;

/// <summary>P8 at the trainer: an answer says whom it stands for, whom not and why, and how far it may be off.</summary>
public sealed class P8HonestTests(TrainerFixture trainer) : IClassFixture<TrainerFixture>
{
    [Fact]
    public async Task An_answer_names_who_answered_and_who_refused_with_the_reason()
    {
        var answer = await AskAsync(OnlyTheFirst);

        (string, RefusalReason?)[] expected = [("a", null), ("b", RefusalReason.StoreUnavailable)];
        Assert.Equal(expected, answer.Coverage.Select(silo => (silo.Silo, silo.Refusal?.Reason)));
        Assert.False(answer.IsComplete);
        Assert.Equal(100.0, answer.Rows[0].Estimates[0].Value);
    }

    /// <summary>Variances add, so the interval of two equal silos is √2 as wide as that of one.</summary>
    [Fact]
    public async Task Error_bars_grow_with_every_silo_whose_noise_is_in_the_sum()
    {
        var one = await AskAsync(OnlyTheFirst);
        var two = await AskAsync(request => FakeBroker.Answer(
            trainer.First.Seal(trainer.First.Release(request, 100)),
            trainer.Second.Seal(trainer.Second.Release(request, 50))));

        var (narrow, wide) = (one.Rows[0].Estimates[0].Interval95, two.Rows[0].Estimates[0].Interval95);
        Assert.True(narrow.Width > 0);
        Assert.InRange((double)wide.Width / (double)narrow.Width, 1.1, 1.8);
    }

    private QueryStatisticResponse OnlyTheFirst(SignedRequestView request)
    {
        var response = FakeBroker.Answer(trainer.First.Seal(trainer.First.Release(request, 100)));
        response.Answers.Add(new SiloAnswer
        {
            Silo = "b",
            Refusal = new Refusal { Reason = RefusalReason.StoreUnavailable, Message = "down" },
        });
        return response;
    }

    private async Task<StatisticAnswer> AskAsync(Func<SignedRequestView, QueryStatisticResponse> answer)
    {
        trainer.Broker.Statistic = envelope => answer(SignedRequestView.Of(envelope));
        using var client = trainer.Client();
        return await client.QueryAsync(
            "SELECT COUNT(*) FROM people", 500_000, TestContext.Current.CancellationToken);
    }
}
