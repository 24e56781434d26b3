using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Two trainers ask by turns until neither gets an answer, and put together what they have.</summary>
public sealed class CollusionTests
{
    private const long EpsilonMicros = 1_000;
    private const int CapAnswersCount = 6;

    [Fact]
    public async Task Two_trainers_get_together_what_one_would_get()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = CapAnswersCount * EpsilonMicros,
        }.StartAsync();

        var answers = await AttackAsync((trainer, question) => Attacker.IsAnsweredAsync(
            rig, EpsilonMicros, question, trainer == 0 ? rig.Trainer : rig.Second));

        Assert.Equal(CapAnswersCount, answers);
    }

    [Fact]
    public async Task Control_a_budget_for_each_trainer_pays_for_twice_as_much()
    {
        var left = new[] { CapAnswersCount, CapAnswersCount };

        var answers = await AttackAsync((trainer, _) => Task.FromResult(left[trainer]-- > 0));

        Assert.Equal(2 * CapAnswersCount, answers);
    }

    private static async Task<int> AttackAsync(Func<int, int, Task<bool>> askAsync)
    {
        var answers = 0;
        for (var question = 0; question < 20; question++)
        {
            answers += await askAsync(question % 2, question) ? 1 : 0;
        }

        return answers;
    }
}
