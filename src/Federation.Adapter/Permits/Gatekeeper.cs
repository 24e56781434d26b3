using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Adapter.Requests;
using Federation.Adapter.Samples.Evaluations;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Privacy;
using Federation.Privacy.Plans;
using PrivacyCost = Federation.Privacy.PrivacyCost;

namespace Federation.Adapter.Permits;

/// <summary>P1: decides from the policy and the request alone, before any data is read.</summary>
public sealed class Gatekeeper(PolicyBook policies, TimeProvider time)
{
    private const int HpkePublicKeyLengthBytes = 65;
    private const long SkippedRecordsCountMax = 10_000_000;

    /// <summary>Permits a question.</summary>
    /// <exception cref="RefusalException">It is forbidden, or no question that the policy knows.</exception>
    public PermittedQuery Permit(VerifiedRequest<StatisticRequest> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = WireQuery.Parse(request.Body.Query);
        var (policy, agreement) = FindAgreement(
            request.Header, request.TrainerFingerprint, query.Dataset, DeliveryKind.Statistics);

        var epsilon = EpsilonOf(request.Body.EpsilonMicros, policy);
        var plan = PlanOf(query, policy, epsilon, DeltaOf(request.Body.DeltaFemtos, policy));
        return new PermittedQuery(
            request, policy, agreement, plan, epsilon,
            Digest("fedgw/question/v1", plan.CanonicalBytes.Span, policy, epsilon.Micros),
            Digest("fedgw/subject/v1", plan.SubjectBytes.Span, policy, epsilonMicros: 0), SlotOf(policy));
    }

    /// <summary>Permits a sample.</summary>
    /// <exception cref="RefusalException">It is forbidden, or asks for what the policy does not offer.</exception>
    public PermittedSample Permit(VerifiedRequest<SampleRequest> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = request.Body;
        var (policy, agreement) = FindAgreement(
            request.Header, request.TrainerFingerprint, body.Dataset, DeliveryKind.Samples);
        if (policy.Samples is not { } rules)
        {
            throw Refusals.AccessDenied(body.Dataset);
        }

        CheckCount(body.RecordsCount, rules);
        CheckBackfill(body, rules);
        if (body.SkippedRecordsCount is < 0 or > SkippedRecordsCountMax)
        {
            throw Refusals.RequestInvalid("skipped_records_count", $"must be in [0, {SkippedRecordsCountMax}]");
        }

        if (body.EncryptionKey.Length != HpkePublicKeyLengthBytes || !Sealing.Hpke.IsPublicKey(body.EncryptionKey.Span))
        {
            throw Refusals.RequestInvalid("encryption_key", "must be an uncompressed P-256 point of 65 bytes");
        }

        return new PermittedSample(request, policy, agreement, ColumnsOf(body, rules), SlotOf(policy))
        {
            Evaluation = TrainerEvaluation.Read(body, rules),
            RemovalCost = RemovalCostOf(body.RemovalEpsilonMicros, policy),
        };
    }

    /// <summary>The loss that a question may have.</summary>
    internal static Epsilon EpsilonOf(long micros, DatasetPolicy policy) =>
        micros >= 1 && micros <= policy.Budget.RequestEpsilonMicrosMax
            ? new Epsilon(micros)
            : throw Refusals.RequestInvalid(
                "epsilon_micros", $"must be in [1, {policy.Budget.RequestEpsilonMicrosMax}]");

    /// <summary>The δ that a question may have, in units of 10⁻¹⁵; 0 where the policy grants none.</summary>
    internal static long DeltaOf(long femtos, DatasetPolicy policy) =>
        femtos >= 0 && femtos <= policy.Budget.RequestDeltaFemtosMax
            ? femtos
            : throw Refusals.RequestInvalid(
                "delta_femtos", $"must be in [0, {policy.Budget.RequestDeltaFemtosMax}]");

    /// <summary>How many records one request may ask for.</summary>
    internal static void CheckCount(int recordsCount, SampleRules rules)
    {
        if (recordsCount < 1 || recordsCount > rules.RecordsPerRequestMax)
        {
            throw Refusals.RequestInvalid("records_count", $"must be in [1, {rules.RecordsPerRequestMax}]");
        }
    }

    /// <summary>What makes up for others is paid for too, so it counts for the limit of one request.</summary>
    private static void CheckBackfill(SampleRequest body, SampleRules rules)
    {
        var most = rules.RecordsPerRequestMax - body.RecordsCount;
        if (body.BackfillRecordsCount < 0 || body.BackfillRecordsCount > most)
        {
            throw Refusals.RequestInvalid("backfill_records_count", $"must be in [0, {most}]");
        }
    }

    private static PrivacyCost RemovalCostOf(long micros, DatasetPolicy policy) =>
        micros == 0 ? default
        : micros > 0 && micros <= policy.Budget.RequestEpsilonMicrosMax
            ? PrivacyCost.OfPure(new Epsilon(micros))
            : throw Refusals.RequestInvalid(
                "removal_epsilon_micros", $"must be in [0, {policy.Budget.RequestEpsilonMicrosMax}]");

    /// <summary>Every way of not being permitted ends in the same refusal.</summary>
    private (DatasetPolicy Policy, Agreement Agreement) FindAgreement(
        RequestHeader header, string trainerFingerprint, string dataset, DeliveryKind delivery)
    {
        var now = time.GetUtcNow();
        var policy = policies.Find(dataset);
        var agreement = policy?.Agreements.FirstOrDefault(candidate =>
            candidate.Id == header.Agreement
            && candidate.TrainerFingerprint == trainerFingerprint
            && candidate.Deliveries.Contains(delivery)
            && candidate.Purposes.Contains(header.Purpose)
            && policy.Purposes.Contains(header.Purpose)
            && candidate.ValidFrom <= now
            && now < candidate.ValidUntil);
        return policy is not null && agreement is not null ? (policy, agreement)
            : throw Refusals.AccessDenied(dataset);
    }

    /// <summary>The plan of a question; a preview makes the same, so that it shows what would really run.</summary>
    internal static BoundedPlan PlanOf(
        Privacy.Queries.TypedQuery query, DatasetPolicy policy, Epsilon epsilon, long deltaFemtos = 0) =>
        Planner.Plan(query, policy.Shape, epsilon, deltaFemtos) switch
        {
            Planned planned => planned.Plan,
            NotPlanned { Faults: [var first, ..] } => throw Refusals.QueryInvalid(first),
            _ => throw Refusals.RequestInvalid("query", "cannot be planned"),
        };

    /// <summary>The columns that a sample would hold.</summary>
    internal static SampleColumn[] ColumnsOf(SampleRequest body, SampleRules rules)
    {
        if (body.Columns.Count == 0)
        {
            return [.. rules.Columns];
        }

        if (body.Columns.Distinct().Count() != body.Columns.Count)
        {
            throw Refusals.RequestInvalid("columns", "must not repeat a column");
        }

        return [.. body.Columns.Select(name =>
            rules.Columns.FirstOrDefault(column => column.Name == name)
            ?? throw Refusals.RequestInvalid("columns", "must be columns that the catalogue offers in samples"))];
    }

    private ReplySlot SlotOf(DatasetPolicy policy) =>
        new(time, TimeSpan.FromMilliseconds(policy.ReplySlotMs));

    private static byte[] Digest(
        string version, ReadOnlySpan<byte> canonical, DatasetPolicy policy, long epsilonMicros)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (var part in new[] { version, policy.Dataset, policy.Shape.Lineage })
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        foreach (var part in new[] { policy.Shape.Epoch, epsilonMicros })
        {
            BinaryPrimitives.WriteInt64BigEndian(number, part);
            hash.AppendData(number);
        }

        hash.AppendData(policy.Digest); // Other bounds make another table, so another question.
        hash.AppendData(canonical);
        return hash.GetHashAndReset();
    }
}
