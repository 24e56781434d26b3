using System.Security.Cryptography;
using Federation.Broker.Records;
using Federation.Broker.Releases;
using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Google.Protobuf;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker;

/// <summary>The way of one query through the broker. It asks, checks, adds up, records; it protects nothing.</summary>
/// <remarks>
/// Each step takes what only the step before it can make. A silo that is down, slow, refuses or lies is named in the
/// answer with its reason; it never fails the call.
/// </remarks>
public sealed class FederatedQuery(
    RequestDoor door, HolderSearch search, ReleaseVerifier verifier, BrokerRecords records,
    TimeSpan siloDeadline, TimeProvider time)
{
    /// <summary>Asks every silo that holds the dataset, and merges what they are willing to say.</summary>
    /// <exception cref="RefusalException">It may not pass, no silo holds the dataset, or the log is out.</exception>
    public async Task<QueryStatisticResponse> RunAsync(
        Caller caller, Envelope? envelope, CancellationToken cancellationToken)
    {
        AdmittedRequest request = await door.AdmitAsync(
            caller, envelope, Delivery.Statistic, cancellationToken);                       // who asks, signed, fresh
        IReadOnlyList<SiloKnowledge> holders = await search.FindAsync(request, cancellationToken); // who may know
        BrokerAccess access = await records.IntentAsync(
            request, holders.Select(holder => holder.Silo.Id), cancellationToken);          // on record, then asked
        try
        {
            SiloReply[] replies = await Task.WhenAll(
                holders.Select(holder => AskAsync(holder, request, cancellationToken)));    // all at once
            QueryStatisticResponse response = Merge(access, replies);                       // checked, added up
            BrokerReceipt receipt = await records.ReleaseAsync(
                access, Describe(response), cancellationToken);                             // on record, then out
            response.Receipt = receipt.Receipt;
            response.LogVerifierKey = receipt.LogVerifierKey;
            return response;
        }
        catch (OperationCanceledException)
        {
            await records.OutcomeAsync(access, OutcomeStatus.Cancelled, lengthBytes: 0);
            throw;
        }
    }

    /// <summary>Records how the answer went out.</summary>
    public Task CloseAsync(QueryStatisticResponse response, bool isDelivered)
    {
        ArgumentNullException.ThrowIfNull(response);
        return records.OutcomeAsync(
            new BrokerAccess(response.AccessId),
            isDelivered ? OutcomeStatus.Completed : OutcomeStatus.Cancelled,
            isDelivered ? response.CalculateSize() : 0);
    }

    private async Task<SiloReply> AskAsync(
        SiloKnowledge holder, AdmittedRequest request, CancellationToken cancellationToken)
    {
        var silo = holder.Silo;
        if (holder.Catalogue is null)
        {
            return new SiloReply(silo.Id, null, holder.Refusal);
        }

        var (answer, refusal) = await SiloCall.TryAsync<SealedRelease?>(
            silo.Id, siloDeadline, time,
            token => silo.Channel.ReleaseStatisticAsync(request.Envelope, token), cancellationToken);
        if (refusal is not null)
        {
            return new SiloReply(silo.Id, null, refusal);
        }

        var verified = verifier.Verify(silo, holder.Catalogue, request.Question, answer);
        return new SiloReply(silo.Id, verified, verified is null ? Refusal.ReleaseInvalid(silo.Id) : null);
    }

    private static QueryStatisticResponse Merge(BrokerAccess access, IReadOnlyList<SiloReply> replies)
    {
        var agreeing = ReleaseMerge.Agreeing([.. replies.Select(reply => reply.Release).OfType<VerifiedRelease>()]);
        var response = new QueryStatisticResponse { Merged = ReleaseMerge.Sum(agreeing), AccessId = access.AccessId };
        response.Answers.Add(replies.Select(reply => reply.Release is { } release && agreeing.Contains(release)
            ? new SiloAnswer { Silo = reply.Silo, Release = release.Sealed }
            : new SiloAnswer
            {
                Silo = reply.Silo,
                Refusal = (reply.Refusal ?? Refusal.ReleaseInvalid(reply.Silo)).ToWire(),
            }));
        return response;
    }

    private static ReleaseRecord Describe(QueryStatisticResponse response)
    {
        var bytes = response.ToByteArray();
        var record = new ReleaseRecord
        {
            ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(bytes)),
            LengthBytes = bytes.Length,
        };
        record.Silos.Add(response.Answers.Select(DigestOf));
        return record;
    }

    private static SiloDigest DigestOf(SiloAnswer answer)
    {
        if (answer.OutcomeCase != SiloAnswer.OutcomeOneofCase.Release)
        {
            return new SiloDigest { Silo = answer.Silo, Reason = answer.Refusal.Reason };
        }

        var payload = answer.Release.Envelope.Payload;
        var release = StatisticRelease.Parser.ParseFrom(payload);
        return new SiloDigest
        {
            Silo = answer.Silo,
            ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(payload.Span)),
            AccessId = release.AccessId,
            Cost = release.LineageCost,
        };
    }
}
