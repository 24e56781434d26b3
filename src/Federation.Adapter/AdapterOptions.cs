using System.Net;
using Federation.Adapter.Journal;
using Federation.Audit;
using Federation.Hosting.Audits;
using Federation.Hosting.Configuration;
using Federation.Hosting.Keys;
using Federation.Hosting.Links;
using Federation.Hosting.Telemetry;
using Federation.Hosting.Witnesses;

namespace Federation.Adapter;

/// <summary>What an adapter is told at its start, read strictly: an unknown key or a missing file stops it.</summary>
public sealed record AdapterOptions
{
    private const string NamePattern = "^[a-z0-9][a-z0-9-]{0,62}$";

    /// <summary>The silo's name in the federation.</summary>
    public required string Silo { get; init; }

    /// <summary>The federation, such as <c>demo.federation</c>.</summary>
    public required string Federation { get; init; }

    /// <summary>Where to serve; loopback unless told otherwise.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Keys and certificates.</summary>
    public required KeyFolder Keys { get; init; }

    /// <summary>Where the log and the answers are kept.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where the newest checkpoint and the claims on tables are kept, outside the state; null keeps
    /// none.</summary>
    public string? GuardFolder { get; init; }

    /// <summary>Where the policy files lie, one a dataset.</summary>
    public required string PoliciesFolder { get; init; }

    /// <summary>Where traces, metrics and logs go.</summary>
    public required TelemetryOptions Telemetry { get; init; }

    /// <summary>The most connections at once.</summary>
    public required int ConnectionsMax { get; init; }

    /// <summary>The committed fields of its log that auditors may open.</summary>
    public required IReadOnlySet<string> OpenTags { get; init; }

    /// <summary>Who cosigns its log, and how many must where a policy says so; null where nobody is asked.</summary>
    public required WitnessOptions? Witnesses { get; init; }

    /// <summary>Reads a configuration file.</summary>
    /// <exception cref="ConfigurationException">Every fault at once, with file, line and fix.</exception>
    public static AdapterOptions Load(string file)
    {
        var map = YamlDocumentReader.ReadFile(file);
        var options = new AdapterOptions
        {
            Silo = map.RequiredString("silo", 63, NamePattern),
            Federation = map.RequiredString("federation", 253),
            Listen = ListenAddress.Read(map, "listen"),
            Keys = KeyFolder.Read(
                map, "keys", "ca.pem", "tls.pem", "tls.key", "signing.key", "log.key", "selection.key"),
            StateFolder = map.RequiredPath("state"),
            GuardFolder = map.OptionalPath("guard"),
            PoliciesFolder = map.RequiredPath("policies"),
            Telemetry = TelemetryOptions.Read(map.OptionalMap("telemetry")),
            Witnesses = WitnessOptions.Read(map.OptionalMap("witnesses")),
            OpenTags = AuditServiceExtensions.ReadOpenTags(map),
            ConnectionsMax = (int)map.OptionalInteger("connectionsMax", 1, 100_000, fallback: 1_000),
        };
        if (options.GuardFolder is { } guard && IsWithin(guard, options.StateFolder))
        {
            map.Reject("guard", "the guard lies in the state that it guards",
                "name a folder elsewhere, best on another disk, that is not restored together with the state");
        }

        map.Finish();
        return options;
    }

    private static bool IsWithin(string path, string folder) =>
        $"{path}/".StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);

    /// <summary>Its audit log, for what its holder does with it while it is stopped.</summary>
    public AuditLogOptions LogOptions() => LogPlace.Newest(Federation, Silo, StateFolder, OpenGuard());

    /// <summary>What it takes to close its audit log and open the next shard of it, while it is stopped.</summary>
    public ShardPlan NextShard()
    {
        var current = LogOptions();
        var next = LogPlace.Of(
            Federation, Silo, StateFolder, OpenGuard(), LogOrigin.Split(current.Origin).Number + 1);
        return new ShardPlan(
            current, next, Keys.SigningKey("log.key"), $"adapter/{Silo}", new Budgets.LedgerEssence().Of);
    }

    /// <summary>Who this adapter is.</summary>
    public AdapterIdentity Identity() => new(
        Federation, Silo, Keys.SigningKey("signing.key"), Keys.SigningKey("log.key"), Keys.Secret("selection.key"));

    private Guards.GuardFolder? OpenGuard() => GuardFolder is { } folder ? Guards.GuardFolder.Open(folder) : null;
}
