using Federation.Answers;

namespace Federation.Adapter.Previews;

/// <summary>
/// What a question would release, with EXAMPLE noise: not paid for, not on record, not to be passed on.
/// </summary>
/// <param name="QuestionDigest">Lower-case hexadecimal SHA-256 of the question's canonical bytes.</param>
/// <param name="EpsilonMicros">What the real answer costs the lineage, in millionths of a nat.</param>
/// <param name="RhoMicros">The same as ρ of zero-concentrated differential privacy, in millionths.</param>
/// <param name="GroupColumns">The columns of the groups, sorted by name.</param>
/// <param name="Rows">One row a group.</param>
public sealed record StatisticPreview(
    string QuestionDigest, long EpsilonMicros, long RhoMicros, IReadOnlyList<string> GroupColumns,
    IReadOnlyList<StatisticPreviewRow> Rows);

/// <summary>One group.</summary>
/// <param name="Key">The value of each group column.</param>
/// <param name="ExampleValues">The integers that would be signed, here with the example's noise.</param>
/// <param name="ExampleEstimates">One estimate a measure. Error bars of counts and sums are those of the real answer;
/// those of averages are close to it.</param>
public sealed record StatisticPreviewRow(
    IReadOnlyList<string> Key, IReadOnlyList<long> ExampleValues, IReadOnlyList<Estimate> ExampleEstimates);
