using System.Globalization;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Google.Protobuf;

namespace Federation.Adapter.Budgets;

/// <summary>
/// Tells a trainer what it spent and has left. A function of requests and policies: nothing of it depends on data. Of
/// other trainers it tells only what the policy shows of the lineage as a whole.
/// </summary>
public sealed class BudgetReporter
{
    private const int DaysMax = 30;

    private readonly string _silo;
    private readonly RequestVerifier _verifier;
    private readonly PolicyBook _policies;
    private readonly BudgetLedger _ledger;
    private readonly TimeProvider _time;

    internal BudgetReporter(
        string silo, RequestVerifier verifier, PolicyBook policies, BudgetLedger ledger, TimeProvider time) =>
        (_silo, _verifier, _policies, _ledger, _time) = (silo, verifier, policies, ledger, time);

    /// <summary>Reports on the datasets that the agreement of a signed request opens.</summary>
    /// <exception cref="RefusalException">The request is none, not fresh, or its agreement opens nothing.</exception>
    public BudgetReport Report(Envelope? envelope)
    {
        var request = RequestVerifier.VerifyBudget(envelope);
        _verifier.CheckFresh(request.Header);
        var now = _time.GetUtcNow();
        var opened = _policies.Datasets
            .Select(policy => (Policy: policy, Agreement: FindAgreement(policy, request, now)))
            .Where(pair => pair.Agreement is not null).ToList();
        if (opened.Count == 0)
        {
            throw Refusals.AccessDenied("");
        }

        var report = new BudgetReport
        {
            Silo = _silo,
            RequestDigest = ByteString.CopyFrom(request.Digest),
            TrainerFingerprint = request.TrainerFingerprint,
        };
        report.Datasets.Add(_ledger.Read(fold =>
            opened.Select(pair => Describe(fold, pair.Policy, pair.Agreement!, now)).ToList()));
        return report;
    }

    private static Agreement? FindAgreement(
        DatasetPolicy policy, VerifiedRequest<BudgetRequest> request, DateTimeOffset now) =>
        policy.Agreements.FirstOrDefault(agreement =>
            agreement.Id == request.Header.Agreement
            && agreement.TrainerFingerprint == request.TrainerFingerprint
            && agreement.Purposes.Contains(request.Header.Purpose)
            && agreement.ValidFrom <= now
            && now < agreement.ValidUntil);

    private static DatasetBudget Describe(
        LedgerFold fold, DatasetPolicy policy, Agreement agreement, DateTimeOffset now)
    {
        var (budget, lineage, trainer) = (policy.Budget, policy.Shape.Lineage, agreement.TrainerFingerprint);
        var period = budget.Renewal?.PeriodOf(now);
        var ofTrainer = fold.OfTrainer(lineage, trainer);
        var ofAgreement = fold.OfAgreement(policy.Dataset, agreement.Id, trainer);
        var described = new DatasetBudget
        {
            Dataset = policy.Dataset,
            Lineage = lineage,
            TrainerEpsilonMicros = Share(ofTrainer.Within(period).EpsilonMicros, budget.TrainerEpsilonMicrosMax),
            AgreementEpsilonMicros = Share(ofAgreement.EpsilonMicros, agreement.Quotas.EpsilonMicrosMax),
            Requests = Share(ofAgreement.RequestsCount, agreement.Quotas.RequestsMax),
            Records = Share(ofAgreement.RecordsCount, agreement.Quotas.RecordsMax),
            TrainerRhoMicros = ofTrainer.Within(period).RhoMicros,
            RenewsUnixMs = period is { } days
                ? DateTimeOffset.UnixEpoch.AddDays(days.End).ToUnixTimeMilliseconds() : 0,
        };
        if (budget.ShowsLineage)
        {
            described.LineageBudget = LineageOf(budget, fold.OfLineage(lineage).Within(period));
        }

        described.Days.Add(ofTrainer.ByDay.OrderByDescending(day => day.Key).Take(DaysMax).Reverse()
            .Select(day => new DailySpending
            {
                Day = DateTimeOffset.UnixEpoch.AddDays(day.Key).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                EpsilonMicros = day.Value.EpsilonMicros,
            }));
        return described;
    }

    private static LineageBudget LineageOf(BudgetRules budget, Privacy.PrivacyCost spent)
    {
        var rule = budget.ToAdmissionRule();
        return new LineageBudget
        {
            Spent = WireCosts.Format(spent),
            EpsilonMicrosMax = rule.EpsilonMicrosMax,
            RhoMicrosMax = rule.RhoMicrosMax,
            DeltaFemtosMax = rule.DeltaFemtosMax,
        };
    }

    private static BudgetShare Share(long spent, long max) => new() { Spent = spent, Max = max };
}
