using Federation.Contracts.Type.V1;

namespace Federation.Broker.Requests;

/// <summary>A request whose caller, signature and time are right. <see cref="RequestDoor"/> makes them.</summary>
public sealed class AdmittedRequest
{
    internal AdmittedRequest(Caller caller, Envelope envelope, SignedQuestion question)
    {
        Caller = caller;
        Envelope = envelope;
        Question = question;
    }

    /// <summary>Who sent it.</summary>
    public Caller Caller { get; }

    /// <summary>The envelope as it arrived; adapters check it again.</summary>
    public Envelope Envelope { get; }

    /// <summary>What it asks.</summary>
    public SignedQuestion Question { get; }
}
