using System.Net;
using System.Net.Sockets;
using Federation.Adapter;
using Federation.Broker;
using Federation.Cli.Keys;
using Federation.Client;
using Federation.Client.Profiles;
using Federation.Hosting.Links;
using Federation.Sealing;

namespace Federation.Simulation.Worlds;

/// <summary>
/// A whole federation in one folder: an authority, keys for everyone, silos with policies, a broker and a trainer. Its
/// hosts run in this process, over real sockets and real files; nothing in it is replaced.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string Federation = "test.federation";
    public const string Broker = "hub";
    public const string TrainerId = "lab";
    public const string Agreement = "agreement-1";
    public const string Purpose = "training";

    private readonly Dictionary<string, KeySummary> _keys;
    private readonly Dictionary<string, IAsyncDisposable> _hosts = [];
    private readonly Dictionary<string, SiloAddress> _silos = [];

    public World(params IReadOnlyList<string> silos)
    {
        KeyParty[] parties =
        [
            new(PartyRole.Broker, Broker), new(PartyRole.Trainer, TrainerId), new(PartyRole.Auditor, "watch"),
            .. silos.Select(silo => new KeyParty(PartyRole.Adapter, silo)),
        ];
        _keys = KeyWriter.Write(Path.Combine(Folder, "keys"), Federation, parties, days: 30, TimeProvider.System)
            .ToDictionary(party => party.Id);
        Trainer = new Trainer(TrainerKeys.Load(KeysOf(TrainerId)));
        foreach (var silo in silos)
        {
            Directory.CreateDirectory(Path.Combine(FolderOf(silo), "policies"));
        }

        Directory.CreateDirectory(FolderOf(Broker));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("federation-world-").FullName;

    public Trainer Trainer { get; }

    public Uri BrokerAddress { get; private set; } = new("https://127.0.0.1:1");

    /// <summary>The silos that were started or listed, in the order of that.</summary>
    public IReadOnlyCollection<SiloAddress> Silos => _silos.Values;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string FolderOf(string party) => Path.Combine(Folder, "hosts", party);

    public string KeysOf(string party) => _keys[party].Folder;

    public string FingerprintOf(string party) => _keys[party].Fingerprint;

    public string LogKeyOf(string party) => _keys[party].LogVerifierKey;

    public AuditFolder LogOf(string party) => new(Path.Combine(FolderOf(party), "state", "audit"), LogKeyOf(party));

    public byte[] SelectionKeyOf(string silo) =>
        Convert.FromBase64String(File.ReadAllText(Path.Combine(KeysOf(silo), "selection.key")).Trim());

    /// <summary>What this party shows on links.</summary>
    public LinkCredentials CredentialsOf(string party) => LinkCredentials.Load(
        new LinkOptions(
            new IPEndPoint(IPAddress.Loopback, 0), Path.Combine(KeysOf(party), "ca.pem"),
            Path.Combine(KeysOf(party), "tls.pem"), Path.Combine(KeysOf(party), "tls.key"), ConnectionsMax: 1),
        TimeProvider.System);

    /// <summary>The authority, with the key that no server has.</summary>
    public ForgedCertificate Authority()
    {
        var folder = Path.Combine(Folder, "keys", "authority");
        return new ForgedCertificate(
            File.ReadAllText(Path.Combine(folder, "ca.pem")), File.ReadAllText(Path.Combine(folder, "ca.key")));
    }

    /// <summary>Writes one policy of a silo.</summary>
    public void WritePolicy(string silo, string dataset, string yaml) =>
        File.WriteAllText(Path.Combine(FolderOf(silo), "policies", $"{dataset}.yaml"), yaml);

    /// <summary>Writes made-up people as CSV, and the policy over them.</summary>
    public void WriteTable(
        string silo, string dataset, int peopleCount, string agreement, string lineageEpsilon = "100",
        string requestEpsilon = "1", IEnumerable<string>? extraLines = null)
    {
        var file = DataFile(silo, $"{dataset}.csv");
        File.WriteAllLines(file,
        [
            "pid,sex,age,city",
            .. Enumerable.Range(1, peopleCount).Select(person =>
                $"{person},{(person % 3 == 0 ? "f" : "m")},{18 + (person % 70)},"
                + (person % 10 == 0 ? "east" : "west")),
            .. extraLines ?? [],
        ]);
        WritePolicy(silo, dataset, Texts.People(
            dataset, $"store: {{kind: csv, path: \"{file}\"}}", agreement, lineageEpsilon, requestEpsilon));
    }

    /// <summary>A file beside the silo's configuration, for its data.</summary>
    public string DataFile(string silo, string name) => Path.Combine(FolderOf(silo), name);

    /// <summary>Lists a silo under an address where no adapter of this process serves.</summary>
    public void ListSilo(string silo, Uri address) =>
        _silos[silo] = new SiloAddress(silo, address, FingerprintOf(silo));

    public string WriteAdapterFile(string silo, int port = 0)
    {
        var file = Path.Combine(FolderOf(silo), "adapter.yaml");
        File.WriteAllText(file, Texts.Adapter(silo, KeysOf(silo), port));
        return file;
    }

    public string WriteBrokerFile(int port = 0, int siloDeadlineMs = 60_000)
    {
        var file = Path.Combine(FolderOf(Broker), "broker.yaml");
        File.WriteAllText(file, Texts.Broker(KeysOf(Broker), port, _silos.Values, siloDeadlineMs));
        return file;
    }

    public async Task StartAdapterAsync(string silo, int port = 0)
    {
        var options = AdapterOptions.Load(WriteAdapterFile(silo, port));
        var host = await AdapterHost.StartAsync(options, Cancellation);
        _hosts.Add(silo, host);
        ListSilo(silo, host.Address);
    }

    public async Task StartBrokerAsync(int siloDeadlineMs = 60_000)
    {
        var options = BrokerOptions.Load(WriteBrokerFile(siloDeadlineMs: siloDeadlineMs));
        var host = await BrokerHost.StartAsync(options, Cancellation);
        _hosts.Add(Broker, host);
        BrokerAddress = host.Address;
    }

    /// <summary>Says where a broker outside this process serves.</summary>
    public void ExpectBrokerAt(int port) => BrokerAddress = new Uri($"https://127.0.0.1:{port}");

    public async Task StopAsync(string party)
    {
        if (_hosts.Remove(party, out var host))
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>Stops the broker, then the adapters: only then are the logs at rest.</summary>
    public async Task StopAllAsync()
    {
        foreach (var party in _hosts.Keys.Reverse().ToList())
        {
            await StopAsync(party);
        }
    }

    /// <summary>The trainer's profile: every silo of the federation is pinned.</summary>
    public TrainerProfile Profile() => new(
        Federation, BrokerAddress, KeysOf(TrainerId), Agreement, Purpose,
        [.. _silos.Values.Select(silo => new SiloPin(silo.Id, silo.Fingerprint))])
    {
        BrokerLogVerifierKey = LogKeyOf(Broker),
    };

    public FederationClient OpenClient() => FederationClient.Open(Profile(), Trainer.Keys);

    /// <summary>A port that nobody listens on at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAllAsync();
        Trainer.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
