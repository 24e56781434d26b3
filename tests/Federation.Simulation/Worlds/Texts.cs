using System.Globalization;

namespace Federation.Simulation.Worlds;

/// <summary>The configuration files of a federation, as their owners would write them.</summary>
internal static class Texts
{
    /// <summary>An adapter's file; its folder holds <c>policies</c> and <c>state</c>.</summary>
    public static string Adapter(string silo, string keysFolder, int port) => $"""
        silo: {silo}
        federation: {World.Federation}
        listen: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}
        keys: {keysFolder}
        state: state
        policies: policies
        """;

    /// <summary>A broker's file; its folder holds <c>state</c>.</summary>
    public static string Broker(
        string keysFolder, int port, IEnumerable<SiloAddress> silos, int siloDeadlineMs) => $"""
        broker: {World.Broker}
        federation: {World.Federation}
        listen: 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}
        keys: {keysFolder}
        state: state
        siloDeadlineMs: {siloDeadlineMs.ToString(CultureInfo.InvariantCulture)}
        requestsPerMinute: 1000000
        auditorsMayOpen: [trainer]
        silos:
        {string.Join('\n', silos.Select(silo => $"""
              - id: {silo.Id}
                address: "{silo.Address.GetLeftPart(UriPartial.Authority)}"
                fingerprint: {silo.Fingerprint}
            """))}
        """;

    /// <summary>The closing part of every policy: one trainer, both deliveries, for a month around now.</summary>
    public static string Agreement(string trainerFingerprint, bool hasSamples = false) => $"""
        agreements:
          - id: {World.Agreement}
            trainer: {trainerFingerprint}
            deliveries: [statistics{(hasSamples ? ", samples" : "")}]
            purposes: [{World.Purpose}]
            from: {Day(-1)}
            until: {Day(30)}
            quotas:
              epsilon: 100
              requests: 1000000
              records: 1000000
        """;

    /// <summary>A small table of people, two sexes, ages and incomes; one record a person.</summary>
    public static string People(
        string dataset, string store, string agreement, string lineageEpsilon, string requestEpsilon) => $"""
        dataset: {dataset}
        description: A few made-up people.
        purposes: [{World.Purpose}]
        lineage: {dataset}-lineage
        epoch: 1
        unit: {"{column: pid}"}
        recordId: {"{column: pid}"}
        recordsPerUnit: 1
        rowsMax: 10000
        {store}
        columns:
          - {"{name: pid, type: integer}"}
          - {"{name: sex, type: text, domain: [f, m]}"}
          - {"{name: age, type: integer, bounds: {lower: 0, upper: 120, step: 1}, onNull: exclude}"}
          - {"{name: city, type: text, domain: [west, east]}"}
        budget:
          lineageEpsilon: {lineageEpsilon}
          trainerEpsilon: {lineageEpsilon}
          requestEpsilon: {requestEpsilon}
        {agreement}
        """;

    private static string Day(int fromToday) =>
        DateTimeOffset.UtcNow.AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
