using Federation.Privacy.Selection;

namespace Federation.Privacy.Plans;

/// <summary>What the choice of groups takes, and what it leaves for the numbers.</summary>
/// <param name="Selection">The choice; null where there is none.</param>
/// <param name="Epsilon">ε of the numbers.</param>
/// <param name="DeltaFemtos">δ of the numbers.</param>
internal readonly record struct KeyShare(KeySelection? Selection, Epsilon Epsilon, long DeltaFemtos);
