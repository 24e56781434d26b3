using Federation.Hosting.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets up traces, metrics and logs for a host.</summary>
public static class TelemetryServiceCollectionExtensions
{
    /// <summary>Registers <see cref="FederationMetrics"/>, and exports over OTLP only where configured.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Where to export to.</param>
    /// <param name="serviceName"><c>federation-adapter</c> or <c>federation-broker</c>.</param>
    /// <param name="instanceId">The silo's or broker's id.</param>
    public static IServiceCollection AddFederationTelemetry(
        this IServiceCollection services, TelemetryOptions options, string serviceName, string instanceId)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddMetrics().AddSingleton<FederationMetrics>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(serviceName, serviceInstanceId: instanceId))
            .WithTracing(traces => traces
                .AddSource(FederationMetrics.Name)
                .AddSource("System.Net.Http")
                .AddAspNetCoreInstrumentation())
            .WithMetrics(metrics => metrics
                .AddMeter(FederationMetrics.Name)
                .AddMeter("Microsoft.AspNetCore.Server.Kestrel")
                .AddRuntimeInstrumentation());
        if (options.OtlpEndpoint is { } endpoint)
        {
            telemetry.WithLogging(configureBuilder: null, logs => logs.IncludeFormattedMessage = true);
            telemetry.UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.Grpc, endpoint);
        }

        return services;
    }
}
