using Federation.Audit;
using Federation.Cli.Keys;
using Federation.Client;
using Federation.Client.Profiles;
using Federation.Sealing;
using Federation.Tests.Cli;

namespace Federation.Tests.Client;

/// <summary>A trainer with keys, who pins two silos of a broker that a test controls.</summary>
public sealed class TrainerFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainerFixture()
    {
        KeyWriter.Write(
            _folder["keys"], "demo.federation", [new KeyParty(PartyRole.Trainer, "lab")], 1, TimeProvider.System);
        Keys = TrainerKeys.Load(_folder["keys/trainer/lab"]);
        Broker = new FakeBroker(First, Second);
    }

    internal TrainerKeys Keys { get; }

    internal FakeSilo First { get; } = new("a");

    internal FakeSilo Second { get; } = new("b");

    internal FakeBroker Broker { get; }

    internal string this[string file] => _folder[file];

    internal FederationClient Client(string? brokerLog = null, WitnessPolicy? witnesses = null) => new(
        new TrainerProfile(
            "demo.federation", new Uri("https://127.0.0.1:1"), "", "lab-2026", "research",
            [
                new SiloPin("a", First.Signing.Fingerprint) { Witnesses = witnesses },
                new SiloPin("b", Second.Signing.Fingerprint),
            ])
        {
            BrokerLogVerifierKey = brokerLog,
        },
        Keys, Broker, TimeProvider.System);

    public void Dispose()
    {
        Keys.Dispose();
        First.Dispose();
        Second.Dispose();
        _folder.Dispose();
    }
}
