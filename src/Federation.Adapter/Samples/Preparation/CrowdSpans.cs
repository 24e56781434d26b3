namespace Federation.Adapter.Samples.Preparation;

/// <summary>The spans of text that a crowd uses.</summary>
/// <param name="Common">Their hashes.</param>
/// <param name="Seed">The secret number that they are hashed with.</param>
internal sealed record CrowdSpans(IReadOnlySet<ulong> Common, ulong Seed);
