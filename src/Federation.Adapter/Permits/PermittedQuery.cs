using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Privacy;
using Federation.Privacy.Plans;

namespace Federation.Adapter.Permits;

/// <summary>A question that its asker may ask. Only <see cref="Gatekeeper"/> makes one.</summary>
public sealed class PermittedQuery
{
    internal PermittedQuery(
        VerifiedRequest<StatisticRequest> request, DatasetPolicy policy, Agreement agreement, BoundedPlan plan,
        Epsilon epsilon, byte[] questionDigest, byte[] subjectDigest, ReplySlot slot)
    {
        Request = request;
        Policy = policy;
        Agreement = agreement;
        Plan = plan;
        Epsilon = epsilon;
        QuestionDigest = questionDigest;
        SubjectDigest = subjectDigest;
        Slot = slot;
    }

    /// <summary>The signed request.</summary>
    public VerifiedRequest<StatisticRequest> Request { get; }

    /// <summary>The policy that permits it.</summary>
    public DatasetPolicy Policy { get; }

    /// <summary>The agreement that permits it.</summary>
    public Agreement Agreement { get; }

    /// <summary>What the store will run.</summary>
    public BoundedPlan Plan { get; }

    /// <summary>What it costs.</summary>
    public Epsilon Epsilon { get; }

    /// <summary>SHA-256 over lineage, epoch, ε and the canonical question: two spellings are one question.</summary>
    public byte[] QuestionDigest { get; }

    /// <summary>The same without ε and noise: questions that differ only in how precise the answer is are
    /// one.</summary>
    public byte[] SubjectDigest { get; }

    /// <summary>When the reply may leave; begun before any data is read.</summary>
    public ReplySlot Slot { get; }
}
