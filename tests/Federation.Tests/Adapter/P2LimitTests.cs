using Federation.Adapter.Policies;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;

namespace Federation.Tests.Adapter;

/// <summary>P2: limits of a lineage and shares below it, and what a refusal tells of them.</summary>
public sealed class P2LimitTests
{
    [Fact]
    public async Task A_limit_of_a_purpose_holds_over_all_trainers_and_tells_none_what_others_spent()
    {
        await using var rig = await new AdapterRig
        {
            Budget = rules => rules with
            {
                PurposeLimits = new PurposeLimits(new Dictionary<string, long> { ["training"] = 1_000 }),
            },
        }.StartAsync();
        await AskAsync(rig, 600, 1, rig.Trainer);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(rig, 401, 2, rig.Second));

        Assert.Equal(RefusalReason.BudgetExhausted, refusal.Refusal.Reason);
        Assert.Equal("purpose", refusal.Refusal.Facts["limit"]);
        Assert.DoesNotContain("remainingEpsilonMicros", refusal.Refusal.Facts);
        await AskAsync(rig, 400, 3, rig.Second);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_left_of_the_lineage_is_told_only_where_the_policy_shows_it(bool isShown)
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 1_000,
            Budget = rules => rules with { ShowsLineage = isShown },
        }.StartAsync();
        await AskAsync(rig, 700, 1, rig.Trainer);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(rig, 301, 2, rig.Second));

        Assert.Equal("lineage", refusal.Refusal.Facts["limit"]);
        Assert.Equal(isShown ? "300" : null, refusal.Refusal.Facts.GetValueOrDefault("remainingEpsilonMicros"));
        Assert.Equal(isShown, refusal.Refusal.Message.Contains("300", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trainer_is_told_what_is_left_of_its_own_limit()
    {
        await using var rig = await new AdapterRig { TrainerEpsilonMicrosMax = 1_000 }.StartAsync();
        await AskAsync(rig, 700, 1, rig.Trainer);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => AskAsync(rig, 301, 2, rig.Trainer));

        Assert.Equal(
            ("trainer", "300"), (refusal.Refusal.Facts["limit"], refusal.Refusal.Facts["remainingEpsilonMicros"]));
    }

    [Fact]
    public async Task Small_questions_go_on_under_rho_where_the_policy_grants_a_delta_and_end_exactly_there()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 100_000,
            Budget = rules => rules with { LineageDeltaFemtosMax = 1_000_000_000 },
        }.StartAsync();
        var rhoMax = rig.Policy.Budget.ToAdmissionRule().RhoMicrosMax;
        var (answered, each) = (0, 5_000);
        var rhoEach = Privacy.PrivacyCost.OfPure(new Privacy.Epsilon(each)).RhoMicros;

        while (answered < 1_000 && await FitsAsync(rig, each, answered))
        {
            answered++;
        }

        Assert.Equal(rhoMax / rhoEach, answered);
        Assert.True(answered > 100_000 / each, $"{answered} answers, ρ* {rhoMax}, ρ {rhoEach} each");
    }

    /// <summary>Pure and Gaussian questions, all at once: whatever order they come in, the sums keep the rule.</summary>
    [Fact]
    public async Task Two_hundred_pure_and_gaussian_questions_at_once_never_exceed_the_rule_and_leave_no_room_unused()
    {
        await using var rig = await new AdapterRig
        {
            LineageEpsilonMicrosMax = 300_000,
            Budget = rules => rules with { LineageDeltaFemtosMax = 1_000_000_000_000, RequestDeltaFemtosMax = 1_000_000_000_000 },
        }.StartAsync();
        var rule = rig.Policy.Budget.ToAdmissionRule();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            try
            {
                var release = await rig.AskAsync(number % 2 == 0 ? 20_000 : 10_000, request =>
                {
                    P2FundedTests.Distinguish(request, number);
                    request.DeltaFemtos = number % 2 == 0 ? 0 : 1_000_000_000_000;
                });
                return StatisticRelease.Parser.ParseFrom(release.Envelope.Payload).LineageCost;
            }
            catch (RefusalException refusal) when (refusal.Refusal.Reason == RefusalReason.BudgetExhausted)
            {
                return null;
            }
        }));

        var paid = answers.OfType<PrivacyCost>().ToList();
        var debits = (await rig.EntriesAsync()).Where(entry => entry.Intent?.Decision == Contracts.Audit.V1.Decision.Allow);
        Assert.Equal(paid.Sum(cost => cost.RhoMicros), debits.Sum(entry => entry.Intent.LineageCost.RhoMicros));
        Assert.Contains(paid, cost => cost.EpsilonMicros == Privacy.PrivacyCost.Unbounded);
        Assert.Contains(paid, cost => cost.EpsilonMicros != Privacy.PrivacyCost.Unbounded);
        Assert.InRange(paid.Sum(cost => cost.RhoMicros), rule.RhoMicrosMax - paid.Max(cost => cost.RhoMicros) + 1, rule.RhoMicrosMax);
        Assert.InRange(paid.Count, 1, 199);
    }

    [Fact]
    public async Task Refusals_cost_nothing_and_never_close_the_ledger()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        for (var number = 0; number < 50; number++)
        {
            Assert.False(await FitsAsync(rig, 1_001 + number, number));
        }

        await AskAsync(rig, 1_000, 100, rig.Trainer);
        Assert.False(await FitsAsync(rig, 1, 101));
    }

    [Fact]
    public async Task An_answer_that_is_stored_is_given_also_when_nothing_is_left_of_the_lineage()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 1_000 }.StartAsync();
        await AskAsync(rig, 1_000, 1, rig.Trainer);

        await AskAsync(rig, 1_000, 1, rig.Second);

        Assert.Equal(1_000, (await rig.EntriesAsync()).Sum(entry => entry.Intent?.LineageCost.EpsilonMicros ?? 0));
    }

    private static async Task<bool> FitsAsync(AdapterRig rig, long epsilonMicros, int number)
    {
        try
        {
            await AskAsync(rig, epsilonMicros, number, rig.Trainer);
            return true;
        }
        catch (RefusalException refusal) when (refusal.Refusal.Reason == RefusalReason.BudgetExhausted)
        {
            return false;
        }
    }

    private static Task<SealedRelease> AskAsync(AdapterRig rig, long epsilonMicros, int number, SigningKey trainer) =>
        rig.AskAsync(epsilonMicros, request => P2FundedTests.Distinguish(request, number), trainer: trainer);
}
