using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Federation.Contracts;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Sealing;
using Google.Protobuf;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker.Requests;

/// <summary>Reads a signed request after its signature was verified, and holds its fields to the contract.</summary>
internal static partial class QuestionReader
{
    private const int SilosMax = 1_000;
    private const long EpsilonMicrosMax = 10_000_000;
    private const long DeltaFemtosMax = 1_000_000_000_000;
    private const int RecordsMax = 100_000;

    /// <summary>The question of an envelope.</summary>
    /// <exception cref="RefusalException">The signature or a field is wrong.</exception>
    public static SignedQuestion Read(Envelope? envelope, Delivery delivery)
    {
        if (envelope is null)
        {
            throw Invalid("envelope", "is missing");
        }

        var bytesMax = delivery == Delivery.Sample
            ? RequestLimits.SamplePayloadBytesMax : RequestLimits.PayloadBytesMax;
        if (envelope.Payload.Length > bytesMax)
        {
            throw Invalid("envelope.payload", $"must be at most {bytesMax} bytes");
        }

        var question = delivery == Delivery.Statistic ? ReadStatistic(envelope) : ReadSample(envelope);
        CheckHeader(question.Header, envelope);
        Check(DatasetName().IsMatch(question.Dataset), "dataset", "must have the form [a-z][a-z0-9-]{1,62}");
        return question;
    }

    private static SignedQuestion ReadStatistic(Envelope envelope)
    {
        var request = Open(envelope, PayloadTypes.StatisticRequest, StatisticRequest.Parser);
        Check(request.Query is not null, "query", "is missing");
        Check(
            request.EpsilonMicros is >= 1 and <= EpsilonMicrosMax,
            "epsilon_micros", $"must be from 1 to {EpsilonMicrosMax}");
        Check(
            request.DeltaFemtos is >= 0 and <= DeltaFemtosMax, "delta_femtos", $"must be from 0 to {DeltaFemtosMax}");
        return Describe(envelope, Delivery.Statistic, request.Header, request.Query!.Dataset) with
        {
            GroupBy = [.. request.Query.GroupBy],
            EpsilonMicros = request.EpsilonMicros,
            Literals = request.Query.ToByteString(),
        };
    }

    private static SignedQuestion ReadSample(Envelope envelope)
    {
        var request = Open(envelope, PayloadTypes.SampleRequest, SampleRequest.Parser);
        Check(request.RecordsCount is >= 1 and <= RecordsMax, "records_count", $"must be from 1 to {RecordsMax}");
        Check(
            request.BackfillRecordsCount >= 0 && request.BackfillRecordsCount <= RecordsMax,
            "backfill_records_count", $"must be from 0 to {RecordsMax}");
        Check(
            request.RemovalEpsilonMicros is >= 0 and <= EpsilonMicrosMax,
            "removal_epsilon_micros", $"must be from 0 to {EpsilonMicrosMax}");
        return Describe(envelope, Delivery.Sample, request.Header, request.Dataset) with
        {
            RecordsCount = request.RecordsCount + request.BackfillRecordsCount,
            EpsilonMicros = request.RemovalEpsilonMicros,
        };
    }

    private static T Open<T>(Envelope envelope, string payloadType, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        var signer = VerifyKey.FingerprintOf(envelope.PublicKey.Span); // Adapters pin it; here it names who asks.
        return SignedMessage.Open(envelope, payloadType, signer, parser)
            ?? throw new RefusalException(Refusal.SignatureInvalid());
    }

    private static SignedQuestion Describe(
        Envelope envelope, Delivery delivery, RequestHeader? header, string dataset) => new(
            delivery,
            header ?? throw Invalid("header", "is missing"),
            dataset,
            ByteString.CopyFrom(SHA256.HashData(envelope.Payload.Span)),
            VerifyKey.FingerprintOf(envelope.PublicKey.Span),
            [],
            EpsilonMicros: 0,
            RecordsCount: 0,
            Literals: ByteString.Empty);

    private static void CheckHeader(RequestHeader header, Envelope envelope)
    {
        if (!header.TrainerKey.Equals(envelope.PublicKey))
        {
            throw new RefusalException(Refusal.SignatureInvalid());
        }

        Check(RequestId().IsMatch(header.RequestId), "header.request_id", "must be a UUID in lower case");
        Check(header.Silos.Count <= SilosMax, "header.silos", $"must have at most {SilosMax} entries");
        Check(Agreement().IsMatch(header.Agreement), "header.agreement", "must have the form [a-z0-9][a-z0-9-]{1,62}");
        Check(DatasetName().IsMatch(header.Purpose), "header.purpose", "must have the form [a-z][a-z0-9-]{1,62}");
    }

    private static void Check(bool holds, string field, string rule)
    {
        if (!holds)
        {
            throw Invalid(field, rule);
        }
    }

    private static RefusalException Invalid(string field, string rule) => new(Refusal.RequestInvalid(field, rule));

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{1,62}\z")]
    private static partial Regex DatasetName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,62}\z")]
    private static partial Regex Agreement();

    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
    private static partial Regex RequestId();
}
