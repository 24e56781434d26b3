using Federation.Hosting.Configuration;

namespace Federation.Hosting.Telemetry;

/// <summary>Where traces, metrics and logs go. Without an endpoint only console logs leave the process.</summary>
/// <param name="OtlpEndpoint">An OTLP collector that speaks gRPC, or null.</param>
public sealed record TelemetryOptions(Uri? OtlpEndpoint)
{
    /// <summary>Nothing is exported.</summary>
    public static TelemetryOptions None { get; } = new((Uri?)null);

    /// <summary>Reads the optional section <c>telemetry</c> with its key <c>otlpEndpoint</c>.</summary>
    public static TelemetryOptions Read(YamlMap? section)
    {
        if (section is null)
        {
            return None;
        }

        var text = section.RequiredString("otlpEndpoint");
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https")
        {
            return new TelemetryOptions(endpoint);
        }

        section.Reject(
            "otlpEndpoint", $"'{text}' is not an http or https address", "write it like http://127.0.0.1:4317");
        return None;
    }
}
