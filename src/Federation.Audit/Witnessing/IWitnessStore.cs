using Federation.Contracts.Audit.V1;

namespace Federation.Audit;

/// <summary>Where a witness keeps what it saw: its own log, so that nobody, itself included, can deny it
/// later.</summary>
public interface IWitnessStore
{
    /// <summary>Keeps a checkpoint; durable on return.</summary>
    /// <exception cref="AuditLogUnavailableException">It is not known to be durable: it is not cosigned.</exception>
    Task KeepAsync(PeerCheckpoint checkpoint, CancellationToken cancellationToken);
}
