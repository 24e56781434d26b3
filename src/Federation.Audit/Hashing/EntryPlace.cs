namespace Federation.Audit;

/// <summary>Where an entry lies in some bytes.</summary>
internal readonly record struct EntryPlace(int Offset, int LengthBytes);
