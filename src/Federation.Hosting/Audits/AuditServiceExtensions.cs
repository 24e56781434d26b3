using Federation.Hosting.Configuration;

namespace Federation.Hosting.Audits;

/// <summary>Gives a host the service that auditors call.</summary>
public static class AuditServiceExtensions
{
    private static readonly string[] Tags = ["trainer", "purpose", "literals", "peer"];

    /// <summary>Serves auditors. Needs an <see cref="AuditedLog"/> among the services.</summary>
    public static void MapAuditService(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGrpcService<AuditGrpcService>();
    }

    /// <summary>Reads <c>auditorsMayOpen</c>: the committed fields that auditors may open; none where it is not there.
    /// </summary>
    public static IReadOnlySet<string> ReadOpenTags(YamlMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Has("auditorsMayOpen")
            ? map.RequiredStrings("auditorsMayOpen", 1, string.Join('|', Tags)).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);
    }
}
