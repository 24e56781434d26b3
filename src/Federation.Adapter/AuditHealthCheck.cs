using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Federation.Adapter;

/// <summary>An adapter whose log cannot be written serves nothing, and says so.</summary>
internal sealed class AuditHealthCheck(AdapterCore core) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(core.IsWritable
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The audit log cannot be written."));
}
