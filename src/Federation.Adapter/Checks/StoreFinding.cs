using Federation.Hosting.Configuration;

namespace Federation.Adapter.Checks;

/// <summary>What a look into the store of one policy found. Holds no value of the data.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Unavailable">Why the store cannot be read; null where it can.</param>
/// <param name="Faults">Where policy and data contradict each other.</param>
/// <param name="Warnings">What works and may still surprise, one sentence each.</param>
public sealed record StoreFinding(
    string Dataset, string? Unavailable, IReadOnlyList<ConfigurationFault> Faults, IReadOnlyList<string> Warnings);
