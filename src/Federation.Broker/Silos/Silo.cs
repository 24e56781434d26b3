namespace Federation.Broker.Silos;

/// <summary>A silo with the way to it.</summary>
/// <param name="Options">How the operator lists it.</param>
/// <param name="Channel">The way to its adapter.</param>
public sealed record Silo(SiloOptions Options, ISiloChannel Channel)
{
    /// <summary>Its name.</summary>
    public string Id => Options.Id;
}
