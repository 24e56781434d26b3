using System.Collections.Concurrent;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Links;
using Federation.Simulation.Worlds;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Federation.Simulation.Crashes;

/// <summary>
/// Asks question after question over the broker and remembers every byte that was ever answered to each.
/// </summary>
internal sealed class Questioner : IDisposable
{
    public const long EpsilonMicrosMin = 200;

    private readonly World _world;
    private readonly LinkCredentials _credentials;
    private readonly GrpcChannel _channel;
    private readonly BrokerService.BrokerServiceClient _broker;
    private readonly ConcurrentDictionary<(string RequestId, string Silo), StatisticRelease> _releases = [];
    private readonly ConcurrentDictionary<(string RequestId, string Silo), ByteString> _bytes = [];
    private readonly ConcurrentBag<string> _brokerAccesses = [];
    private int _asked;

    public Questioner(World world)
    {
        _world = world;
        _credentials = world.CredentialsOf(World.TrainerId);
        _channel = LinkClient.Open(world.BrokerAddress, _credentials, PeerRole.Broker, World.Broker);
        _broker = new BrokerService.BrokerServiceClient(_channel);
    }

    /// <summary>How many questions were signed.</summary>
    public int AskedCount => _asked;

    /// <summary>What was answered, by request and silo.</summary>
    public IReadOnlyDictionary<(string RequestId, string Silo), StatisticRelease> Releases => _releases;

    /// <summary>The bytes of the answer, by request and silo.</summary>
    public IReadOnlyDictionary<(string RequestId, string Silo), ByteString> Bytes => _bytes;

    /// <summary>The accesses of the broker whose answers arrived.</summary>
    public IReadOnlyCollection<string> BrokerAccesses => _brokerAccesses;

    /// <summary>The loss of the n-th question: each has one of its own, so no two are the same question.</summary>
    public static long EpsilonMicrosOf(int number) => EpsilonMicrosMin + number;

    /// <summary>A question that nobody asked before.</summary>
    public Envelope Next() => _world.Trainer.Question(
        "people", EpsilonMicrosOf(Interlocked.Increment(ref _asked) - 1));

    /// <summary>Sends a signed question; what arrives must be what arrived before. Null where the link broke.</summary>
    public async Task<IReadOnlyList<SiloAnswer>?> SendAsync(Envelope envelope)
    {
        QueryStatisticResponse response;
        try
        {
            response = await _broker.QueryStatisticAsync(
                new QueryStatisticRequest { Envelope = envelope },
                deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: World.Cancellation);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal)
        {
            return null;
        }

        _brokerAccesses.Add(response.AccessId);
        var id = Trainer.Read(envelope).Header.RequestId;
        foreach (var answer in response.Answers.Where(answer => answer.Release is not null))
        {
            var bytes = answer.Release.Envelope.ToByteString();
            Assert.Equal(_bytes.GetOrAdd((id, answer.Silo), bytes), bytes);
            _releases.TryAdd((id, answer.Silo), Trainer.Read(answer.Release));
        }

        return response.Answers;
    }

    public void Dispose()
    {
        _channel.Dispose();
        _credentials.Dispose();
    }
}
