namespace Federation.Broker.Console.Charts;

/// <summary>A line or a row of bars with its name.</summary>
/// <param name="Name">What the reader sees.</param>
/// <param name="Points">In the order of days; at least one.</param>
/// <param name="Cap">What the values must not exceed; null where nothing bounds them.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, double? Cap = null);
