using Federation.Adapter.Budgets;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Adapter.Journal;

/// <summary>Puts on record how an access ended, and what was denied.</summary>
internal sealed class AccessRecorder(AuditJournal journal)
{
    /// <summary>All of it was handed to the transport.</summary>
    public Task CompletedAsync(string accessId, long lengthBytes) =>
        EndAsync(accessId, OutcomeStatus.Completed, lengthBytes);

    /// <summary>
    /// A whole answer is on its way out. The entry is in the log's queue when this returns and the answer does not
    /// wait for it: what must be durable before a byte leaves is the RELEASE.
    /// </summary>
    public void Completed(string accessId, long lengthBytes)
    {
        var entry = journal.NewEntry(accessId);
        entry.Outcome = new Outcome { Status = OutcomeStatus.Completed, LengthBytes = lengthBytes };
        _ = EndLaterAsync(entry);
    }

    /// <summary>The caller went away before the end.</summary>
    public Task CancelledAsync(string accessId, long lengthBytes) =>
        EndAsync(accessId, OutcomeStatus.Cancelled, lengthBytes);

    /// <summary>Refuses where nothing can be put on record: then nothing is answered, neither what is kept nor a no.
    /// </summary>
    /// <exception cref="RefusalException">The log cannot be written, now or ever again.</exception>
    public void CheckWritable()
    {
        if (!journal.IsWritable)
        {
            throw Refusals.AuditUnavailable();
        }
    }

    /// <summary>A refusal is an INTENT that denies, durable before it is told.</summary>
    /// <exception cref="RefusalException">It could not be put on record: that is what the caller is told in its place,
    /// and what the log's reserve keeps where the disk is full.</exception>
    public async Task RefusedAsync<TBody>(
        VerifiedRequest<TBody> request, Delivery delivery, string dataset, RefusalReason reason)
    {
        var entry = journal.NewEntry();
        entry.Intent = IntentWriter.Deny(request, delivery, dataset, reason);
        await journal.DenyAsync(entry);
    }

    private async Task EndAsync(string accessId, OutcomeStatus status, long lengthBytes)
    {
        var entry = journal.NewEntry(accessId);
        entry.Outcome = new Outcome { Status = status, LengthBytes = lengthBytes };
        await journal.AppendAsync(entry, CancellationToken.None);
    }

    private async Task EndLaterAsync(AuditEntry entry)
    {
        try
        {
            await journal.AppendLaterAsync(entry);
        }
        catch (RefusalException)
        {
            // The log is closed now: it says so to health and to every later request, and the answer is on record.
        }
    }
}
