using CsCheck;
using Federation.Adapter.Budgets;
using Federation.Adapter.Policies;
using PrivacyCost = Federation.Privacy.PrivacyCost;

namespace Federation.Tests.Adapter.Budgets;

/// <summary>A renewed budget: each period by itself, and a cap on all of them.</summary>
public sealed class RenewalTests
{
    private const string Lineage = "lineage-1";
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly BudgetRules Budget = new(1_000, 1_000, 1_000)
    {
        Renewal = new BudgetRenewal(From, 30, LifetimeEpsilonMicrosMax: 2_500, LifetimeDeltaFemtosMax: 0),
    };

    [Fact]
    public void Periods_are_whole_days_without_gap_or_overlap_before_and_after_the_first() =>
        Gen.Select(Gen.Int[1, 3_650], Gen.Long[-4_000_000_000, 4_000_000_000]).Sample((days, second) =>
        {
            var renewal = Budget.Renewal! with { Days = days };
            var moment = DateTimeOffset.UnixEpoch.AddSeconds(second);
            var (first, end) = renewal.PeriodOf(moment);
            var start = DateTimeOffset.UnixEpoch.AddDays(first);

            Assert.Equal(days, end - first);
            Assert.True(start <= moment && moment < start.AddDays(days));
            Assert.Equal(0, (start - From).TotalDays % days);
            Assert.Equal((first - days, first), renewal.PeriodOf(start.AddMilliseconds(-1)));
        });

    [Fact]
    public void A_new_period_grants_anew_to_the_millisecond_and_the_lifetime_ends_it()
    {
        var (fold, limits) = Ledger();
        var lastMoment = From.AddDays(30).AddMilliseconds(-1);
        Debit(fold, 1, 1_000, From);

        Assert.False(limits.Fits(Budget, Lineage, Pure(1), lastMoment));
        Assert.True(limits.Fits(Budget, Lineage, Pure(1_000), From.AddDays(30)));
        Debit(fold, 2, 1_000, From.AddDays(30));
        Assert.False(limits.Fits(Budget, Lineage, Pure(501), From.AddDays(60)));
        Assert.True(limits.Fits(Budget, Lineage, Pure(500), From.AddDays(60)));
        Debit(fold, 3, 500, From.AddDays(60));
        Assert.False(limits.Fits(Budget, Lineage, Pure(1), From.AddDays(300)));
        Assert.Equal(0, limits.LeftOf(Budget, Lineage, From.AddDays(300)));
    }

    [Fact]
    public void A_debit_counts_for_the_period_of_its_entry_after_a_restart_too()
    {
        var (live, _) = Ledger();
        var entries = new[] { (1, 700L, From.AddDays(29)), (2, 900L, From.AddDays(31)) };
        foreach (var (number, micros, when) in entries)
        {
            Debit(live, number, micros, when);
        }

        var (restarted, limits) = Ledger();
        foreach (var (number, micros, when) in entries)
        {
            restarted.Apply(number, EntryOf(number, micros, when));
        }

        foreach (var day in new[] { 0, 29, 30, 59, 60 })
        {
            var period = Budget.Renewal!.PeriodOf(From.AddDays(day));
            Assert.Equal(live.OfLineage(Lineage).Within(period), restarted.OfLineage(Lineage).Within(period));
        }

        Assert.True(limits.Fits(Budget, Lineage, Pure(100), From.AddDays(59)));
        Assert.False(limits.Fits(Budget, Lineage, Pure(101), From.AddDays(59)));
    }

    [Fact]
    public void Delta_of_the_lifetime_is_set_aside_for_single_releases_in_the_same_part()
    {
        var rule = (Budget.Renewal! with { LifetimeDeltaFemtosMax = 3_000 }).ToLifetimeRule(1_000, 400);

        Assert.Equal((2_500, 1_200), (rule.EpsilonMicrosMax, rule.DeltaFemtosMax));
    }

    [Fact]
    public void The_share_of_a_trainer_is_renewed_with_the_lineage()
    {
        var (fold, _) = Ledger();
        Debit(fold, 1, 1_000, From);

        Assert.Equal(1_000, fold.OfTrainer(Lineage, "trainer-1").Within(Budget.Renewal!.PeriodOf(From)).EpsilonMicros);
        Assert.Equal(default, fold.OfTrainer(Lineage, "trainer-1").Within(Budget.Renewal!.PeriodOf(From.AddDays(30))));
    }

    private static (LedgerFold Fold, LimitCheck Limits) Ledger()
    {
        var fold = new LedgerFold();
        return (fold, new LimitCheck(fold));
    }

    private static PrivacyCost Pure(long micros) => new(micros, 1, 0);

    private static void Debit(LedgerFold fold, int number, long micros, DateTimeOffset when) =>
        fold.ApplyDebit(new AccessState(EntryOf(number, micros, when)));

    private static Contracts.Audit.V1.AuditEntry EntryOf(int number, long micros, DateTimeOffset when)
    {
        var entry = new MadeUpDebit(Lineage, "trainer-1", "purpose-1", Pure(micros), micros, IsAllowed: true).ToEntry(number);
        entry.RecordedUnixMs = when.ToUnixTimeMilliseconds();
        return entry;
    }
}
