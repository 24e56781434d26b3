using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Permits;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Telemetry;

namespace Federation.Adapter;

/// <summary>
/// The way of one statistic through the adapter. Read it top to bottom: nothing happens anywhere else.
/// </summary>
/// <remarks>
/// Each step takes what only the step before it can make, so a reordering does not compile. After <c>exact</c> exists
/// nothing may refuse, be cancelled or take another way because of its values.
/// </remarks>
public sealed class QueryPipeline
{
    private readonly RequestVerifier _verifier;
    private readonly RequestTurns _turns;
    private readonly Gatekeeper _gatekeeper;
    private readonly BudgetLedger _ledger;
    private readonly StoreReader _store;
    private readonly ReleaseWriter _writer;
    private readonly ReleaseRecorder _recorder;
    private readonly WitnessQuorum _quorum;
    private readonly ReleaseSealer _sealer;
    private readonly AccessRecorder _accesses;
    private readonly FederationMetrics _metrics;

    internal QueryPipeline(
        RequestVerifier verifier, RequestTurns turns, Gatekeeper gatekeeper, BudgetLedger ledger, StoreReader store,
        ReleaseWriter writer, ReleaseRecorder recorder, WitnessQuorum quorum, ReleaseSealer sealer,
        AccessRecorder accesses, FederationMetrics metrics)
    {
        (_verifier, _turns, _gatekeeper, _ledger) = (verifier, turns, gatekeeper, ledger);
        (_store, _writer, _recorder, _sealer, _accesses) = (store, writer, recorder, sealer, accesses);
        (_quorum, _metrics) = (quorum, metrics);
    }

    /// <summary>Answers, or throws a <see cref="RefusalException"/> that is already on record.</summary>
    public async Task<SealedRelease> RunAsync(Envelope? envelope, CancellationToken cancellationToken)
    {
        VerifiedRequest<StatisticRequest> request = RequestVerifier.VerifyStatistic(envelope);  // who asks?
        using var turn = await _turns.WaitAsync(
            request.TrainerFingerprint, request.Header.RequestId, cancellationToken);          // one try at a time

        try
        {
            _accesses.CheckWritable();                                                         // nothing off the record
            if (_ledger.FindReleased(request) is { } earlier)                                  // the same bytes again
            {
                return await _sealer.SealAsync(await _recorder.FindAsync(earlier), request.Body.Query.Dataset);
            }

            if (!_ledger.IsKnown(request))
            {
                _verifier.CheckFresh(request.Header);                                          // no old message
            }

            PermittedQuery permitted = _gatekeeper.Permit(request);                            // may they ask this?
            _recorder.CheckWritable();                                                         // an answer can be kept
            await _quorum.CheckAsync(permitted.Policy, cancellationToken);                     // and seen by witnesses
            FundedQuery funded = await _ledger.DebitAsync(permitted, cancellationToken);       // paid before reading
            (RecordedRelease recorded, SealedRelease release) =
                await AnswerAsync(funded, cancellationToken);                                  // at its slot's end
            _accesses.Completed(recorded.AccessId, recorded.Payload.Length);                    // soon on record, too
            _metrics.CountDebit(
                permitted.Policy.Dataset, funded.LineageCost == default ? 0 : permitted.Epsilon.Micros);
            _metrics.CountRelease(permitted.Policy.Dataset, "statistic", recorded.Payload.Length, records: 0);
            return release;
        }
        catch (RefusalException refusal)
        {
            await _accesses.RefusedAsync(
                request, Delivery.Statistic, request.Body.Query?.Dataset ?? string.Empty, refusal.Refusal.Reason);
            throw;
        }
    }

    /// <summary>P11: an answer, a store that cannot be read and a bug are all told at the end of the slot.</summary>
    private async Task<(RecordedRelease Recorded, SealedRelease Sealed)> AnswerAsync(
        FundedQuery funded, CancellationToken cancellationToken)
    {
        ReplySlot slot = funded.Permitted.Slot;
        try
        {
            RecordedRelease recorded = await ReleaseAsync(funded, cancellationToken);
            return (recorded, await _sealer.SealAsync(
                recorded, funded.Permitted.Policy.Dataset));                                    // signed, with receipt
        }
        finally
        {
            _metrics.CountReply(funded.Permitted.Policy.Dataset, slot.IsLate);
            await slot.WaitAsync(cancellationToken);
        }
    }

    private async Task<RecordedRelease> ReleaseAsync(FundedQuery funded, CancellationToken cancellationToken)
    {
        Release release;
        if (funded.Stored is { } stored)
        {
            if (!funded.IsHeld)
            {
                _ = await _store.ReadAsync(funded, cancellationToken);                         // as slow as a first one
            }

            release = _writer.Again(funded, stored);                                            // never new noise
        }
        else
        {
            EarlierDraws earlier = _writer.DrawsBefore(funded);                                // none, for most
            ExactAnswer exact = await _store.ReadAsync(funded, cancellationToken);             // closed to this room
            release = _writer.Perturb(exact, earlier);                                         // the only way out
        }

        return await _recorder.RecordAsync(release);                                           // on record, then out
    }
}
