using System.Diagnostics;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Links;
using Federation.Simulation.Worlds;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Simulation.Crashes;

/// <summary>Fault 12: the broker is killed while 200 samples are on their way through it.</summary>
public sealed class OpenStreamTests
{
    private const string Silo = "north";
    private const string Dataset = "visits";
    private const int StreamsCount = 200;
    private const int RecordsCount = 900;
    private const int NoteLengthCharacters = 100; // More bytes than a link takes for a caller that does not read.
    private static readonly TimeSpan ReconnectMax = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Two_hundred_samples_cut_by_a_killed_broker_go_on_with_the_same_bytes_under_one_debit_each()
    {
        await using var hosts = await ProcessWorld.StartAsync(capMicros: 1_000_000, WriteVisits);
        var world = hosts.World;
        using var credentials = world.CredentialsOf(World.TrainerId);
        var orders = Enumerable.Range(0, StreamsCount)
            .Select(_ => world.Trainer.Sample(Dataset, RecordsCount, "visit", "note")).ToList();

        List<ByteString>[] begun;
        using (var link = LinkClient.Open(world.BrokerAddress, credentials, PeerRole.Broker, World.Broker))
        {
            var calls = await Task.WhenAll(orders.Select(order => BeginAsync(link, order)));
            begun = [.. calls.Select(call => call.Parts)];
            await hosts.KillAsync(World.Broker);
            await Task.WhenAll(calls.Select(call => FailAsync(call.Call))); // None of them had come to its end.
        }

        await hosts.StartAsync(World.Broker);
        using var again = LinkClient.Open(world.BrokerAddress, credentials, PeerRole.Broker, World.Broker);
        var whole = await Task.WhenAll(orders.Select(order => ReadUntilWholeAsync(again, order)));
        await hosts.StopAllAsync();

        Assert.All(begun.Index(), cut => Assert.Equal(cut.Item, whole[cut.Index].Take(cut.Item.Count)));
        await CheckLogsAsync(world);
    }

    /// <summary>An access each, debited once, whose chunks were released once.</summary>
    private static async Task CheckLogsAsync(World world)
    {
        await world.LogOf(Silo).VerifyAsync();
        await world.LogOf(World.Broker).VerifyAsync();
        var entries = world.LogOf(Silo).Read();
        var debits = entries.Where(entry => entry.Intent is { Decision: Decision.Allow, Delivery: Delivery.Sample })
            .ToList();
        var chunks = entries.Where(entry => entry.Release is not null)
            .Select(entry => (entry.AccessId, entry.Release.ChunkNumber)).ToList();

        Assert.Equal(StreamsCount, debits.Count);
        Assert.Equal(StreamsCount, debits.DistinctBy(debit => debit.Intent.RequestId).Count());
        Assert.Equal(chunks.Count, chunks.Distinct().Count());
        Assert.Equal(StreamsCount, chunks.Select(chunk => chunk.AccessId).Distinct().Count());
    }

    private static AsyncServerStreamingCall<StreamSampleResponse> Open(GrpcChannel link, Envelope order) =>
        new BrokerService.BrokerServiceClient(link).StreamSample(
            new StreamSampleRequest { Envelope = order }, deadline: DateTime.UtcNow.AddMinutes(5),
            cancellationToken: World.Cancellation);

    /// <summary>Reads the first header, which is signed and names the digest of its ciphertext, and no more.</summary>
    private static async Task<(AsyncServerStreamingCall<StreamSampleResponse> Call, List<ByteString> Parts)> BeginAsync(
        GrpcChannel link, Envelope order)
    {
        for (var wait = Stopwatch.StartNew(); ; await Task.Delay(100, World.Cancellation))
        {
            var call = Open(link, order);
            Assert.True(await call.ResponseStream.MoveNext(World.Cancellation));
            if (!IsBusy(call.ResponseStream.Current) || wait.Elapsed >= ReconnectMax)
            {
                return (call, [BytesOf(call.ResponseStream.Current)]);
            }

            call.Dispose();
        }
    }

    /// <summary>Whether the silo did not get to an order, which may then be sent again.</summary>
    private static bool IsBusy(StreamSampleResponse part) =>
        part.Refusal?.Reason is RefusalReason.SiloUnreachable or RefusalReason.SiloTimedOut;

    private static async Task FailAsync(AsyncServerStreamingCall<StreamSampleResponse> call)
    {
        using (call)
        {
            await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (await call.ResponseStream.MoveNext(World.Cancellation))
                {
                    Assert.NotNull(call.ResponseStream.Current.Frame);
                }
            });
        }
    }

    /// <summary>Sends an order until its last part arrives; a broker that was just started may need a moment.</summary>
    private static async Task<List<ByteString>> ReadUntilWholeAsync(GrpcChannel link, Envelope order)
    {
        for (var wait = Stopwatch.StartNew(); ; await Task.Delay(100, World.Cancellation))
        {
            List<StreamSampleResponse> parts = [];
            try
            {
                using var call = Open(link, order);
                parts = await call.ResponseStream.ReadAllAsync(World.Cancellation).ToListAsync(World.Cancellation);
            }
            catch (RpcException exception) when (
                exception.StatusCode == StatusCode.Unavailable && wait.Elapsed < ReconnectMax)
            {
                continue;
            }

            if (!parts.Exists(IsBusy) || wait.Elapsed >= ReconnectMax)
            {
                return parts.ConvertAll(BytesOf);
            }
        }
    }

    /// <summary>What a part is of the release: proofs are made anew, over the checkpoint of the day.</summary>
    private static ByteString BytesOf(StreamSampleResponse part)
    {
        Assert.True(part.Frame is not null, part.Refusal?.ToString());
        return part.Frame.KindCase switch
        {
            SampleFrame.KindOneofCase.Chunk => part.Frame.Chunk.Envelope.ToByteString(),
            SampleFrame.KindOneofCase.Ciphertext => part.Frame.Ciphertext,
            _ => ByteString.Empty,
        };
    }

    private static void WriteVisits(World world)
    {
        var file = world.DataFile(Silo, "visits.csv");
        File.WriteAllLines(file,
        [
            "visit,note",
            .. Enumerable.Range(1, RecordsCount + 100).Select(visit =>
                $"{visit},{new string((char)('a' + (visit % 26)), NoteLengthCharacters)}"),
        ]);
        world.WritePolicy(Silo, Dataset, $"""
            dataset: {Dataset}
            description: Made-up visits.
            purposes: [{World.Purpose}]
            lineage: {Dataset}
            epoch: 1
            unit: {"{column: visit}"}
            recordId: {"{column: visit}"}
            recordsPerUnit: 1
            rowsMax: 10000
            store: {"{"}kind: csv, path: "{file}"{"}"}
            columns:
              - {"{name: visit, type: integer}"}
              - {"{name: note, type: text}"}
            budget: {"{lineageEpsilon: 1, trainerEpsilon: 1, requestEpsilon: 1}"}
            samples:
              columns:
                - {"{name: visit, redactors: [none-public]}"}
                - {"{name: note, redactors: [none-public]}"}
              unitsMax: {RecordsCount + 50}
              recordsPerRequest: {RecordsCount}
            {Texts.Agreement(world.FingerprintOf(World.TrainerId), hasSamples: true)}
            """);
    }
}
