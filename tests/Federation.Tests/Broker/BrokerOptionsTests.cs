using Federation.Broker;
using Federation.Hosting.Configuration;
using Federation.Tests.Cli;

namespace Federation.Tests.Broker;

public sealed class BrokerOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_full_configuration_is_read()
    {
        var options = BrokerOptions.Load(Write(Good));

        Assert.Equal("hub", options.Broker);
        Assert.Equal(["a", "b"], options.Silos.Select(silo => silo.Id));
        Assert.Equal(TimeSpan.FromSeconds(10), options.SiloDeadline);
        Assert.Null(options.Redis);
    }

    [Theory]
    [InlineData("broker: hub", "broker: Hub", 1)]
    [InlineData("listen: 127.0.0.1:0", "listen: 127.0.0.1", 3)]
    [InlineData("keys: keys", "keys: nokeys", 4)]
    [InlineData("id: b", "id: a", 6)]
    [InlineData("https://127.0.0.1:2", "http://127.0.0.1:2", 8)]
    [InlineData("fingerprint: " + Fingerprint + "}\n#", "fingerprint: abc}\n#", 8)]
    [InlineData("#", "sliloDeadlineMs: 5\n#", 9)]
    [InlineData("#", "requestsPerMinute: 0\n#", 9)]
    [InlineData("#", "cache: {redis: ':'}\n#", 9)]
    [InlineData("#", "cache: {}\n#", 9)]
    [InlineData("#", "silos: []\n#", 9)]
    public void A_fault_stops_the_start_and_is_named_with_its_line(string good, string bad, int line)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var file = Write(Good.Replace(good, bad, StringComparison.Ordinal));

        var exception = Assert.Throws<ConfigurationException>(() => BrokerOptions.Load(file));

        Assert.Contains(exception.Faults, fault => fault.Line == line && fault.File == file);
        Assert.All(exception.Faults, fault => Assert.NotEmpty(fault.Fix));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var file = Write("broker: hub\nlisten: here\nsilos: []\ncache: {redis: 5}\n");

        var exception = Assert.Throws<ConfigurationException>(() => BrokerOptions.Load(file));

        Assert.True(exception.Faults.Count >= 6, string.Join('\n', exception.Faults));
    }

    public void Dispose() => _folder.Dispose();

    private const string Fingerprint = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Good = $$"""
        broker: hub
        federation: demo.federation
        listen: 127.0.0.1:0
        keys: keys
        state: state
        silos:
          - {id: a, address: 'https://127.0.0.1:1', fingerprint: {{Fingerprint}}}
          - {id: b, address: 'https://127.0.0.1:2', fingerprint: {{Fingerprint}}}
        #
        """;

    private string Write(string text)
    {
        Directory.CreateDirectory(_folder["keys"]);
        foreach (var name in new[] { "ca.pem", "tls.pem", "tls.key", "log.key", "signing.key" })
        {
            File.WriteAllText(_folder[$"keys/{name}"], "");
        }

        var file = _folder["broker.yaml"];
        File.WriteAllText(file, text);
        return file;
    }
}
