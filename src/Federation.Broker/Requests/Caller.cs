using Federation.Hosting.Links;

namespace Federation.Broker.Requests;

/// <summary>Who holds the other end of the link.</summary>
/// <param name="Identity">What the certificate says.</param>
/// <param name="Address">The network address; only ever recorded as a commitment.</param>
public sealed record Caller(PeerIdentity Identity, string Address);
