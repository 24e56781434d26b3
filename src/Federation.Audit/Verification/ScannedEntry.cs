namespace Federation.Audit;

/// <summary>
/// What stands at a place of a log: the hash of an entry, what its record says, or nothing that can be read.
/// </summary>
internal readonly record struct ScannedEntry(byte[]? LeafHash, long StoredIndex, bool IsSound);
