using CsCheck;
using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using PrivacyCost = Federation.Privacy.PrivacyCost;

namespace Federation.Tests.Adapter.Budgets;

/// <summary>The lineage's hard filter: exact triples, of pure, Gaussian and δ releases mixed, reservations too.</summary>
public sealed class LimitCheckTests
{
    private const string Lineage = "lineage-1";
    private static readonly DateTimeOffset Today = DateTimeOffset.UnixEpoch;

    private static readonly Gen<BudgetRules> Rules = Gen.Select(
        Gen.Long[1, 3_000_000], Gen.Long[0, 2_000_000_000], Gen.Long[0, 100], (epsilon, delta, percent) =>
            new BudgetRules(epsilon, epsilon, epsilon)
            {
                LineageDeltaFemtosMax = delta,
                SelectionDeltaFemtosMax = delta * percent / 100,
            });

    /// <summary>Whatever is asked in whatever order, and whether or not a reservation ever became durable.</summary>
    [Fact]
    public void What_the_ledger_admits_stays_within_the_rule_and_what_it_refuses_would_not() =>
        Gen.Select(Rules, Gen.Select(MadeUpDebit.Costs(), Gen.Bool).Array[1, 50]).Sample((budget, steps) =>
        {
            var fold = new LedgerFold();
            var limits = new LimitCheck(fold);
            var rule = budget.ToAdmissionRule();
            var spent = default(PrivacyCost);
            foreach (var (number, (cost, isDurable)) in steps.Index())
            {
                var sumDelta = (Int128)spent.DeltaFemtos + cost.DeltaFemtos;
                var sumRho = (Int128)spent.RhoMicros + cost.RhoMicros;
                var isPure = spent.EpsilonMicros != PrivacyCost.Unbounded && cost.EpsilonMicros != PrivacyCost.Unbounded;
                var holds = sumDelta <= budget.SelectionDeltaFemtosMax && (sumRho <= rule.RhoMicrosMax
                    || (isPure && (Int128)spent.EpsilonMicros + cost.EpsilonMicros <= budget.LineageEpsilonMicrosMax));
                Assert.Equal(holds || cost == default, limits.Fits(budget, Lineage, cost, Today));
                if (holds)
                {
                    spent += cost;
                    Reserve(fold, number, cost, isDurable);
                }
            }
        });

    [Fact]
    public void Once_a_release_has_no_pure_loss_only_rho_counts()
    {
        var budget = new BudgetRules(1_000_000, 1_000_000, 1_000_000) { LineageDeltaFemtosMax = 1_000_000_000 };
        var (fold, rhoMax) = (new LedgerFold(), budget.ToAdmissionRule().RhoMicrosMax);
        var limits = new LimitCheck(fold);
        Assert.Equal(24_355, rhoMax); // ρ*(1, 1e-6) = 0.024355…, rounded down
        Reserve(fold, 0, new PrivacyCost(PrivacyCost.Unbounded, rhoMax - 50, 0), isDurable: true);

        Assert.True(limits.Fits(budget, Lineage, new PrivacyCost(10_000, 50, 0), Today));
        Assert.False(limits.Fits(budget, Lineage, new PrivacyCost(10_000, 51, 0), Today));
        Assert.True(limits.Fits(budget, "lineage-2", new PrivacyCost(1_000_000, 462_118, 0), Today));
    }

    [Fact]
    public void Delta_of_single_releases_ends_at_its_part_whatever_is_left_of_the_rest()
    {
        var budget = new BudgetRules(1_000_000, 1_000_000, 1_000_000)
        {
            LineageDeltaFemtosMax = 1_000_000_000,
            SelectionDeltaFemtosMax = 1_000,
        };
        var fold = new LedgerFold();
        var limits = new LimitCheck(fold);
        Reserve(fold, 0, new PrivacyCost(10, 1, 600), isDurable: false);

        Assert.True(limits.Fits(budget, Lineage, new PrivacyCost(10, 1, 400), Today));
        Assert.False(limits.Fits(budget, Lineage, new PrivacyCost(10, 1, 401), Today));
    }

    private static void Reserve(LedgerFold fold, int number, PrivacyCost cost, bool isDurable)
    {
        var entry = new MadeUpDebit(Lineage, "trainer-1", "purpose-1", cost, 0, IsAllowed: true).ToEntry(number);
        fold.ApplyDebit(new AccessState(entry));
        if (isDurable)
        {
            fold.Apply(number, entry);
        }
    }
}
