using System.Net.Http.Headers;
using Federation.Contracts.Adapter.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;
using Federation.Hosting.Links;
using Grpc.Core;
using Refusal = Federation.Hosting.Errors.Refusal;

namespace Federation.Tests.Hosting;

public sealed class RefusalBoundaryTests
{
    private const string Canary = "canary-7391";
    private const string Broker = "spiffe://fed.example/broker/main";

    public static TheoryData<RefusalReason> EveryReason =>
        new(Enum.GetValues<RefusalReason>().Where(reason => reason != RefusalReason.Unspecified));

    [Theory]
    [MemberData(nameof(EveryReason))]
    public void Every_reason_survives_the_way_over_the_wire(RefusalReason reason)
    {
        var refusal = new Refusal(reason, "message", new Dictionary<string, string> { ["fact"] = "1" });
        var status = RefusalStatus.Of(refusal);
        Assert.NotEqual(0, status.Code);
        var read = RefusalStatus.Read(status.ToRpcException())!;
        Assert.Equal((reason, "message", "1"), (read.Reason, read.Message, read.Facts["fact"]));
    }

    [Fact]
    public void A_status_that_is_not_ours_is_no_refusal()
    {
        Assert.Null(RefusalStatus.Read(new RpcException(new Status(StatusCode.PermissionDenied, "no"))));
        var garbage = new Metadata { { "grpc-status-details-bin", [0xFF, 0xFF, 0x01] } };
        Assert.Null(RefusalStatus.Read(new RpcException(new Status(StatusCode.PermissionDenied, "no"), garbage)));
    }

    [Fact]
    public async Task A_refusal_reaches_the_caller_with_its_reason_and_its_facts()
    {
        await using var harness = await StartAsync(_ => throw new RefusalException(Refusal.BudgetExhausted(BudgetLimit.Trainer, 5, 3)));
        foreach (var exception in await CallBothAsync(harness))
        {
            Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
            var refusal = RefusalStatus.Read(exception)!;
            Assert.Equal(RefusalReason.BudgetExhausted, refusal.Reason);
            Assert.Equal("3", refusal.Facts["remainingEpsilonMicros"]);
        }
    }

    [Fact]
    public async Task P11_silent_errors_a_fault_tells_neither_the_caller_nor_the_log_what_was_thrown()
    {
        await using var harness = await StartAsync(_ => throw new IOException($"row {Canary} is broken"));
        foreach (var exception in await CallBothAsync(harness))
        {
            Assert.Equal(StatusCode.Internal, exception.StatusCode);
            Assert.Equal(RefusalReason.Internal, RefusalStatus.Read(exception)!.Reason);
            Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, string.Join('\n', exception.Trailers), StringComparison.Ordinal);
        }

        Assert.Contains("System.IO.IOException", harness.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, harness.Logs.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF }, "3")]
    [InlineData(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF }, "3")]
    [InlineData(new byte[] { 0, 0, 0x50, 0, 0, 1, 2, 3 }, "8")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "13")]
    [InlineData(new byte[0], "13")]
    public async Task A_frame_that_is_no_message_gets_a_definite_status_and_no_stack(byte[] body, string status)
    {
        await using var harness = await StartAsync(_ => { });
        using var credentials = harness.Certificates.Credentials(harness.Certificates.Issue(Broker));
        using var client = new HttpClient(LinkClient.CreateHandler(credentials, PeerRole.Adapter, id: null));
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(harness.Address, "/federation.adapter.v1.AdapterService/ReleaseStatistic"))
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var trailers = response.TrailingHeaders.Concat(response.Headers).ToDictionary(pair => pair.Key, pair => pair.Value.Single());
        Assert.Equal(status, trailers["grpc-status"]);
        Assert.DoesNotContain(" at ", trailers.GetValueOrDefault("grpc-message", ""), StringComparison.Ordinal);
    }

    private static Task<LinkHarness> StartAsync(Action<ServerCallContext> run) => LinkHarness.StartAsync(
        context =>
        {
            run(context);
            return Task.CompletedTask;
        },
        PeerRole.Broker);

    /// <summary>Calls a unary and a streaming method and returns how each failed.</summary>
    private static async Task<RpcException[]> CallBothAsync(LinkHarness harness)
    {
        var token = TestContext.Current.CancellationToken;
        using var channel = harness.Open(Broker);
        var client = new AdapterService.AdapterServiceClient(channel);
        using var stream = client.ReleaseSample(new ReleaseSampleRequest(), cancellationToken: token);
        return
        [
            await Assert.ThrowsAsync<RpcException>(
                async () => await client.GetCatalogueAsync(new GetCatalogueRequest(), cancellationToken: token)),
            await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(token)),
        ];
    }
}
