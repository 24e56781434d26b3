namespace Federation.Curation.Duplicates;

/// <summary>What a finder needs of a document that it searched before: its shingles, and no text.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Root">The place of the earliest document that it is joined with, or its own.</param>
/// <param name="Shingles">Its distinct shingles; good until the next document is asked for.</param>
public readonly record struct SeenDocument(string Id, int Root, ReadOnlyMemory<ulong> Shingles);
