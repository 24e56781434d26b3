using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Hosting.Errors;
using Federation.Privacy;
using Federation.Privacy.Accounting;

namespace Federation.Adapter.Budgets;

/// <summary>
/// Whether a debit fits beside what is spent and reserved. The lineage's rule is what privacy rests on: it adds up exact
/// triples. All other limits are fairness among trainers and count the ε that was asked for. Not thread-safe:
/// <see cref="BudgetLedger"/> holds the lock.
/// </summary>
internal sealed class LimitCheck(LedgerFold fold)
{
    private readonly Dictionary<BudgetRules, AdmissionRule> _rules = []; // Made once: finding ρ* is a search.

    /// <summary>Checks a question.</summary>
    /// <param name="permitted">The question.</param>
    /// <param name="lineageCost">What the lineage would pay; nothing where a stored answer serves.</param>
    /// <param name="trainerMicros">What the trainer would pay, in millionths of a nat.</param>
    /// <exception cref="RefusalException">It does not fit; nothing was changed.</exception>
    public void Check(PermittedQuery permitted, PrivacyCost lineageCost, long trainerMicros)
    {
        CheckLineage(permitted, lineageCost);
        CheckShares(permitted, trainerMicros);
        CheckQuotas(permitted.Policy.Dataset, permitted.Agreement, recordsCount: 0);
    }

    /// <summary>Whether a lineage admits a cost beside what is spent and reserved; nothing always fits.</summary>
    public bool Fits(BudgetRules budget, string lineage, PrivacyCost cost) =>
        cost == default || RuleOf(budget).Admits(fold.OfLineage(lineage).Total, cost);

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

    private void CheckLineage(PermittedQuery permitted, PrivacyCost cost)
    {
        var (budget, lineage) = (permitted.Policy.Budget, permitted.Policy.Shape.Lineage);
        if (!Fits(budget, lineage, cost))
        {
            var leftMicros = budget.LineageEpsilonMicrosMax - fold.OfLineage(lineage).Total.EpsilonMicros;
            long? left = budget.ShowsLineage ? Math.Max(0, leftMicros) : null;
            throw Refusals.BudgetExhausted(BudgetLimit.Lineage, permitted.Epsilon.Micros, left);
        }
    }

    /// <summary>What is left of a purpose is told to nobody: others spend of it too.</summary>
    private void CheckShares(PermittedQuery permitted, long micros)
    {
        var budget = permitted.Policy.Budget;
        var (lineage, purpose) = (permitted.Policy.Shape.Lineage, permitted.Request.Header.Purpose);
        var trainer = permitted.Request.TrainerFingerprint;
        var agreement = permitted.Agreement;
        var ofAgreement = fold.OfAgreement(permitted.Policy.Dataset, agreement.Id, trainer).EpsilonMicros;
        Fit(
            BudgetLimit.Trainer, budget.TrainerEpsilonMicrosMax - fold.OfTrainer(lineage, trainer).EpsilonMicros,
            isOwn: true);
        Fit(BudgetLimit.Agreement, agreement.Quotas.EpsilonMicrosMax - ofAgreement, isOwn: true);
        if (budget.PurposeLimits.EpsilonMicrosMax.TryGetValue(purpose, out var purposeMax))
        {
            Fit(BudgetLimit.Purpose, purposeMax - fold.OfPurpose(lineage, purpose).EpsilonMicros, isOwn: false);
        }

        void Fit(BudgetLimit limit, long remainingMicros, bool isOwn)
        {
            if (micros > 0 && micros > remainingMicros)
            {
                throw Refusals.BudgetExhausted(limit, micros, isOwn ? Math.Max(0, remainingMicros) : null);
            }
        }
    }

    private AdmissionRule RuleOf(BudgetRules budget)
    {
        if (!_rules.TryGetValue(budget, out var rule))
        {
            _rules[budget] = rule = budget.ToAdmissionRule();
        }

        return rule;
    }
}
