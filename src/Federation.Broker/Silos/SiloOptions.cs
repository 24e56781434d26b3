namespace Federation.Broker.Silos;

/// <summary>A silo as the broker's operator lists it.</summary>
/// <param name="Id">Its name, which its certificate must carry.</param>
/// <param name="Address">Where its adapter serves, <c>https</c>.</param>
/// <param name="Fingerprint">The pinned fingerprint of its signing key, 64 lower-case hexadecimal digits.</param>
public sealed record SiloOptions(string Id, Uri Address, string Fingerprint);
