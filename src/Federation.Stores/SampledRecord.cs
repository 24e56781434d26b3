namespace Federation.Stores;

/// <summary>One record of a sample, raw: it has yet to pass every filter.</summary>
/// <param name="Values">The values as invariant text, in the order of the plan's columns; null where NULL.</param>
public sealed record SampledRecord(IReadOnlyList<string?> Values);
