using Federation.Adapter.Policies;
using Federation.Contracts.Audit.V1;

namespace Federation.Adapter.Budgets;

/// <summary>
/// The ledger, replay guard and quotas: a fold over the adapter's log and nothing else. After a crash it is recomputed.
/// An INTENT that allows is the debit, and nothing gives it back. Not thread-safe: <see cref="BudgetLedger"/> holds
/// the lock.
/// </summary>
internal sealed class LedgerFold
{
    private readonly Dictionary<string, AccessState> _byAccessId = [];
    private readonly Dictionary<(string Trainer, string RequestId), AccessState> _byRequestId = [];
    private readonly HashSet<string> _grantedSlices = [];
    private readonly HashSet<string> _preparations = [];
    private readonly Dictionary<string, DailySum> _byLineage = [];
    private readonly Dictionary<(string Lineage, string Trainer), DailySum> _byTrainer = [];
    private readonly Dictionary<(string Lineage, string Purpose), DailySum> _byPurpose = [];
    private readonly Dictionary<(string Dataset, string Agreement, string Trainer), Spending> _byAgreement = [];
    private readonly Dictionary<string, AccessState> _answeredQuestions = [];
    private readonly HashSet<(string Question, string Trainer)> _heldQuestions = [];
    private readonly Dictionary<(string Subject, string Trainer), HeldAnswers> _heldAnswers = [];

    /// <summary>Takes one entry of the log, in order; of a LEDGER_CARRY, each that it carries.</summary>
    /// <param name="index">Where it stands; below 0 where it is on an earlier shard.</param>
    /// <param name="entry">The entry.</param>
    public void Apply(long index, AuditEntry entry)
    {
        switch (entry.EventCase)
        {
            case AuditEntry.EventOneofCase.Intent when entry.Intent.Decision == Decision.Allow:
                ApplyDebit(new AccessState(entry));
                _byAccessId[entry.AccessId].IsOnRecord = true;
                break;
            case AuditEntry.EventOneofCase.Release when _byAccessId.TryGetValue(entry.AccessId, out var access):
                if (access.Take(index, entry.Release) && access.Intent.Delivery == Delivery.Statistic)
                {
                    ApplyAnswer(access);
                }

                break;
            case AuditEntry.EventOneofCase.Outcome when _byAccessId.TryGetValue(entry.AccessId, out var access):
                access.IsComplete |= entry.Outcome.Status == OutcomeStatus.Completed;
                break;
            case AuditEntry.EventOneofCase.Slice:
                ApplySlice(entry);
                break;
            case AuditEntry.EventOneofCase.Preparation:
                ApplyPreparation(entry);
                break;
            default: // A denial debits nothing.
                break;
        }
    }

    public AccessState? FindRequest(string trainer, string requestId) =>
        _byRequestId.GetValueOrDefault((trainer, requestId));

    public AccessState? FindAccess(string accessId) => _byAccessId.GetValueOrDefault(accessId);

    public AccessState? FindAnswer(ReadOnlySpan<byte> questionDigest) =>
        _answeredQuestions.GetValueOrDefault(Convert.ToHexStringLower(questionDigest));

    public bool IsHeldBy(string trainer, ReadOnlySpan<byte> questionDigest) =>
        _heldQuestions.Contains((Convert.ToHexStringLower(questionDigest), trainer));

    /// <summary>The best answer to a question that a trainer holds, at any ε; null where it holds none.</summary>
    public HeldAnswers? FindHeld(string trainer, ReadOnlySpan<byte> subjectDigest) =>
        _heldAnswers.GetValueOrDefault((Convert.ToHexStringLower(subjectDigest), trainer));

    /// <summary>What a lineage paid: the exact triples of its releases and of the slices it granted.</summary>
    public DailySum OfLineage(string lineage) => Of(_byLineage, lineage);

    public DailySum OfTrainer(string lineage, string trainer) => Of(_byTrainer, (lineage, trainer));

    public DailySum OfPurpose(string lineage, string purpose) => Of(_byPurpose, (lineage, purpose));

    public Spending OfAgreement(string dataset, string agreement, string trainer) =>
        Of(_byAgreement, (dataset, agreement, trainer));

    /// <summary>Takes a debit. Called before its entry is durable too: what is reserved counts as spent.</summary>
    public void ApplyDebit(AccessState access)
    {
        var intent = access.Intent;
        if (!_byAccessId.TryAdd(access.AccessId, access))
        {
            return; // The reservation was taken before its entry was durable.
        }

        _byRequestId[(intent.TrainerFingerprint, intent.RequestId)] = access;
        var asked = WireCosts.Read(intent.TrainerCost);
        OfLineage(intent.Lineage).Add(WireCosts.Read(intent.LineageCost), access.Day);
        OfTrainer(intent.Lineage, intent.TrainerFingerprint).Add(asked, access.Day);
        OfPurpose(intent.Lineage, intent.Purpose).Add(asked, access.Day);
        var agreement = OfAgreement(intent.Dataset, intent.Agreement, intent.TrainerFingerprint);
        agreement.EpsilonMicros += asked.EpsilonMicros;
        agreement.RequestsCount++;
        agreement.RecordsCount += intent.RecordsCount;
    }

    /// <summary>Takes a slice that goes to another adapter, before its entry is durable too.</summary>
    public void ApplySlice(AuditEntry entry)
    {
        if (_grantedSlices.Add(entry.AccessId))
        {
            var day = BudgetRenewal.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs));
            OfLineage(entry.Slice.Slice.Lineage).Add(WireCosts.Read(entry.Slice.LineageCost), day);
        }
    }

    /// <summary>Takes what preparing a dataset costs, before its entry is durable too.</summary>
    public void ApplyPreparation(AuditEntry entry)
    {
        if (_preparations.Add(entry.AccessId))
        {
            var day = BudgetRenewal.DayOf(DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs));
            OfLineage(entry.Preparation.Lineage).Add(WireCosts.Read(entry.Preparation.LineageCost), day);
        }
    }

    private void ApplyAnswer(AccessState access)
    {
        access.IsComplete = true;
        var question = Convert.ToHexStringLower(access.Intent.QuestionDigest.Span);
        _answeredQuestions.TryAdd(question, access);
        _heldQuestions.Add((question, access.Intent.TrainerFingerprint));
        if (access.Intent.TrainerCost.EpsilonMicros > 0) // Else its trainer held it before.
        {
            ApplyHeld(access);
        }
    }

    private void ApplyHeld(AccessState access)
    {
        var key = (Convert.ToHexStringLower(access.Intent.SubjectDigest.Span), access.Intent.TrainerFingerprint);
        var answer = new HeldAnswers(
            [.. access.Intent.RefinedAccessIds.Select(FindAccess).OfType<AccessState>(), access]);
        if (_heldAnswers.GetValueOrDefault(key) is not { } known || answer.IsAsPreciseAs(known))
        {
            _heldAnswers[key] = answer;
        }
    }

    private static TSpending Of<TKey, TSpending>(Dictionary<TKey, TSpending> spendings, TKey key)
        where TKey : notnull
        where TSpending : new()
    {
        if (!spendings.TryGetValue(key, out var spending))
        {
            spendings[key] = spending = new TSpending();
        }

        return spending;
    }
}
