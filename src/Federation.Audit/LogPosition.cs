namespace Federation.Audit;

/// <summary>Where an entry stands, durably.</summary>
/// <param name="Index">Its place in the log, from 0.</param>
public readonly record struct LogPosition(long Index);
