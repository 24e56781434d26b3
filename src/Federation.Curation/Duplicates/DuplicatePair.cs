namespace Federation.Curation.Duplicates;

/// <summary>Two documents that are as alike as was asked for.</summary>
/// <param name="First">The id of the one that was added first.</param>
/// <param name="Second">The id of the other.</param>
/// <param name="SharedShingles">Distinct shingles that both have.</param>
/// <param name="AllShingles">Distinct shingles that either has.</param>
public readonly record struct DuplicatePair(string First, string Second, int SharedShingles, int AllShingles);
