using Federation.Adapter.Journal;
using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Google.Protobuf;

namespace Federation.Adapter.Budgets;

/// <summary>
/// P2: the debit is an INTENT entry, durable before data is read, idempotent by request id, never returned. Decisions
/// are taken one at a time under a lock; waiting for the disk happens outside it, so debits share a group commit. What
/// is reserved counts as spent from the moment it is decided.
/// </summary>
public sealed class BudgetLedger
{
    private readonly Lock _lock = new();
    private readonly LedgerFold _fold;
    private readonly LimitCheck _limits;
    private readonly AuditJournal _journal;

    internal BudgetLedger(LedgerFold fold, AuditJournal journal)
    {
        _fold = fold;
        _limits = new LimitCheck(fold);
        _journal = journal;
        journal.Appended += (index, entry) =>
        {
            lock (_lock)
            {
                _fold.Apply(index, entry);
            }
        };
    }

    /// <summary>Whether this very request was debited before; then it may go on after it expired.</summary>
    /// <exception cref="RefusalException">The id was used with another body.</exception>
    public bool IsKnown<TBody>(VerifiedRequest<TBody> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            return FindSame(request) is not null;
        }
    }

    /// <summary>The released answer of an earlier statistic request with the same id and body, or null.</summary>
    /// <exception cref="RefusalException">The id was used with another body.</exception>
    public StoredAnswer? FindReleased(VerifiedRequest<StatisticRequest> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            return FindSame(request) is { Releases.Count: > 0 } access ? StoredAnswer.Of(access) : null;
        }
    }

    /// <summary>
    /// All chunks of an earlier sample request with the same id and body that was completed, or null.
    /// </summary>
    /// <exception cref="RefusalException">The id was used with another body.</exception>
    public RecordedSample? FindReleased(VerifiedRequest<SampleRequest> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            return FindSame(request) is { IsComplete: true } access
                ? new RecordedSample(access.AccessId, [.. access.Releases])
                : null;
        }
    }

    /// <summary>Debits a question, or finds the debit that an earlier try of the same request made.</summary>
    /// <exception cref="RefusalException">Too little is left; nothing was debited.</exception>
    public async Task<FundedQuery> DebitAsync(PermittedQuery permitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permitted);
        cancellationToken.ThrowIfCancellationRequested();
        FundedQuery funded;
        AuditEntry entry;
        lock (_lock)
        {
            if (FindSame(permitted.Request) is { } earlier)
            {
                return Rerun(permitted, earlier);
            }

            var price = QueryPrice.Of(permitted, _fold);
            entry = _journal.NewEntry();
            _limits.Check(permitted, price, DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs));
            entry.Intent = IntentWriter.Allow(permitted, price);
            _fold.ApplyDebit(new AccessState(entry));
            funded = new FundedQuery(permitted, entry.AccessId, price);
        }

        await RecordAsync(entry, permitted.Request.Header, permitted.Request.Body.Query);
        return funded;
    }

    /// <summary>Debits a sample's quota and removal report as asked, or finds the debit of an earlier try.</summary>
    /// <exception cref="RefusalException">Too little is left; nothing was debited.</exception>
    public async Task<FundedSample> DebitAsync(PermittedSample permitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(permitted);
        cancellationToken.ThrowIfCancellationRequested();
        FundedSample funded;
        AuditEntry entry;
        lock (_lock)
        {
            if (FindSame(permitted.Request) is { } earlier)
            {
                CheckOnRecord(earlier);
                return new FundedSample(permitted, new RecordedSample(earlier.AccessId, [.. earlier.Releases]));
            }

            entry = _journal.NewEntry();
            _limits.Check(permitted, DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs));
            entry.Intent = IntentWriter.Allow(permitted);
            _fold.ApplyDebit(new AccessState(entry));
            funded = new FundedSample(permitted, new RecordedSample(entry.AccessId, []));
        }

        await RecordAsync(entry, permitted.Request.Header, permitted.Request.Body);
        return funded;
    }

    /// <summary>Looks at what is spent and reserved now.</summary>
    internal T Read<T>(Func<LedgerFold, T> read)
    {
        lock (_lock)
        {
            return read(_fold);
        }
    }

    /// <summary>
    /// Debits a slice that another adapter may spend as it likes, without a look back: the whole of it is spent here.
    /// </summary>
    /// <param name="policy">A policy of the lineage.</param>
    /// <param name="slice">To whom and how much; its id is filled in.</param>
    /// <returns>The index of its entry, once it is durable.</returns>
    /// <exception cref="RefusalException">Too little is left; nothing was debited.</exception>
    internal async Task<long> DebitAsync(DatasetPolicy policy, BudgetSlice slice)
    {
        var cost = Privacy.PrivacyCost.OfApproximate(new Privacy.Epsilon(slice.EpsilonMicros), slice.DeltaFemtos);
        AuditEntry entry;
        lock (_lock)
        {
            entry = _journal.NewEntry();
            _limits.CheckLineage(
                policy, cost, slice.EpsilonMicros, DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs),
                isShown: true); // The holder itself asks.
            slice.SliceId = entry.AccessId;
            entry.Slice = new SliceRecord { Slice = slice, LineageCost = WireCosts.Format(cost) };
            _fold.ApplySlice(entry);
        }

        return await _journal.AppendAsync(entry, CancellationToken.None);
    }

    /// <summary>Debits what samples will tell of a whole dataset, before it is read to prepare them.</summary>
    /// <param name="policy">The policy that asks for it.</param>
    /// <param name="cost">What it costs.</param>
    /// <returns>When the debit is durable.</returns>
    /// <exception cref="RefusalException">Too little is left; nothing was debited.</exception>
    internal async Task DebitAsync(DatasetPolicy policy, Privacy.PrivacyCost cost)
    {
        AuditEntry entry;
        lock (_lock)
        {
            entry = _journal.NewEntry();
            _limits.CheckLineage(
                policy, cost, policy.Samples!.Crowd!.EpsilonMicros,
                DateTimeOffset.FromUnixTimeMilliseconds(entry.RecordedUnixMs),
                isShown: true); // The holder itself asks.
            entry.Preparation = new Preparation
            {
                Dataset = policy.Dataset,
                Lineage = policy.Shape.Lineage,
                Epoch = policy.Shape.Epoch,
                LineageCost = WireCosts.Format(cost),
                PolicyDigest = ByteString.CopyFrom(policy.Digest),
            };
            _fold.ApplyPreparation(entry);
        }

        await _journal.AppendAsync(entry, CancellationToken.None);
    }

    /// <summary>
    /// Makes a reservation durable. Not cancellable: a reservation that no entry holds would fund a read which a
    /// restart forgets.
    /// </summary>
    private async Task RecordAsync(AuditEntry entry, RequestHeader header, IMessage literals)
    {
        _journal.AddCommitments(entry, header, literals);
        await _journal.AppendAsync(entry, CancellationToken.None);
    }

    /// <summary>A reservation whose entry never became durable pays for nothing.</summary>
    private static void CheckOnRecord(AccessState earlier)
    {
        if (!earlier.IsOnRecord)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>
    /// A try that ended before its RELEASE goes on under its debit; one that paid nothing never gets noise. What was
    /// paid for is the question under the policy of that time: under another, another lineage or table would be read.
    /// </summary>
    private FundedQuery Rerun(PermittedQuery permitted, AccessState earlier)
    {
        CheckOnRecord(earlier);
        return QueryPrice.Of(permitted, earlier, _fold) is { } paid
            ? new FundedQuery(permitted, earlier.AccessId, paid)
            : throw Refusals.RequestReplayed();
    }

    private AccessState? FindSame<TBody>(VerifiedRequest<TBody> request)
    {
        var access = _fold.FindRequest(request.TrainerFingerprint, request.Header.RequestId);
        return access is null || access.Intent.RequestDigest.Span.SequenceEqual(request.Digest)
            ? access
            : throw Refusals.RequestReplayed();
    }
}
