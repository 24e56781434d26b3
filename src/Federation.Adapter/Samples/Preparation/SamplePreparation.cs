using Federation.Adapter.Policies;
using Federation.Hosting.Telemetry;

namespace Federation.Adapter.Samples.Preparation;

/// <summary>
/// Prepares what samples of every dataset need, as a start does, and serves nobody: for a holder who would rather have
/// it done before.
/// </summary>
public static class SamplePreparation
{
    /// <summary>Opens the adapter, which prepares and keeps what does not fit any more, and closes it.</summary>
    /// <param name="options">The adapter's configuration.</param>
    /// <param name="report">Told of each dataset once it is prepared.</param>
    /// <param name="cancellationToken">Gives up; what was debited stays so.</param>
    /// <exception cref="Hosting.Configuration.ConfigurationException">The adapter would not start.</exception>
    /// <exception cref="Audit.AuditLogUnavailableException">The log is in use: the adapter runs.</exception>
    public static async Task RunAsync(
        AdapterOptions options, Action<PreparedReport> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        var policies = PolicyBook.Load(options.PoliciesFolder);
        var services = new ServiceCollection().AddMetrics().AddSingleton<FederationMetrics>().BuildServiceProvider();
        await using var _ = services.ConfigureAwait(false);
        var seams = AdapterSeams.System with
        {
            GuardFolder = options.GuardFolder,
            Witnesses = options.Witnesses,
            ReportPrepared = report,
        };
        var core = await AdapterCore.OpenAsync(
            options.Identity(), options.StateFolder, policies, services.GetRequiredService<FederationMetrics>(), seams,
            cancellationToken);
        await core.DisposeAsync();
    }
}
