using System.Threading.Channels;
using Federation.Broker.Records;
using Federation.Broker.Requests;
using Federation.Broker.Samples;
using Federation.Broker.Silos;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Broker;

/// <summary>The way of one sample through the broker: frame by frame, unread, no faster than it is taken.</summary>
public sealed class FederatedSample(
    RequestDoor door, HolderSearch search, SampleRelay relay, BrokerRecords records)
{
    private const int FramesWaitingPerSilo = 2;
    private static readonly TimeSpan WriteDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Relays what every silo that holds the dataset releases, all at once, into one stream.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="envelope">The signed request.</param>
    /// <param name="send">Sends one part; completes when the transport took it.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    /// <exception cref="RefusalException">It may not pass, no silo holds the dataset, or the log is out.</exception>
    public async Task RunAsync(
        Caller caller, Envelope? envelope, Func<StreamSampleResponse, CancellationToken, Task> send,
        CancellationToken cancellationToken)
    {
        AdmittedRequest request = await door.AdmitAsync(
            caller, envelope, Delivery.Sample, cancellationToken);                          // who asks, signed, fresh
        IReadOnlyList<SiloKnowledge> holders = await search.FindAsync(request, cancellationToken); // who may have it
        BrokerAccess access = await records.IntentAsync(
            request, holders.Select(holder => holder.Silo.Id), cancellationToken);          // on record, then asked
        var outcome = OutcomeStatus.Failed;
        var sentBytes = 0L;
        try
        {
            await records.ReleaseAsync(access, Opening(holders), cancellationToken);        // on record, then out
            await foreach (StreamSampleResponse part in RelayAll(access, holders, request, cancellationToken))
            {
                await send(part, cancellationToken).WaitAsync(WriteDeadline, cancellationToken);
                sentBytes += part.CalculateSize();
            }

            outcome = OutcomeStatus.Completed;
        }
        catch (OperationCanceledException)
        {
            outcome = OutcomeStatus.Cancelled;
            throw;
        }
        catch (TimeoutException) // The caller stopped reading; holding its stream would hold the silos' too.
        {
            outcome = OutcomeStatus.Cancelled;
            throw new OperationCanceledException("The caller stopped reading.");
        }
        finally
        {
            await records.OutcomeAsync(access, outcome, sentBytes);
        }
    }

    private async IAsyncEnumerable<StreamSampleResponse> RelayAll(
        BrokerAccess access, IReadOnlyList<SiloKnowledge> holders, AdmittedRequest request,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<StreamSampleResponse>(
            new BoundedChannelOptions(FramesWaitingPerSilo * holders.Count) { SingleReader = true });
        var relays = RunAllAsync();
        try
        {
            await foreach (var part in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return part;
            }

            await relays;
        }
        finally
        {
            await stop.CancelAsync();
            await relays.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task RunAllAsync()
        {
            try
            {
                await Task.WhenAll(holders.Select(RunOneAsync));
            }
            finally
            {
                channel.Writer.TryComplete();
            }
        }

        async Task RunOneAsync(SiloKnowledge holder)
        {
            try
            {
                await relay.RunAsync(access, holder, request, channel.Writer, stop.Token);
            }
            catch (RefusalException exception) // The log is out: nothing more may leave, of any silo.
            {
                channel.Writer.TryComplete(exception);
                await stop.CancelAsync();
            }
        }
    }

    private static ReleaseRecord Opening(IReadOnlyList<SiloKnowledge> holders)
    {
        var record = new ReleaseRecord();
        record.Silos.Add(holders.Select(holder => new SiloDigest { Silo = holder.Silo.Id }));
        return record;
    }
}
