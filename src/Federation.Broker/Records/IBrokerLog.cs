using Federation.Contracts.Audit.V1;

namespace Federation.Broker.Records;

/// <summary>Where the broker's entries go.</summary>
public interface IBrokerLog
{
    /// <summary>Completes when the entry is durable; the fields are committed to in an intent and kept beside it.</summary>
    /// <exception cref="Hosting.Errors.RefusalException">The log cannot be written.</exception>
    Task AppendAsync(AuditEntry entry, IReadOnlyList<CommittedField> fields, CancellationToken cancellationToken);
}

/// <summary>A field that an entry commits to without saying it.</summary>
/// <param name="Tag">Which: <c>trainer</c>, <c>purpose</c>, <c>literals</c> or <c>peer</c>.</param>
/// <param name="Value">What it is.</param>
public sealed record CommittedField(string Tag, ReadOnlyMemory<byte> Value);
