using Federation.Contracts;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker.Requests;

/// <summary>Reads a trainer's question after its budgets: a flood of unsigned ones stops here.</summary>
internal static class BudgetQuestion
{
    /// <summary>The request of an envelope, its signature verified; adapters check it again.</summary>
    /// <exception cref="RefusalException">The signature or the form is wrong.</exception>
    public static BudgetRequest Read(Envelope? envelope)
    {
        if (envelope is null || envelope.Payload.Length > RequestLimits.PayloadBytesMax)
        {
            throw new RefusalException(Refusal.RequestInvalid("envelope", "is missing or too long"));
        }

        var signer = VerifyKey.FingerprintOf(envelope.PublicKey.Span);
        var request = SignedMessage.Open(envelope, PayloadTypes.BudgetRequest, signer, BudgetRequest.Parser);
        return request?.Header is { } header && header.TrainerKey.Equals(envelope.PublicKey)
            ? request
            : throw new RefusalException(Refusal.SignatureInvalid());
    }
}
