namespace Federation.Adapter.Policies;

/// <summary>What a span of text must have to leave: so many privacy units that use it.</summary>
/// <param name="UnitsMin">k: the least number of units, compared under noise.</param>
/// <param name="EpsilonMicros">ε of the comparison, in millionths of a nat; debited once an epoch.</param>
/// <param name="DeltaFemtos">δ of the comparison, in units of 10⁻¹⁵.</param>
/// <param name="Words">How many words in a row make a span.</param>
/// <param name="Characters">How many Chinese characters in a row make a span.</param>
/// <param name="SpansPerUnit">The most spans with which one unit counts.</param>
/// <param name="HoldsBack">Whether one rare span holds its record back; otherwise it is masked.</param>
public sealed record CrowdRules(
    long UnitsMin, long EpsilonMicros, long DeltaFemtos, int Words, int Characters, int SpansPerUnit, bool HoldsBack);
