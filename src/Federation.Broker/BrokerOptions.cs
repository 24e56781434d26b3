using System.Net;
using Federation.Broker.Alerts;
using Federation.Broker.Console;
using Federation.Broker.Silos;
using Federation.Hosting.Audits;
using Federation.Hosting.Configuration;
using Federation.Hosting.Keys;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Federation.Hosting.Witnesses;

namespace Federation.Broker;

/// <summary>What a broker is told at its start, read strictly: an unknown key or a missing file stops it.</summary>
public sealed record BrokerOptions
{
    private const string NamePattern = "[a-z0-9][a-z0-9-]{0,62}";
    private const int SilosMax = 1_000;

    /// <summary>The broker's name in the federation.</summary>
    public required string Broker { get; init; }

    /// <summary>The federation, such as <c>demo.federation</c>.</summary>
    public required string Federation { get; init; }

    /// <summary>Where to serve.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Keys and certificates.</summary>
    public required KeyFolder Keys { get; init; }

    /// <summary>Where the log is kept.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The silos it knows, in the order in which answers name them.</summary>
    public required IReadOnlyList<SiloOptions> Silos { get; init; }

    /// <summary>How long a silo may take for an answer, or for the next frame of a sample.</summary>
    public required TimeSpan SiloDeadline { get; init; }

    /// <summary>How often one trainer may ask within a minute.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>The most connections at once.</summary>
    public required int ConnectionsMax { get; init; }

    /// <summary>A Redis for what may be lost, as <c>host:port</c> with options; null keeps it in the process.</summary>
    public required string? Redis { get; init; }

    /// <summary>Where traces, metrics and logs go.</summary>
    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>The console for auditors and holders; null where there is none.</summary>
    public required ConsoleOptions? Console { get; init; }

    /// <summary>When it raises alerts, and whom it tells.</summary>
    public required AlertOptions Alerts { get; init; }

    /// <summary>The committed fields that auditors may open.</summary>
    public required IReadOnlySet<string> OpenTags { get; init; }

    /// <summary>Who cosigns its log; null where nobody is asked.</summary>
    public required WitnessOptions? Witnesses { get; init; }

    /// <summary>Reads a configuration file.</summary>
    /// <exception cref="ConfigurationException">Every fault at once, with file, line and fix.</exception>
    public static BrokerOptions Load(string file)
    {
        var map = YamlDocumentReader.ReadFile(file);
        var options = new BrokerOptions
        {
            Broker = map.RequiredString("broker", 63, NamePattern),
            Federation = map.RequiredString("federation", 253),
            Listen = ListenAddress.Read(map, "listen"),
            Keys = KeyFolder.Read(map, "keys", "ca.pem", "tls.pem", "tls.key", "log.key", "signing.key"),
            StateFolder = map.RequiredPath("state"),
            Silos = ReadSilos(map),
            SiloDeadline = TimeSpan.FromMilliseconds(
                map.OptionalInteger("siloDeadlineMs", 10, 600_000, fallback: 10_000)),
            RequestsPerMinute = (int)map.OptionalInteger("requestsPerMinute", 1, 1_000_000, fallback: 600),
            ConnectionsMax = (int)map.OptionalInteger("connectionsMax", 1, 100_000, fallback: 1_000),
            Redis = ReadRedis(map.OptionalMap("cache")),
            Telemetry = TelemetryOptions.Read(map.OptionalMap("telemetry")),
            Alerts = AlertOptions.Read(map.OptionalMap("alerts")),
            Witnesses = WitnessOptions.Read(map.OptionalMap("witnesses")),
            OpenTags = AuditServiceExtensions.ReadOpenTags(map),
            Console = ConsoleOptions.Read(map.OptionalMap("console")),
        };
        map.Finish();
        return options;
    }

    /// <summary>Its audit log, for what its operator does with it while it is stopped.</summary>
    public Audit.AuditLogOptions LogOptions() => Records.BrokerLog.OptionsOf(Federation, Broker, StateFolder);

    /// <summary>What it takes to close its audit log and open the next shard of it, while it is stopped.</summary>
    public Audit.ShardPlan NextShard()
    {
        var current = LogOptions();
        var number = Audit.LogOrigin.Split(current.Origin).Number + 1;
        return new Audit.ShardPlan(
            current, Records.BrokerLog.OptionsOf(Federation, Broker, StateFolder, number),
            Keys.SigningKey("log.key"), $"broker/{Broker}", Records.BrokerEssence.Of);
    }

    /// <summary>Who this broker is.</summary>
    public BrokerIdentity Identity() => new(Federation, Broker, Keys.SigningKey("log.key"), Witnesses);

    private static IReadOnlyList<SiloOptions> ReadSilos(YamlMap map)
    {
        var silos = map.RequiredList("silos", 1, ReadSilo, SilosMax);
        if (silos.GroupBy(silo => silo.Id).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            map.Reject("silos", $"silo '{twins.Key}' is listed twice", "keep one of the two");
        }

        return silos;
    }

    private static SiloOptions ReadSilo(YamlMap map)
    {
        var text = map.RequiredString("address");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            map.Reject("address", $"'{text}' is not an https address", "write it like https://127.0.0.1:7501");
            address = new Uri("https://127.0.0.1");
        }

        return new SiloOptions(
            map.RequiredString("id", 63, NamePattern), address,
            map.RequiredString("fingerprint", 64, "[0-9a-f]{64}"));
    }

    private static string? ReadRedis(YamlMap? map)
    {
        if (map is null)
        {
            return null;
        }

        var text = map.RequiredString("redis");
        if (map.Has("redis") && !RedisLink.IsValid(text))
        {
            map.Reject("redis", $"'{text}' is not a host and a port", "write it like 127.0.0.1:6379");
        }

        return text;
    }
}
