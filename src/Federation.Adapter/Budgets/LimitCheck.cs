using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Hosting.Errors;
using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Adapter.Budgets;

/// <summary>
/// Whether a debit fits beside what is spent and reserved. The lineage's rule is what privacy rests on: it adds up
/// exact triples. All other limits are fairness among trainers and count the ε that was asked for. Not thread-safe:
/// <see cref="BudgetLedger"/> holds the lock.
/// </summary>
internal sealed class LimitCheck(LedgerFold fold)
{
    private readonly Dictionary<BudgetRules, LineageRules> _rules = []; // Made once: finding ρ* is a search.

    /// <summary>Checks a question.</summary>
    /// <param name="permitted">The question.</param>
    /// <param name="price">What lineage and trainer would pay.</param>
    /// <param name="recorded">When the debit is recorded: it counts for the period of that day.</param>
    /// <exception cref="RefusalException">It does not fit; nothing was changed.</exception>
    public void Check(PermittedQuery permitted, QueryPrice price, DateTimeOffset recorded)
    {
        CheckLineage(
            permitted.Policy, price.LineageCost, permitted.Epsilon.Micros, recorded,
            permitted.Policy.Budget.ShowsLineage);
        CheckShares(
            permitted.Policy, permitted.Agreement, permitted.Request.Header.Purpose, price.TrainerMicros, recorded);
        CheckQuotas(permitted.Policy.Dataset, permitted.Agreement, recordsCount: 0);
    }

    /// <summary>Checks a sample: its records, and what its removal report costs.</summary>
    /// <exception cref="RefusalException">It does not fit; nothing was changed.</exception>
    public void Check(PermittedSample permitted, DateTimeOffset recorded)
    {
        var micros = permitted.RemovalCost.EpsilonMicros;
        CheckLineage(
            permitted.Policy, permitted.RemovalCost, micros, recorded, permitted.Policy.Budget.ShowsLineage);
        CheckShares(permitted.Policy, permitted.Agreement, permitted.Request.Header.Purpose, micros, recorded);
        CheckQuotas(permitted.Policy.Dataset, permitted.Agreement, permitted.PaidRecordsCount);
    }

    /// <summary>Whether a lineage admits a cost beside what is spent and reserved; nothing always fits.</summary>
    public bool Fits(BudgetRules budget, string lineage, PrivacyCost cost, DateTimeOffset recorded)
    {
        var (spent, rules) = (fold.OfLineage(lineage), RulesOf(budget));
        return cost == default
            || (rules.OfPeriod.Admits(spent.Within(budget.Renewal?.PeriodOf(recorded)), cost)
                && (rules.OfLifetime?.Admits(spent.Total, cost) ?? true));
    }

    /// <summary>Checks what a lineage would pay, for a release or a slice.</summary>
    /// <exception cref="RefusalException">It does not fit; nothing was changed.</exception>
    public void CheckLineage(
        DatasetPolicy policy, PrivacyCost cost, long askedMicros, DateTimeOffset recorded, bool isShown)
    {
        var lineage = policy.Shape.Lineage;
        if (!Fits(policy.Budget, lineage, cost, recorded))
        {
            throw Refusals.BudgetExhausted(
                BudgetLimit.Lineage, askedMicros, isShown ? LeftOf(policy.Budget, lineage, recorded) : null);
        }
    }

    /// <summary>What is left of a lineage by ε alone, in millionths of a nat; never below 0.</summary>
    public long LeftOf(BudgetRules budget, string lineage, DateTimeOffset recorded)
    {
        var spent = fold.OfLineage(lineage);
        var ofPeriod = budget.LineageEpsilonMicrosMax
            - spent.Within(budget.Renewal?.PeriodOf(recorded)).EpsilonMicros;
        var ofLifetime = (budget.Renewal?.LifetimeEpsilonMicrosMax ?? long.MaxValue) - spent.Total.EpsilonMicros;
        return Math.Max(0, Math.Min(ofPeriod, ofLifetime));
    }

    /// <summary>Checks what an agreement grants beside ε.</summary>
    /// <exception cref="RefusalException">It does not fit; nothing was changed.</exception>
    public void CheckQuotas(string dataset, Agreement agreement, long recordsCount)
    {
        var spent = fold.OfAgreement(dataset, agreement.Id, agreement.TrainerFingerprint);
        Fit("requests", 1, agreement.Quotas.RequestsMax - spent.RequestsCount);
        Fit("records", recordsCount, agreement.Quotas.RecordsMax - spent.RecordsCount);

        static void Fit(string quota, long requested, long remaining)
        {
            if (requested > remaining)
            {
                throw Refusals.QuotaExhausted(quota, requested, Math.Max(0, remaining));
            }
        }
    }

    /// <summary>What is left of a purpose is told to nobody: others spend of it too.</summary>
    private void CheckShares(
        DatasetPolicy policy, Agreement agreement, string purpose, long micros, DateTimeOffset recorded)
    {
        var (budget, lineage, trainer) = (policy.Budget, policy.Shape.Lineage, agreement.TrainerFingerprint);
        var period = budget.Renewal?.PeriodOf(recorded);
        var ofAgreement = fold.OfAgreement(policy.Dataset, agreement.Id, trainer).EpsilonMicros;
        var ofTrainer = fold.OfTrainer(lineage, trainer).Within(period).EpsilonMicros;
        Fit(BudgetLimit.Trainer, budget.TrainerEpsilonMicrosMax - ofTrainer, isOwn: true);
        Fit(BudgetLimit.Agreement, agreement.Quotas.EpsilonMicrosMax - ofAgreement, isOwn: true);
        if (budget.PurposeLimits.EpsilonMicrosMax.TryGetValue(purpose, out var purposeMax))
        {
            var ofPurpose = fold.OfPurpose(lineage, purpose).Within(period).EpsilonMicros;
            Fit(BudgetLimit.Purpose, purposeMax - ofPurpose, isOwn: false);
        }

        void Fit(BudgetLimit limit, long remainingMicros, bool isOwn)
        {
            if (micros > 0 && micros > remainingMicros)
            {
                throw Refusals.BudgetExhausted(limit, micros, isOwn ? Math.Max(0, remainingMicros) : null);
            }
        }
    }

    private LineageRules RulesOf(BudgetRules budget)
    {
        if (!_rules.TryGetValue(budget, out var rules))
        {
            _rules[budget] = rules = new LineageRules(
                budget.ToAdmissionRule(),
                budget.Renewal?.ToLifetimeRule(budget.LineageDeltaFemtosMax, budget.SelectionDeltaFemtosMax));
        }

        return rules;
    }

    private sealed record LineageRules(AdmissionRule OfPeriod, AdmissionRule? OfLifetime);
}
