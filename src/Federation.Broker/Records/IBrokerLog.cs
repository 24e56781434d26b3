using Federation.Contracts.Audit.V1;

namespace Federation.Broker.Records;

/// <summary>Where the broker's entries go.</summary>
public interface IBrokerLog
{
    /// <summary>Completes when the entry is durable; fields are committed to and kept beside it.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written.</exception>
    Task AppendAsync(AuditEntry entry, IReadOnlyList<CommittedField> fields, CancellationToken cancellationToken);

    /// <summary>Completes when an entry that commits to nothing is durable, with the proof that it is.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written.</exception>
    Task<BrokerReceipt> AppendAndProveAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// The same for an entry that nothing waits for, such as how an access ended: it shares the sync of what comes
    /// next, and where nothing comes it soon has its own.
    /// </summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written.</exception>
    Task AppendLaterAsync(AuditEntry entry);
}
