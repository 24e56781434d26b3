using Federation.Adapter.Permits;
using Federation.Adapter.Requests;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Adapter.Budgets;

/// <summary>Writes the INTENT of a request: what was asked, what was decided, what it costs.</summary>
internal static class IntentWriter
{
    public static Intent Allow(PermittedQuery permitted, QueryPrice price)
    {
        var intent = Of(permitted.Request, Delivery.Statistic);
        intent.Decision = Decision.Allow;
        intent.Dataset = permitted.Policy.Dataset;
        intent.Lineage = permitted.Policy.Shape.Lineage;
        intent.Epoch = permitted.Policy.Shape.Epoch;
        intent.LineageCost = WireCosts.Format(price.LineageCost);
        intent.TrainerCost = WireCosts.Format(
            price.TrainerMicros == 0 ? default : price.Plan.Cost with { EpsilonMicros = price.TrainerMicros });
        intent.QuestionDigest = ByteString.CopyFrom(price.QuestionDigest);
        intent.SubjectDigest = ByteString.CopyFrom(permitted.SubjectDigest);
        intent.RefinedAccessIds.Add(price.Earlier.Select(access => access.AccessId));
        intent.PolicyDigest = ByteString.CopyFrom(permitted.Policy.Digest);
        return intent;
    }

    public static Intent Allow(PermittedSample permitted)
    {
        var intent = Of(permitted.Request, Delivery.Sample);
        intent.Decision = Decision.Allow;
        intent.Dataset = permitted.Policy.Dataset;
        intent.Lineage = permitted.Policy.Shape.Lineage;
        intent.Epoch = permitted.Policy.Shape.Epoch;
        intent.RecordsCount = permitted.PaidRecordsCount;
        intent.LineageCost = WireCosts.Format(permitted.RemovalCost);
        intent.TrainerCost = WireCosts.Format(permitted.RemovalCost);
        intent.PolicyDigest = ByteString.CopyFrom(permitted.Policy.Digest);
        return intent;
    }

    public static Intent Deny<TBody>(
        VerifiedRequest<TBody> request, Delivery delivery, string dataset, RefusalReason reason)
    {
        var intent = Of(request, delivery);
        intent.Decision = Decision.Deny;
        intent.Reason = reason;
        intent.Dataset = dataset.Length <= 63 ? dataset : string.Empty;
        return intent;
    }

    private static Intent Of<TBody>(VerifiedRequest<TBody> request, Delivery delivery) => new()
    {
        Delivery = delivery,
        RequestDigest = ByteString.CopyFrom(request.Digest),
        RequestId = request.Header.RequestId,
        TrainerFingerprint = request.TrainerFingerprint,
        Agreement = request.Header.Agreement,
        Purpose = request.Header.Purpose,
        ExpiresUnixMs = request.Header.ExpiresUnixMs,
        RequestSignature = ByteString.CopyFrom(request.Signature),
    };
}
