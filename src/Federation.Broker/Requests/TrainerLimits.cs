using System.Threading.RateLimiting;
using Federation.Hosting.Errors;

namespace Federation.Broker.Requests;

/// <summary>How often one party may ask within a minute. Each party has its own count.</summary>
public sealed class TrainerLimits(int requestsPerMinute) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        party => RateLimitPartition.GetFixedWindowLimiter(party, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = requestsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    /// <summary>Counts one request.</summary>
    /// <param name="party">The fingerprint of a trainer's key, or the name of a certificate.</param>
    /// <exception cref="RefusalException">The party asked too often.</exception>
    public void Take(string party)
    {
        using var lease = _limiter.AttemptAcquire(party);
        if (!lease.IsAcquired)
        {
            throw new RefusalException(Refusal.RateLimited());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
