namespace Federation.Audit;

/// <summary>What became of removing old entries of a log.</summary>
/// <param name="FirstKeptIndex">The first entry that is kept.</param>
/// <param name="RemovedBundlesCount">How many bundles of entries were removed now.</param>
/// <param name="RemovedSegmentsCount">How many segments of the write-ahead log were removed now.</param>
public sealed record RetentionReport(long FirstKeptIndex, int RemovedBundlesCount, int RemovedSegmentsCount);
