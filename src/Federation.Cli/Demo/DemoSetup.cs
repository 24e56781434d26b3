using System.Net;
using System.Net.Sockets;
using Federation.Cli.Keys;
using Federation.Sealing;

namespace Federation.Cli.Demo;

/// <summary>Lays out a whole federation in a folder: keys, policies, a configuration a process.</summary>
/// <remarks>What it writes is what people would write by hand; the processes get no shortcut.</remarks>
internal static class DemoSetup
{
    private const string Federation = "demo.federation";
    private const int DaysValid = 30;

    /// <summary>The silos of the demo.</summary>
    public static IReadOnlyList<string> Silos { get; } = ["hospital", "shop", "chat"];

    /// <summary>Writes everything around data that is there already.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="policies">The policies of each file, given the trainer's fingerprint.</param>
    /// <param name="question">A statistic that fits the data, in SQL.</param>
    /// <param name="sampled">A dataset that offers samples.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The key of each party; nothing secret.</returns>
    public static async Task<IReadOnlyList<KeySummary>> WriteAsync(
        string folder, Func<string, IEnumerable<(string Silo, string Dataset, string Text)>> policies, string question,
        string sampled, TimeProvider time, CancellationToken cancellationToken)
    {
        KeyParty[] parties =
        [
            new(PartyRole.Broker, "hub"), .. Silos.Select(silo => new KeyParty(PartyRole.Adapter, silo)),
            new(PartyRole.Trainer, "lab"), new(PartyRole.Auditor, "office"),
        ];
        var keys = KeyWriter.Write(Path.Combine(folder, "keys"), Federation, parties, DaysValid, time);
        var ports = FreePorts(Silos.Count + 2);
        var trainer = keys.Single(key => key.Role == "trainer");
        foreach (var (silo, dataset, text) in policies(trainer.Fingerprint))
        {
            await WriteAsync(Path.Combine(folder, silo, "policies", $"{dataset}.yaml"), text, cancellationToken);
        }

        foreach (var (silo, port) in Silos.Zip(ports.Skip(1)))
        {
            await WriteAsync(Path.Combine(folder, silo, "adapter.yaml"), AdapterYaml(silo, port), cancellationToken);
        }

        var pins = Silos.Zip(ports.Skip(1), (silo, port) => (
            Silo: silo, Port: port, keys.Single(key => key.Role == "adapter" && key.Id == silo).Fingerprint)).ToList();
        await WriteAsync(
            Path.Combine(folder, "broker", "broker.yaml"),
            BrokerYaml(ports[0], ports[^1], keys.Single(key => key.Role == "auditor").Fingerprint, pins),
            cancellationToken);
        await WriteAsync(
            Path.Combine(folder, "lab", "profile.yaml"), ProfileYaml(
                ports[0], keys.Single(key => key.Role == "broker").LogVerifierKey, pins), cancellationToken);
        await WriteAsync(Path.Combine(folder, "lab", "question.sql"), question + "\n", cancellationToken);
        await WriteAsync(Path.Combine(folder, "lab", "sampled.txt"), sampled + "\n", cancellationToken);
        return keys;
    }

    private static string AdapterYaml(string silo, int port) => $"""
        silo: {silo}
        federation: {Federation}
        listen: 127.0.0.1:{port}
        keys: ../keys/adapter/{silo}
        state: state
        policies: policies

        """;

    private static string BrokerYaml(
        int port, int consolePort, string auditor,
        IEnumerable<(string Silo, int Port, string Fingerprint)> silos) => $"""
        broker: hub
        federation: {Federation}
        listen: 127.0.0.1:{port}
        keys: ../keys/broker/hub
        state: state
        siloDeadlineMs: 60000        # three adapters and a broker may share a small, busy machine
        console:
          listen: 127.0.0.1:{consolePort}
          auditors:
            - id: office
              fingerprint: {auditor}
        silos:
        {string.Join('\n', silos.Select(silo =>
            $"  - {{id: {silo.Silo}, address: https://127.0.0.1:{silo.Port}, fingerprint: {silo.Fingerprint}}}"))}

        """;

    private static string ProfileYaml(
        int port, string brokerLog, IEnumerable<(string Silo, int Port, string Fingerprint)> silos) => $"""
        federation: {Federation}
        broker: https://127.0.0.1:{port}
        brokerLog: "{brokerLog}"
        keys: ../keys/trainer/lab
        agreement: {DemoPolicies.AgreementId}
        purpose: {DemoPolicies.Purpose}
        silos:
        {string.Join('\n', silos.Select(silo => $"  - {{id: {silo.Silo}, fingerprint: {silo.Fingerprint}}}"))}

        """;

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellationToken);
    }

    /// <summary>Ports that were free a moment ago, all different.</summary>
    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Stop());
        }
    }
}
