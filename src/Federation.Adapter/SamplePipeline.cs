using Federation.Adapter.Budgets;
using Federation.Adapter.Journal;
using Federation.Adapter.Permits;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples;
using Federation.Adapter.Samples.Removals;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Telemetry;

namespace Federation.Adapter;

/// <summary>The way of one sample through the adapter. Read it top to bottom: nothing happens anywhere else.</summary>
/// <remarks>
/// A stream that broke goes on under the same request id: chunks on record leave again byte for byte, the rest is
/// filtered anew and encrypted under new keys. The quota is debited once.
/// </remarks>
public sealed class SamplePipeline
{
    private readonly string _silo;
    private readonly RequestVerifier _verifier;
    private readonly RequestTurns _turns;
    private readonly Gatekeeper _gatekeeper;
    private readonly BudgetLedger _ledger;
    private readonly SampleFilter _filter;
    private readonly ChunkEncryptor _encryptor;
    private readonly ChunkRecorder _recorder;
    private readonly (RemovalWriter Writer, RemovalRecorder Recorder) _removals;
    private readonly WitnessQuorum _quorum;
    private readonly FrameWriter _frames;
    private readonly AccessRecorder _accesses;
    private readonly FederationMetrics _metrics;

    internal SamplePipeline(
        string silo, RequestVerifier verifier, RequestTurns turns, Gatekeeper gatekeeper, BudgetLedger ledger,
        SampleFilter filter, ChunkEncryptor encryptor, ChunkRecorder recorder, RemovalWriter removals,
        RemovalRecorder removalRecorder, WitnessQuorum quorum, FrameWriter frames, AccessRecorder accesses,
        FederationMetrics metrics)
    {
        (_silo, _verifier, _turns, _gatekeeper, _ledger) = (silo, verifier, turns, gatekeeper, ledger);
        (_filter, _encryptor, _recorder, _frames, _accesses) = (filter, encryptor, recorder, frames, accesses);
        (_removals, _quorum, _metrics) = ((removals, removalRecorder), quorum, metrics);
    }

    /// <summary>Streams a sample, or throws a <see cref="RefusalException"/> that is already on record.</summary>
    /// <param name="envelope">The trainer's signed request.</param>
    /// <param name="write">Takes the next frame; returns when the transport has room again.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    public async Task RunAsync(
        Envelope? envelope, Func<SampleFrame, Task> write, CancellationToken cancellationToken)
    {
        VerifiedRequest<SampleRequest> request = RequestVerifier.VerifySample(envelope);       // who asks?
        using var turn = await _turns.WaitAsync(
            request.TrainerFingerprint, request.Header.RequestId, cancellationToken);         // one try at a time

        try
        {
            _accesses.CheckWritable();                                                        // nothing off the record
            if (_ledger.FindReleased(request) is { } earlier)                                 // the same bytes again
            {
                await ReplayAsync(request, earlier, write);
                return;
            }

            if (!_ledger.IsKnown(request))
            {
                _verifier.CheckFresh(request.Header);                                         // no old message
            }

            PermittedSample permitted = _gatekeeper.Permit(request);                          // may they have this?
            _recorder.CheckWritable();                                                        // a chunk can be kept
            await _quorum.CheckAsync(permitted.Policy, cancellationToken);                    // and seen by witnesses
            FundedSample funded = await _ledger.DebitAsync(permitted, cancellationToken);     // paid as asked, once
            await StreamAsync(funded, write, cancellationToken);
        }
        catch (RefusalException refusal)
        {
            await _accesses.RefusedAsync(request, Delivery.Sample, request.Body.Dataset, refusal.Refusal.Reason);
            throw;
        }
    }

    private async Task ReplayAsync(
        VerifiedRequest<SampleRequest> request, RecordedSample earlier, Func<SampleFrame, Task> write)
    {
        using var progress = new SampleProgress();
        await WriteRecordedAsync(earlier, request.Body.Dataset, progress, write);
        await _frames.WriteAsync(progress.End(_silo, request.Digest, earlier.AccessId), write);
        await _accesses.CompletedAsync(earlier.AccessId, progress.LengthBytes);
    }

    private async Task WriteRecordedAsync(
        RecordedSample recorded, string dataset, SampleProgress progress, Func<SampleFrame, Task> write)
    {
        foreach (var release in recorded.Releases)
        {
            if (RemovalRecorder.IsReport(release.Record))
            {
                await _frames.WriteAsync(
                    await _removals.Recorder.FindAsync(recorded.AccessId, release), dataset, write);
                continue;
            }

            RecordedChunk chunk = await _recorder.FindAsync(recorded.AccessId, release, progress);
            await _frames.WriteAsync(chunk, dataset, write);
        }
    }

    private async Task StreamAsync(
        FundedSample funded, Func<SampleFrame, Task> write, CancellationToken cancellationToken)
    {
        using var progress = new SampleProgress();
        try
        {
            await WriteRecordedAsync(funded.Recorded, funded.Permitted.Policy.Dataset, progress, write);
            await ReleaseRestAsync(funded, progress, write, cancellationToken);
            var end = progress.End(_silo, funded.Permitted.Request.Digest, funded.AccessId);
            await _frames.WriteAsync(end, write);
            await _accesses.CompletedAsync(funded.AccessId, progress.LengthBytes);
        }
        catch (OperationCanceledException)
        {
            await _accesses.CancelledAsync(funded.AccessId, progress.LengthBytes);
            throw;
        }
    }

    private async Task ReleaseRestAsync(
        FundedSample funded, SampleProgress progress, Func<SampleFrame, Task> write,
        CancellationToken cancellationToken)
    {
        var hasAllRecords = progress.RecordsCount == funded.Permitted.Request.Body.RecordsCount;
        if (funded.HasRemovals || (hasAllRecords && funded.Permitted.RemovalCost == default))
        {
            return; // A removal report is the last that leaves.
        }

        var dataset = funded.Permitted.Policy.Dataset;
        ReplySlot slot = funded.Permitted.Slot;
        SampleSelection selection = _filter.Select(funded, progress.RecordsCount, cancellationToken);
        try
        {
            await foreach (FilteredBatch batch in selection.ReadAsync())                      // redacted, re-scanned
            {
                EncryptedChunk encrypted = _encryptor.Encrypt(funded, batch, progress.ChunksCount); // to the trainer
                RecordedChunk chunk = await _recorder.RecordAsync(encrypted, progress, slot.End);   // on record, then
                await WaitAsync(slot, funded, cancellationToken);                             // at its slot's end, out
                _metrics.CountRelease(dataset, "sample", chunk.Ciphertext.Length, chunk.Header.RecordsCount);
                await _frames.WriteAsync(chunk, dataset, write);
                slot = slot.Next();
            }

            if (selection.Removals is { } tally)
            {
                NoisyRemovals noisy = _removals.Writer.Perturb(funded, tally, slot.End);      // exact counts end here
                RecordedRemovals report = await _removals.Recorder.RecordAsync(noisy, progress, slot.End); // on record
                await WaitAsync(slot, funded, cancellationToken);                             // at its slot's end, out
                _metrics.CountRelease(dataset, "sample", report.Payload.Length, records: 0);
                await _frames.WriteAsync(report, dataset, write);
                slot = slot.Next();
            }
        }
        finally
        {
            await WaitAsync(slot, funded, cancellationToken);                                 // the end or a fault too
        }
    }

    private Task WaitAsync(ReplySlot slot, FundedSample funded, CancellationToken cancellationToken)
    {
        _metrics.CountReply(funded.Permitted.Policy.Dataset, slot.IsLate);
        return slot.WaitAsync(cancellationToken);
    }
}
