using Federation.Audit;
using Federation.Contracts.Audit.V1;
using Federation.Hosting.Errors;

namespace Federation.Adapter.Journal;

/// <summary>Keeps what the adapter saw of the broker's log on its own.</summary>
internal sealed class WitnessJournal(AuditJournal journal) : IWitnessStore
{
    /// <inheritdoc/>
    public async Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var entry = journal.NewEntry(accessId: "");
        entry.PeerCheckpoint = checkpoint;
        try
        {
            await journal.AppendLaterAsync(entry);
        }
        catch (RefusalException exception)
        {
            throw new AuditLogUnavailableException("What was seen of a peer's log could not be recorded.", exception);
        }
    }
}
