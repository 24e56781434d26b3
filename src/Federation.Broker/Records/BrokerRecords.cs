using System.Text;
using Federation.Audit;
using Federation.Broker.Requests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Broker.Records;

/// <summary>Writes what the broker does into its log: what was asked, what is about to leave, how it ended.</summary>
public sealed class BrokerRecords(string broker, IBrokerLog log, TimeProvider time)
{
    private const int BlindBytes = 16;

    /// <summary>Records that silos are about to be asked; durable when it returns.</summary>
    public async Task<BrokerAccess> IntentAsync(
        AdmittedRequest request, IEnumerable<string> silos, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var access = NewAccess();
        var intent = Describe(request.Question);
        intent.Decision = Decision.Allow;
        intent.RequestSignature = request.Envelope.Signature;
        intent.Silos.Add(silos);
        var entry = NewEntry(access);
        entry.Intent = intent;
        await log.AppendAsync(entry, FieldsOf(request.Caller, request.Question), cancellationToken);
        return access;
    }

    /// <summary>Records a refusal at the door.</summary>
    /// <param name="caller">Who asked.</param>
    /// <param name="question">What was asked, or null where its signature did not verify.</param>
    /// <param name="delivery">Which way of delivery.</param>
    /// <param name="reason">Why not.</param>
    /// <param name="cancellationToken">Stops the waiting, not the writing.</param>
    public Task DenyAsync(
        Caller caller, SignedQuestion? question, Delivery delivery, RefusalReason reason,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var intent = question is null ? new Intent { Delivery = delivery } : Describe(question);
        intent.Decision = Decision.Deny;
        intent.Reason = reason;
        var entry = NewEntry(NewAccess());
        entry.Intent = intent;
        return log.AppendAsync(entry, FieldsOf(caller, question), cancellationToken);
    }

    /// <summary>Records what is about to leave; durable when it returns, with the proof.</summary>
    public Task<BrokerReceipt> ReleaseAsync(
        BrokerAccess access, ReleaseRecord release, CancellationToken cancellationToken)
    {
        var entry = NewEntry(access);
        entry.Release = release;
        return log.AppendAndProveAsync(entry, cancellationToken);
    }

    /// <summary>Records how an access ended; written also where the caller is gone.</summary>
    public Task OutcomeAsync(
        BrokerAccess access, OutcomeStatus status, long lengthBytes, RefusalReason reason = RefusalReason.Unspecified)
    {
        var entry = NewEntry(access);
        entry.Outcome = new Outcome { Status = status, LengthBytes = lengthBytes, Reason = reason };
        return log.AppendLaterAsync(entry);
    }

    private static Intent Describe(SignedQuestion question) => new()
    {
        Delivery = question.Delivery,
        RequestDigest = question.Digest,
        RequestId = question.Header.RequestId,
        TrainerFingerprint = question.TrainerFingerprint,
        Agreement = question.Header.Agreement,
        Purpose = question.Header.Purpose,
        Dataset = question.Dataset,
        RecordsCount = question.RecordsCount,
        ExpiresUnixMs = question.Header.ExpiresUnixMs,
        TrainerCost = new PrivacyCost { EpsilonMicros = question.EpsilonMicros },
    };

    private static List<CommittedField> FieldsOf(Caller caller, SignedQuestion? question)
    {
        var peer = Field("peer", caller.Address);
        var trainer = Field("trainer", caller.Identity.Id);
        return question is null
            ? [trainer, peer]
            : [trainer, Field("purpose", question.Header.Purpose), new("literals", question.Literals.Memory), peer];
    }

    private static CommittedField Field(string tag, string value) => new(tag, Encoding.UTF8.GetBytes(value));

    private BrokerAccess NewAccess() => new(Guid.CreateVersion7(time.GetUtcNow()).ToString());

    private AuditEntry NewEntry(BrokerAccess access) => new()
    {
        Blind = UnsafeByteOperations.UnsafeWrap(FreshBytes.Take(BlindBytes)),
        AccessId = access.AccessId,
        RecordedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Writer = $"broker/{broker}",
    };
}
