namespace Federation.Broker.Accesses;

/// <summary>Whose spending of whose budget.</summary>
/// <param name="Dataset">The dataset that was asked.</param>
/// <param name="Silo">The silo, which has a budget of its own.</param>
/// <param name="Trainer">The fingerprint of the trainer's key.</param>
public sealed record SpentKey(string Dataset, string Silo, string Trainer);
