using Federation.Client;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Federation.Cli.Shell;

/// <summary>Exports traces of the client over OTLP, where OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
internal static class Tracing
{
    /// <summary>Starts exporting; dispose to flush. Null where no collector is named.</summary>
    public static TracerProvider? Start() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"))
            ? null
            : Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("federation-cli"))
                .AddSource(ClientTelemetry.SourceName)
                .AddSource("System.Net.Http")
                .AddOtlpExporter()
                .Build();
}
