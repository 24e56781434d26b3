namespace Federation.Broker.Console.Charts;

/// <summary>A value on a day.</summary>
/// <param name="Day">Days since 1970-01-01 UTC.</param>
/// <param name="Value">The value; at least 0.</param>
public readonly record struct ChartPoint(long Day, double Value);
