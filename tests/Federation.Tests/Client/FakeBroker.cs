using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Grpc.Core;

namespace Federation.Tests.Client;

/// <summary>A broker in memory that says what a test tells it to say.</summary>
internal sealed class FakeBroker(params FakeSilo[] silos) : BrokerService.BrokerServiceClient
{
    /// <summary>What to answer a statistic with, given an honest answer.</summary>
    public Func<Envelope, QueryStatisticResponse> Statistic { get; set; } = _ => new QueryStatisticResponse();

    /// <summary>What to stream for a sample.</summary>
    public Func<Envelope, IEnumerable<StreamSampleResponse>> Sample { get; set; } = _ => [];

    /// <summary>What to answer a budget request with.</summary>
    public Func<Envelope, GetBudgetResponse> Budget { get; set; } = _ => new GetBudgetResponse();

    public override AsyncUnaryCall<GetBudgetResponse> GetBudgetAsync(GetBudgetRequest request, CallOptions options) =>
        Call(Budget(request.Envelope));

    public override AsyncUnaryCall<ListCataloguesResponse> ListCataloguesAsync(
        ListCataloguesRequest request, CallOptions options)
    {
        var response = new ListCataloguesResponse();
        response.Silos.AddRange(silos.Select(silo => new SiloCatalogueEntry
        {
            Silo = silo.Id,
            Envelope = silo.Catalogue(),
        }));
        return Call(response);
    }

    public override AsyncUnaryCall<QueryStatisticResponse> QueryStatisticAsync(
        QueryStatisticRequest request, CallOptions options) => Call(Statistic(request.Envelope));

    public override AsyncServerStreamingCall<StreamSampleResponse> StreamSample(
        StreamSampleRequest request, CallOptions options) => new(
            new Stream(Sample(request.Envelope).GetEnumerator()), Task.FromResult(new Metadata()), () => Status.DefaultSuccess,
            () => [], () => { });

    /// <summary>An honest answer: every silo's release, and their sums.</summary>
    public static QueryStatisticResponse Answer(params SealedRelease[] releases)
    {
        var response = new QueryStatisticResponse { AccessId = Guid.CreateVersion7().ToString() };
        foreach (var release in releases)
        {
            var body = StatisticRelease.Parser.ParseFrom(release.Envelope.Payload);
            response.Answers.Add(new SiloAnswer { Silo = body.Silo, Release = release });
            if (response.Merged is null)
            {
                response.Merged = new MergedStatistic { SilosCount = 1 };
                response.Merged.Components.AddRange(body.Components);
                response.Merged.GroupColumns.AddRange(body.GroupColumns);
                response.Merged.Cells.AddRange(body.Cells);
                continue;
            }

            response.Merged.SilosCount++;
            foreach (var (sum, cell) in response.Merged.Cells.Zip(body.Cells))
            {
                for (var index = 0; index < sum.Values.Count; index++)
                {
                    sum.Values[index] += cell.Values[index];
                }
            }
        }

        return response;
    }

    private static AsyncUnaryCall<T> Call<T>(T response) => new(
        Task.FromResult(response), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    private sealed class Stream(IEnumerator<StreamSampleResponse> parts) : IAsyncStreamReader<StreamSampleResponse>
    {
        public StreamSampleResponse Current => parts.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(parts.MoveNext());
    }
}
