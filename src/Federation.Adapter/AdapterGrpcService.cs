using Federation.Contracts;
using Federation.Contracts.Adapter.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Adapter;

/// <summary>Speaks protobuf on one side and the pipelines on the other. Decides nothing.</summary>
internal sealed class AdapterGrpcService(AdapterCore core) : AdapterService.AdapterServiceBase
{
    public override Task<GetCatalogueResponse> GetCatalogue(GetCatalogueRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCatalogueResponse
        {
            Envelope = core.Sealer.Sign(PayloadTypes.Catalogue, core.Catalogue.Write().ToByteArray()),
        });

    public override Task<GetBudgetResponse> GetBudget(GetBudgetRequest request, ServerCallContext context) =>
        Task.FromResult(new GetBudgetResponse
        {
            Envelope = core.Sealer.Sign(
                PayloadTypes.BudgetReport, core.Budgets.Report(request.Envelope).ToByteArray()),
        });

    public override async Task<ReleaseStatisticResponse> ReleaseStatistic(
        ReleaseStatisticRequest request, ServerCallContext context) => new()
        {
            Release = await core.Queries.RunAsync(request.Envelope, context.CancellationToken),
        };

    public override Task ReleaseSample(
        ReleaseSampleRequest request, IServerStreamWriter<ReleaseSampleResponse> responseStream,
        ServerCallContext context) =>
        core.Samples.RunAsync(
            request.Envelope,
            frame => responseStream.WriteAsync(new ReleaseSampleResponse { Frame = frame }, context.CancellationToken),
            context.CancellationToken);
}
