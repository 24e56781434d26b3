using CsCheck;
using Federation.Privacy.Accounting;

namespace Federation.Privacy.Tests.Accounting;

public sealed class AdmissionRuleTests
{
    private static readonly Gen<PrivacyCost> Costs = Gen.OneOf(
        Gen.Long[1, 2_000_000].Select(micros => PrivacyCost.OfPure(new Epsilon(micros))),
        Gen.Long[1, 50_000].Select(micros => new PrivacyCost(PrivacyCost.Unbounded, micros, 0)),
        Gen.Select(Gen.Long[1, 2_000_000], Gen.Long[0, 400_000_000], (micros, delta) =>
            PrivacyCost.OfApproximate(new Epsilon(micros), delta)));

    private static readonly Gen<AdmissionRule> Rules = Gen.Select(
        Gen.Long[1, 5_000_000], Gen.Long[0, 2_000_000_000], Gen.Long[0, 100], (epsilon, delta, percent) =>
            new AdmissionRule(new Epsilon(epsilon), delta, delta * percent / 100));

    [Fact]
    public void What_was_admitted_keeps_delta_and_one_of_epsilon_and_rho_within_bounds_whatever_was_asked() =>
        Gen.Select(Rules, Costs.Array[1, 60]).Sample((rule, costs) =>
        {
            var spent = default(PrivacyCost);
            foreach (var cost in costs.Where(cost => rule.Admits(spent, cost)))
            {
                spent += cost;
                Assert.True(spent.DeltaFemtos <= rule.DeltaFemtosMax);
                Assert.True(spent.EpsilonMicros <= rule.EpsilonMicrosMax || spent.RhoMicros <= rule.RhoMicrosMax);
            }
        });

    [Fact]
    public void A_refusal_changes_nothing_so_that_a_smaller_question_may_still_be_answered()
    {
        var rule = new AdmissionRule(new Epsilon(1_000_000), 0, 0);
        var spent = PrivacyCost.OfPure(new Epsilon(900_000));
        Assert.False(rule.Admits(spent, PrivacyCost.OfPure(new Epsilon(100_001))));
        Assert.True(rule.Admits(spent, PrivacyCost.OfPure(new Epsilon(100_000))));
    }

    [Fact]
    public void What_fits_fits_in_any_order() =>
        Gen.Select(Rules, Costs, Costs).Sample((rule, first, second) =>
            rule.Admits(first, second) == rule.Admits(second, first));

    [Fact]
    public void Without_delta_only_pure_releases_up_to_epsilon_are_admitted()
    {
        var rule = new AdmissionRule(new Epsilon(1_000_000), 0, 0);
        Assert.True(rule.Admits(default, PrivacyCost.OfPure(new Epsilon(1_000_000))));
        Assert.False(rule.Admits(default, PrivacyCost.OfGaussian(1, 1_000_000)));
        Assert.False(rule.Admits(default, PrivacyCost.OfApproximate(new Epsilon(1), 1)));
    }

    [Fact]
    public void Many_small_pure_releases_go_on_under_rho_after_their_epsilon_is_used_up()
    {
        var rule = new AdmissionRule(new Epsilon(1_000_000), 1_000_000_000, 0);
        var cost = PrivacyCost.OfPure(new Epsilon(10_000));
        var spent = default(PrivacyCost);
        var count = 0;
        for (; rule.Admits(spent, cost); count++)
        {
            spent += cost;
        }

        Assert.Equal(24_355 / cost.RhoMicros, count, 6.0);
        Assert.True(spent.EpsilonMicros > 4 * rule.EpsilonMicrosMax);
    }

    [Fact]
    public void Sums_beyond_64_bits_are_refused_rather_than_wrapped()
    {
        var rule = new AdmissionRule(new Epsilon(1_000_000), 1_000_000_000, 1_000_000);
        var huge = new PrivacyCost(long.MaxValue - 1, long.MaxValue, long.MaxValue);
        Assert.False(rule.Admits(huge, huge));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(10, 11)]
    [InlineData(10, -1)]
    [InlineData(PrivacyCost.FemtosPerUnit, 0)]
    public void A_rule_whose_deltas_promise_nothing_cannot_be_made(long deltaFemtos, long spentDeltaFemtos) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new AdmissionRule(new Epsilon(1), deltaFemtos, spentDeltaFemtos));
}
