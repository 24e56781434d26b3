using Federation.Answers;

namespace Federation.Privacy.Plans;

/// <summary>The noise of each integer of a part, and what the part costs.</summary>
internal readonly record struct PartNoise(NoiseDistribution Noise, PrivacyCost Cost);
