using Federation.Broker.Records;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker.Requests;

/// <summary>Lets a request in, or puts on record why not. Adapters decide again.</summary>
public sealed class RequestDoor(string federation, TrainerLimits limits, BrokerRecords records, TimeProvider time)
{
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    private readonly ForwardedRequests _forwarded = new();

    /// <summary>Checks role, signature, fields, time and rate, in this order.</summary>
    /// <exception cref="RefusalException">It may not pass; on record unless it was merely too often.</exception>
    public async Task<AdmittedRequest> AdmitAsync(
        Caller caller, Envelope? envelope, Delivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        SignedQuestion? question = null;
        try
        {
            CheckRole(caller);
            question = QuestionReader.Read(envelope, delivery);
            limits.Take($"key/{question.TrainerFingerprint}");
            CheckTime(caller, question);
            return new AdmittedRequest(caller, envelope!, question);
        }
        catch (RefusalException exception) when (exception.Refusal.Reason != RefusalReason.RateLimited)
        {
            if (question is null)
            {
                limits.Take($"certificate/{caller.Identity.Id}"); // A flood of bad requests must not fill the log.
            }

            await records.DenyAsync(caller, question, delivery, exception.Refusal.Reason, cancellationToken);
            throw;
        }
    }

    /// <summary>Counts a call that reads catalogues; trainers and auditors may.</summary>
    /// <exception cref="RefusalException">The caller is neither, or asks too often.</exception>
    public void AdmitReader(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Identity.Role is not (PeerRole.Trainer or PeerRole.Auditor))
        {
            throw new RefusalException(Refusal.AccessDenied("catalogue"));
        }

        limits.Take($"certificate/{caller.Identity.Id}");
    }

    private static void CheckRole(Caller caller)
    {
        if (caller.Identity.Role != PeerRole.Trainer)
        {
            throw new RefusalException(Refusal.AccessDenied(""));
        }
    }

    private void CheckTime(Caller caller, SignedQuestion question)
    {
        var header = question.Header;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (header.Audience != federation)
        {
            throw new RefusalException(Refusal.RequestStale("is meant for another federation"));
        }

        var lifetime = (Int128)header.ExpiresUnixMs - header.IssuedUnixMs;
        if (lifetime <= 0 || lifetime > (Int128)LifetimeMax.TotalMilliseconds)
        {
            throw new RefusalException(Refusal.RequestStale("must be valid for at most 5 minutes"));
        }

        if (header.IssuedUnixMs > now + (long)ClockSkew.TotalMilliseconds)
        {
            throw new RefusalException(Refusal.RequestStale("is not valid yet"));
        }

        if (header.ExpiresUnixMs > now)
        {
            _forwarded.Add(caller, question);
        }
        else if (!_forwarded.Contains(caller, question))
        {
            throw new RefusalException(Refusal.RequestStale("is expired"));
        }
    }
}
