using Federation.Answers;

namespace Federation.Adapter.Previews;

/// <summary>What a question would cost at one silo and which noise it would get, told from the catalogue
/// alone.</summary>
/// <param name="EpsilonMicros">What the lineage would pay, in millionths of a nat; the largest number where no ε alone
/// bounds the answer.</param>
/// <param name="RhoMicros">The same as ρ of zero-concentrated differential privacy, in millionths, added up over the
/// parts of the answer.</param>
/// <param name="RecordsPerUnit">The most records of one privacy unit that would count.</param>
/// <param name="CellsCount">How many groups would be answered, empty ones too.</param>
/// <param name="Steps">The plan in words, first step first.</param>
/// <param name="Table">One cell of zeros with the noises of the real answer.</param>
public sealed record CostPreview(
    long EpsilonMicros, long RhoMicros, int RecordsPerUnit, int CellsCount, IReadOnlyList<string> Steps,
    SiloTable Table);
