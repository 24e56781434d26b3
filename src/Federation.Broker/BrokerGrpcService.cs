using Federation.Broker.Requests;
using Federation.Broker.Silos;
using Federation.Contracts.Broker.V1;
using Federation.Hosting.Links;
using Grpc.Core;

namespace Federation.Broker;

/// <summary>Speaks protobuf on one side and the broker's two ways on the other. Decides nothing.</summary>
internal sealed class BrokerGrpcService(
    RequestDoor door, SiloCatalogues catalogues, FederatedQuery query, FederatedSample sample, FederatedBudget budget)
    : BrokerService.BrokerServiceBase
{
    public override async Task<ListCataloguesResponse> ListCatalogues(
        ListCataloguesRequest request, ServerCallContext context)
    {
        door.AdmitReader(CallerOf(context));
        var known = await catalogues.ListAsync(context.CancellationToken);
        return new ListCataloguesResponse { Silos = { known.Select(Format) } };
    }

    public override async Task<QueryStatisticResponse> QueryStatistic(
        QueryStatisticRequest request, ServerCallContext context)
    {
        var response = await query.RunAsync(CallerOf(context), request.Envelope, context.CancellationToken);
        var http = context.GetHttpContext(); // The call's own token is gone by the time the response is out.
        http.Response.OnCompleted(
            () => query.CloseAsync(response, isDelivered: !http.RequestAborted.IsCancellationRequested));
        return response;
    }

    public override Task StreamSample(
        StreamSampleRequest request, IServerStreamWriter<StreamSampleResponse> responseStream,
        ServerCallContext context) =>
        sample.RunAsync(CallerOf(context), request.Envelope, responseStream.WriteAsync, context.CancellationToken);

    public override Task<GetBudgetResponse> GetBudget(GetBudgetRequest request, ServerCallContext context) =>
        budget.RunAsync(CallerOf(context), request.Envelope, context.CancellationToken);

    private static Caller CallerOf(ServerCallContext context) => new(PeerIdentity.Of(context), context.Peer);

    private static SiloCatalogueEntry Format(SiloKnowledge known)
    {
        var entry = new SiloCatalogueEntry { Silo = known.Silo.Id, KeyFingerprint = known.Silo.Options.Fingerprint };
        if (known.Catalogue is { } catalogue)
        {
            entry.Envelope = catalogue.Envelope;
        }
        else
        {
            entry.Refusal = known.Refusal!.ToWire();
        }

        return entry;
    }
}
