using System.Security.Cryptography;
using System.Threading.Channels;
using Federation.Broker.Records;
using Federation.Broker.Releases;
using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Broker.Samples;

/// <summary>Passes one silo's frames on, one at a time: the next is fetched only once the last found room.</summary>
public sealed class SampleRelay(
    IReceiptCheck receipts, BrokerRecords records, TimeSpan siloDeadline, TimeProvider time)
{
    private readonly ReceiptReader _receipts = new(receipts);

    /// <summary>Relays until the silo's signed end, or its refusal. The deadline holds for each frame.</summary>
    public async Task RunAsync(
        BrokerAccess access, SiloKnowledge holder, AdmittedRequest request,
        ChannelWriter<StreamSampleResponse> output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(output);
        var silo = holder.Silo;
        var refusal = holder.Catalogue is { } catalogue
            ? await RelayAsync(access, silo, catalogue, request, output, cancellationToken)
            : holder.Refusal;
        if (refusal is not null)
        {
            await records.ReleaseAsync(access, Refused(silo.Id, refusal), cancellationToken);
            await output.WriteAsync(
                new StreamSampleResponse { Silo = silo.Id, Refusal = refusal.ToWire() }, cancellationToken);
        }
    }

    private async Task<Refusal?> RelayAsync(
        BrokerAccess access, Silo silo, VerifiedCatalogue catalogue, AdmittedRequest request,
        ChannelWriter<StreamSampleResponse> output, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var check = new SampleCheck(silo, catalogue, request.Question, _receipts);
        var frames = silo.Channel.ReleaseSampleAsync(request.Envelope, ended.Token).GetAsyncEnumerator(ended.Token);
        Task? pending = null;
        try
        {
            while (check.End is null)
            {
                var (next, refusal) = await SiloCall.TryAsync<SampleFrame?>(
                    silo.Id, siloDeadline, time, _ => NextAsync(frames, out pending), cancellationToken);
                if (refusal is not null || !check.Accepts(next))
                {
                    return refusal ?? Refusal.ReleaseInvalid(silo.Id);
                }

                var part = new StreamSampleResponse { Silo = silo.Id, Frame = next };
                if (check.End is not null)
                {
                    var receipt = await records.ReleaseAsync(
                        access, Ended(silo.Id, next!.End, check), cancellationToken);
                    (part.Receipt, part.LogVerifierKey) = (receipt.Receipt, receipt.LogVerifierKey);
                }

                await output.WriteAsync(part, cancellationToken);
            }

            return null;
        }
        finally
        {
            await ended.CancelAsync();
            await LetGoAsync(frames, pending);
        }
    }

    private static Task<SampleFrame?> NextAsync(IAsyncEnumerator<SampleFrame?> frames, out Task pending)
    {
        var next = AdvanceAsync();
        pending = next;
        return next;

        async Task<SampleFrame?> AdvanceAsync() => await frames.MoveNextAsync() ? frames.Current : null;
    }

    /// <summary>Waits for a fetch that was given up, for a stream must not be closed while it is read.</summary>
    private static async Task LetGoAsync(IAsyncEnumerator<SampleFrame?> frames, Task? pending)
    {
        if (pending is not null)
        {
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await frames.DisposeAsync();
    }

    private static ReleaseRecord Ended(string silo, Envelope end, SampleCheck check) => new()
    {
        ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(end.Payload.Span)),
        LengthBytes = check.LengthBytes,
        RecordsCount = check.RecordsCount,
        RunningDigest = check.End!.RunningDigest,
        Silos =
        {
            new SiloDigest
            {
                Silo = silo,
                ReleaseDigest = ByteString.CopyFrom(SHA256.HashData(end.Payload.Span)),
                AccessId = check.End.AccessId,
                Cost = check.RemovalCost,
            },
        },
    };

    private static ReleaseRecord Refused(string silo, Refusal refusal) => new()
    {
        Silos = { new SiloDigest { Silo = silo, Reason = refusal.Reason } },
    };
}
