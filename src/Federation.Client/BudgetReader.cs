using Federation.Client.Verification;
using Federation.Contracts;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Client;

/// <summary>Checks what silos say of a trainer's budgets: signed by the pinned key, for this very request.</summary>
internal static class BudgetReader
{
    public static BudgetOutcome Read(SiloBudgetEntry entry, SignedRequest request, PinnedEnvelopes envelopes)
    {
        if (entry.OutcomeCase != SiloBudgetEntry.OutcomeOneofCase.Envelope)
        {
            return new BudgetOutcome(entry.Silo, Report: null, entry.Refusal ?? new Refusal());
        }

        var report = envelopes.Open(entry.Silo, entry.Envelope, PayloadTypes.BudgetReport, BudgetReport.Parser);
        return report.Silo == entry.Silo
            && report.RequestDigest.Span.SequenceEqual(request.Digest)
            && report.TrainerFingerprint == request.TrainerFingerprint
            ? new BudgetOutcome(entry.Silo, report, Refusal: null)
            : throw FederationException.Unverified(entry.Silo, "its report answers another request");
    }
}
