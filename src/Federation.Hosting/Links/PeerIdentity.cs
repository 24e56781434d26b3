using Grpc.Core;

namespace Federation.Hosting.Links;

/// <summary>Who is at the other end of a link, as its certificate says: <c>spiffe://federation/role/id</c>.</summary>
/// <param name="Federation">The federation whose authority signed the certificate.</param>
/// <param name="Role">What the peer is.</param>
/// <param name="Id">Its name, unique within the role.</param>
/// <param name="ExpiresAt">When the certificate ends.</param>
public sealed record PeerIdentity(string Federation, PeerRole Role, string Id, DateTimeOffset ExpiresAt)
{
    /// <summary>The peer of a call that runs. Every call has one: links without a certificate are not opened.</summary>
    /// <exception cref="InvalidOperationException">The link was opened without a certificate.</exception>
    public static PeerIdentity Of(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<PeerIdentity>()
        ?? throw new InvalidOperationException("The call has no peer identity.");
}
