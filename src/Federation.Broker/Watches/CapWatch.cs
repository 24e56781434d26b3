
namespace Federation.Broker.Watches;

/// <summary>Keeps what silos say may be spent, so that no page waits for a silo.</summary>
public sealed class CapWatch(Func<CancellationToken, Task<SpendingCaps>> caps, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>What was heard last; of a silo that was never heard, nothing.</summary>
    public SpendingCaps Known { get; private set; } = SpendingCaps.Of([]);

    /// <summary>Asks all silos now.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) =>
        Known = await caps(cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            await RefreshAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
