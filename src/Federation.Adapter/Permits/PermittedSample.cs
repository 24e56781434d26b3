using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;

namespace Federation.Adapter.Permits;

/// <summary>A sample that its asker may have. Only <see cref="Gatekeeper"/> makes one.</summary>
public sealed class PermittedSample
{
    internal PermittedSample(
        VerifiedRequest<SampleRequest> request, DatasetPolicy policy, Agreement agreement,
        IReadOnlyList<SampleColumn> columns, ReplySlot slot)
    {
        Request = request;
        Policy = policy;
        Agreement = agreement;
        Columns = columns;
        Slot = slot;
    }

    /// <summary>The signed request.</summary>
    public VerifiedRequest<SampleRequest> Request { get; }

    /// <summary>The policy that permits it.</summary>
    public DatasetPolicy Policy { get; }

    /// <summary>The agreement that permits it.</summary>
    public Agreement Agreement { get; }

    /// <summary>The columns asked for, each with its redactors.</summary>
    public IReadOnlyList<SampleColumn> Columns { get; }

    /// <summary>When the first chunk may leave; begun before any data is read.</summary>
    public ReplySlot Slot { get; }
}
