using Federation.Contracts.Type.V1;
using Google.Protobuf;
using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace Federation.Broker.Silos;

/// <summary>Keeps signed catalogues in a cache that may be slow, gone or hostile. It costs time at worst.</summary>
/// <remarks>After a failure the cache is left alone for a while, so that a dead one does not slow every call.</remarks>
public sealed partial class CatalogueCache(IDistributedCache cache, TimeProvider time, ILogger<CatalogueCache> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private long _resumeUnixMs;

    /// <summary>What the cache holds, unchecked; null where it holds nothing or cannot be reached.</summary>
    public async Task<Envelope?> ReadAsync(SiloOptions silo, CancellationToken cancellationToken)
    {
        byte[]? bytes = null;
        await GuardAsync(async token => bytes = await cache.GetAsync(KeyOf(silo), token), cancellationToken);
        try
        {
            return bytes is null ? null : Envelope.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Keeps a catalogue that was verified.</summary>
    public Task WriteAsync(SiloOptions silo, VerifiedCatalogue catalogue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var options = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = Lifetime };
        return GuardAsync(
            token => cache.SetAsync(KeyOf(silo), catalogue.Envelope.ToByteArray(), options, token), cancellationToken);
    }

    private static string KeyOf(SiloOptions silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return $"catalogue/{silo.Id}/{silo.Fingerprint}";
    }

    private async Task GuardAsync(Func<CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow().ToUnixTimeMilliseconds() < Interlocked.Read(ref _resumeUnixMs))
        {
            return;
        }

        try
        {
            await use(cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (RedisException)
        {
            LeaveAlone();
        }
        catch (TimeoutException)
        {
            LeaveAlone();
        }
    }

    private void LeaveAlone()
    {
        Interlocked.Exchange(ref _resumeUnixMs, (time.GetUtcNow() + Pause).ToUnixTimeMilliseconds());
        LogLeftAlone(Pause);
    }

    [LoggerMessage(1, LogLevel.Warning, "The cache does not answer and is left alone for {Pause}.")]
    private partial void LogLeftAlone(TimeSpan pause);
}
