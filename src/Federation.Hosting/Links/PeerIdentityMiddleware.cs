namespace Federation.Hosting.Links;

/// <summary>Lets no call through without the identity of the handshake, nor after its certificate ran out.</summary>
public sealed class PeerIdentityMiddleware(RequestDelegate next, TimeProvider time)
{
    /// <summary>Runs the call; the link's <see cref="PeerIdentity"/> is among its features.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<PeerIdentity>() is { } peer && peer.ExpiresAt > time.GetUtcNow())
        {
            return next(context);
        }

        context.Abort();
        return Task.CompletedTask;
    }
}
