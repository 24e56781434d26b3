using System.Text.Json;
using Federation.Client;
using Federation.Client.Samples;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Tests.Client;

/// <summary>What a trainer believes of a removal report, and what it keeps of it.</summary>
public sealed class RemovalReportTests(TrainerFixture trainer) : IClassFixture<TrainerFixture>
{
    private static readonly SampleOrder Order = new("people", 10, [])
    {
        RemovalEpsilonMicros = 200_000,
        EvaluationSets = [new EvaluationSet { Name = "mmlu", Items = { "an item" } }],
        BackfillRecordsCount = 3,
    };

    [Fact]
    public async Task A_report_is_kept_with_its_receipt_and_every_count_has_a_range()
    {
        trainer.Broker.Sample = envelope => Streams(envelope, change: null);
        var path = trainer[$"{Guid.NewGuid():N}/notes.jsonl"];

        var outcome = await FetchAsync(path, Order);

        var estimates = RemovalEstimate.Of(outcome.Silos[0].Removals!.Report);
        Assert.Equal([9L, -1L], estimates.Select(estimate => estimate.RecordsCount));
        Assert.Equal((0L, "mmlu"), (estimates[1].Lower95, estimates[1].EvaluationSet));
        Assert.Equal(10, estimates[0].Upper95); // No more than were counted.
        Assert.InRange(estimates[0].StandardError, 14.1, 14.2); // √2 · 10, as the scale is 2 / 0.2.
        var cancellationToken = TestContext.Current.CancellationToken;
        using var manifest = JsonDocument.Parse(
            await File.ReadAllTextAsync($"{path}.manifest.json", cancellationToken));
        var kept = manifest.RootElement.GetProperty("silos")[0].GetProperty("removals");
        Assert.Equal("Evaluation", kept[1].GetProperty("outcome").GetString());
        var run = await Cli.CommandLine.RunAsync("audit", "receipt", $"{path}.receipts/a-removals.receipt.json");
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
    }

    [Fact]
    public async Task The_request_says_what_the_order_says()
    {
        SampleRequest? request = null;
        trainer.Broker.Sample = envelope =>
        {
            request = SampleRequest.Parser.ParseFrom(envelope.Payload);
            return Streams(envelope, change: null);
        };

        await FetchAsync(trainer[$"{Guid.NewGuid():N}/notes.jsonl"], Order);

        Assert.Equal((3, 200_000L), (request!.BackfillRecordsCount, request.RemovalEpsilonMicros));
        Assert.Equal(Order.EvaluationSets, request.EvaluationSets);
    }

    public static TheoryData<string, Action<RemovalReport>?> Lies => new()
    {
        { "no report", null },
        { "of another silo", report => report.Silo = "b" },
        { "of another request", report => report.RequestDigest = ByteString.CopyFrom(new byte[32]) },
        { "of another access", report => report.AccessId = Guid.NewGuid().ToString() },
        { "at another price", report => report.LineageCost.EpsilonMicros++ },
        { "at another rho", report => report.LineageCost.RhoMicros++ },
        { "with another set", report => report.Counts[^1].EvaluationSet = "ceval" },
        { "without a set", report => report.Counts.RemoveAt(1) },
        { "without noise", report => report.Noise = null },
        { "with a noise of no scale", report => report.Noise.ScaleDenominator = 0 },
    };

    [Theory]
    [MemberData(nameof(Lies), DisableDiscoveryEnumeration = true)]
    public async Task A_report_that_is_not_what_was_asked_for_is_an_error_and_leaves_no_file(
        string what, Action<RemovalReport>? change)
    {
        trainer.Broker.Sample = envelope => Streams(envelope, change, hasReport: what != "no report");
        var path = trainer[$"{Guid.NewGuid():N}/notes.jsonl"];

        var thrown = await Assert.ThrowsAsync<FederationException>(() => FetchAsync(path, Order));

        Assert.Equal(FederationFaultKind.Unverified, thrown.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task A_report_that_was_not_asked_for_is_an_error()
    {
        trainer.Broker.Sample = envelope => Streams(envelope, change: null);

        var thrown = await Assert.ThrowsAsync<FederationException>(
            () => FetchAsync(trainer[$"{Guid.NewGuid():N}/notes.jsonl"], new SampleOrder("people", 10, [])));

        Assert.Equal(FederationFaultKind.Unverified, thrown.Kind);
    }

    private List<StreamSampleResponse> Streams(Envelope envelope, Action<RemovalReport>? change, bool hasReport = true)
    {
        var request = SignedRequestView.Of(envelope);
        var body = SampleRequest.Parser.ParseFrom(envelope.Payload);
        var parts = new List<StreamSampleResponse>();
        foreach (var (silo, name) in new[] { (trainer.First, "a"), (trainer.Second, "b") })
        {
            var access = Guid.CreateVersion7().ToString();
            var chunk = silo.Chunk(request, body.EncryptionKey.ToByteArray(), 0, access, "one");
            Add(new SampleFrame { Chunk = chunk.Header });
            Add(new SampleFrame { Ciphertext = ByteString.CopyFrom(chunk.Ciphertext) });
            if (hasReport)
            {
                Add(new SampleFrame
                {
                    RemovalReport = silo.Removals(request, body, access, name == "a" ? change : null),
                });
            }

            Add(new SampleFrame { End = silo.End(request, access, 1, 1, chunk.Ciphertext) });

            void Add(SampleFrame frame) => parts.Add(new StreamSampleResponse { Silo = name, Frame = frame });
        }

        return parts;
    }

    private async Task<SampleOutcome> FetchAsync(string path, SampleOrder order)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = trainer.Client();
        await using var folder = SampleFolder.Create(path);
        var outcome = await client.SampleAsync(order, folder, cancellationToken);
        await folder.CommitAsync("people", outcome, cancellationToken);
        return outcome;
    }
}
