using System.Globalization;
using Federation.Adapter;
using Federation.Broker;
using Federation.Cli.Keys;
using Federation.Client;
using Federation.Client.Profiles;
using Federation.Sealing;
using Microsoft.Data.Sqlite;

namespace Federation.Benchmarks;

/// <summary>A broker, an adapter over a few rows and a trainer in this process, over mutual TLS.</summary>
internal sealed class LatencyWorld : IAsyncDisposable
{
    private const string Federation = "bench.federation";
    private readonly string _folder;
    private readonly IReadOnlyList<KeySummary> _keys;
    private AdapterHost? _adapter;
    private BrokerHost? _broker;
    private TrainerKeys? _trainer;

    private LatencyWorld(string folder)
    {
        _folder = folder;
        KeyParty[] parties =
            [new(PartyRole.Broker, "hub"), new(PartyRole.Adapter, "silo"), new(PartyRole.Trainer, "lab")];
        _keys = KeyWriter.Write(Path.Combine(folder, "keys"), Federation, parties, days: 2, TimeProvider.System);
    }

    /// <summary>The trainer's client, connected by its first call.</summary>
    public FederationClient Client { get; private set; } = null!;

    /// <summary>Starts everything in an empty folder.</summary>
    public static async Task<LatencyWorld> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var world = new LatencyWorld(folder);
        await world.StartAdapterAsync(cancellationToken);
        await world.StartBrokerAsync(cancellationToken);
        world._trainer = TrainerKeys.Load(world.Of("lab").Folder);
        world.Client = FederationClient.Open(
            new TrainerProfile(
                Federation, world._broker!.Address, world.Of("lab").Folder, "agreement-1", "research",
                [new SiloPin("silo", world.Of("silo").Fingerprint)]),
            world._trainer);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _trainer?.Dispose();
        await _broker!.DisposeAsync();
        await _adapter!.DisposeAsync();
    }

    private KeySummary Of(string id) => _keys.Single(key => key.Id == id);

    private async Task StartAdapterAsync(CancellationToken cancellationToken)
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "silo", "policies")).Parent!.FullName;
        var data = Path.Combine(home, "people.db");
        WriteData(data);
        await File.WriteAllTextAsync(
            Path.Combine(home, "policies", "people.yaml"), PolicyOver(data, Of("lab").Fingerprint), cancellationToken);
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
        _adapter = await AdapterHost.StartAsync(AdapterOptions.Load(file), cancellationToken);
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

    /// <summary>Ten people: what is measured is the way, not the reading.</summary>
    private static void WriteData(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE people (pid INTEGER, sex TEXT); INSERT INTO people VALUES "
            + string.Join(", ", Enumerable.Range(1, 10).Select(i => $"({i}, '{(i % 3 == 0 ? "f" : "m")}')"));
        command.ExecuteNonQuery();
    }

    private static string PolicyOver(string data, string trainer)
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
            rowsMax: 10000
            store: {kind: sqlite, path: "{{data}}", table: people}
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
