using System.Globalization;
using DuckDB.NET.Data;
using Federation.Adapter;
using Federation.Broker;
using Federation.Cli.Keys;
using Federation.Client;
using Federation.Client.Profiles;
using Federation.Client.Sql;
using Federation.Contracts;
using Federation.Contracts.Broker.V1;
using Federation.Contracts.Type.V1;
using Federation.Sealing;
using Grpc.Net.Client;

namespace Federation.Benchmarks;

/// <summary>A broker, an adapter and a trainer in this process, over mutual TLS.</summary>
internal sealed class LatencyWorld : IAsyncDisposable
{
    private const string Federation = "bench.federation";
    private const string PeopleFile = "people.parquet";
    private readonly string _folder;
    private readonly int _rowsCount;
    private readonly IReadOnlyList<KeySummary> _keys;
    private AdapterHost? _adapter;
    private BrokerHost? _broker;
    private TrainerKeys? _trainer;
    private RequestSigner? _signer;
    private GrpcChannel? _channel;
    private BrokerService.BrokerServiceClient? _calls;

    private LatencyWorld(string folder, int rowsCount)
    {
        (_folder, _rowsCount) = (folder, rowsCount);
        KeyParty[] parties =
            [new(PartyRole.Broker, "hub"), new(PartyRole.Adapter, "silo"), new(PartyRole.Trainer, "lab")];
        _keys = KeyWriter.Write(Path.Combine(folder, "keys"), Federation, parties, days: 2, TimeProvider.System);
    }

    /// <summary>The trainer's client, connected by its first call.</summary>
    public FederationClient Client { get; private set; } = null!;

    /// <summary>Starts everything in an empty folder.</summary>
    /// <param name="folder">Where everything is kept.</param>
    /// <param name="rowsCount">The rows of the dataset, in Parquet; 0 puts a store that answers at once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LatencyWorld> StartAsync(
        string folder, int rowsCount, CancellationToken cancellationToken)
    {
        var world = new LatencyWorld(folder, rowsCount);
        await world.StartAdapterAsync(cancellationToken);
        await world.StartBrokerAsync(cancellationToken);
        world._trainer = TrainerKeys.Load(world.Of("lab").Folder);
        var profile = new TrainerProfile(
            Federation, world._broker!.Address, world.Of("lab").Folder, "agreement-1", "research",
            [new SiloPin("silo", world.Of("silo").Fingerprint)]);
        world.Client = FederationClient.Open(profile, world._trainer);
        world._signer = new RequestSigner(profile, world._trainer, TimeProvider.System);
        world._channel = BrokerLink.Open(profile, world._trainer);
        world._calls = new BrokerService.BrokerServiceClient(world._channel);
        return world;
    }

    /// <summary>A signed question, ready to be sent.</summary>
    public QueryStatisticRequest Sign(string sql, long epsilonMicros)
    {
        var body = new StatisticRequest
        {
            Header = _signer!.Header(["silo"], requestId: null),
            Query = SqlCompiler.CompileQuestion(sql).Query,
            EpsilonMicros = epsilonMicros,
        };
        var request = _signer.Sign(PayloadTypes.StatisticRequest, body.Header, body);
        return new QueryStatisticRequest { Envelope = request.Envelope };
    }

    /// <summary>Sends a question and waits for the answer: the release through broker and adapter, no more.</summary>
    public async Task SendAsync(QueryStatisticRequest request, CancellationToken cancellationToken)
    {
        var response = await _calls!.QueryStatisticAsync(request, cancellationToken: cancellationToken);
        if (response.Answers.Single().Release is null)
        {
            throw new InvalidOperationException("The silo refused.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _channel?.Dispose();
        _trainer?.Dispose();
        await _broker!.DisposeAsync();
        await _adapter!.DisposeAsync();
    }

    private KeySummary Of(string id) => _keys.Single(key => key.Id == id);

    private async Task StartAdapterAsync(CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "silo", "policies")).Parent!.FullName;
        await File.WriteAllTextAsync(
            Path.Combine(home, "policies", "people.yaml"), PolicyOver(Of("lab").Fingerprint), cancellationToken);
        var file = Path.Combine(home, "adapter.yaml");
        await File.WriteAllTextAsync(
            file, $"""
            silo: silo
            federation: {Federation}
            listen: 127.0.0.1:0
            keys: {Of("silo").Folder}
            state: state
            policies: policies
            """, cancellationToken);
        var seams = AdapterSeams.System;
        if (_rowsCount == 0)
        {
            seams = seams with { OpenStore = policy => new InstantStore(policy) };
        }
        else
        {
            WritePeople(Path.Combine(home, PeopleFile), _rowsCount);
        }

        _adapter = await AdapterHost.StartAsync(AdapterOptions.Load(file), seams, cancellationToken);
    }

    private static void WritePeople(string path, int rowsCount)
    {
        using var engine = new DuckDBConnection("DataSource=:memory:");
        engine.Open();
        using var command = engine.CreateCommand();
        command.CommandText = $"""
            COPY (SELECT i AS pid, CASE WHEN hash(i) % 2 = 0 THEN 'f' ELSE 'm' END AS sex
                FROM range({rowsCount}) AS source(i))
            TO '{path}' (FORMAT parquet, COMPRESSION zstd)
            """;
        command.ExecuteNonQuery();
    }

    private async Task StartBrokerAsync(CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "hub")).FullName;
        var file = Path.Combine(home, "broker.yaml");
        await File.WriteAllTextAsync(
            file, $"""
            broker: hub
            federation: {Federation}
            listen: 127.0.0.1:0
            keys: {Of("hub").Folder}
            state: state
            requestsPerMinute: 1000000
            silos:
              - id: silo
                address: "{_adapter!.Address.GetLeftPart(UriPartial.Authority)}"
                fingerprint: {Of("silo").Fingerprint}
            """, cancellationToken);
        _broker = await BrokerHost.StartAsync(BrokerOptions.Load(file), cancellationToken);
    }

    private static string PolicyOver(string trainer)
    {
        var day = (int days) => DateTimeOffset.UtcNow.AddDays(days).ToString(
            "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $$"""
            dataset: people
            description: A few made-up people.
            purposes: [research]
            lineage: people-lineage
            epoch: 1
            unit: {column: pid}
            recordId: {column: pid}
            recordsPerUnit: 1
            rowsMax: 10000000
            replySlotMs: 0
            store: {kind: parquet, path: ../{{PeopleFile}}}
            columns:
              - {name: pid, type: integer}
              - {name: sex, type: text, domain: [f, m]}
            budget:
              lineageEpsilon: 100
              trainerEpsilon: 100
              requestEpsilon: 1
            agreements:
              - id: agreement-1
                trainer: {{trainer}}
                deliveries: [statistics]
                purposes: [research]
                from: {{day(-1)}}
                until: {{day(30)}}
                quotas:
                  epsilon: 100
                  requests: 1000000
                  records: 0
            """;
    }
}
