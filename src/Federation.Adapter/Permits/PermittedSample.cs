using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples.Evaluations;
using Federation.Contracts.Type.V1;
using PrivacyCost = Federation.Privacy.PrivacyCost;

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

    /// <summary>The evaluation sets that its asker brought; null for none.</summary>
    public TrainerEvaluation? Evaluation { get; init; }

    /// <summary>What the removal report costs; nothing where none is asked for.</summary>
    public PrivacyCost RemovalCost { get; init; }

    /// <summary>How many records of the fixed order are paid for, whichever of them leave.</summary>
    public int PaidRecordsCount => Request.Body.RecordsCount + Request.Body.BackfillRecordsCount;

    /// <summary>When the first chunk may leave; begun before any data is read.</summary>
    public ReplySlot Slot { get; }
}
