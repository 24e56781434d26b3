namespace Federation.Privacy.Queries;

/// <summary>How a bounded column is cut into bins to group by.</summary>
/// <param name="Column">A column of the groups.</param>
public abstract record Bins(string Column);

/// <summary>Bins of a width in the column's unit.</summary>
/// <param name="Column">A column of the groups.</param>
/// <param name="Width">A whole number of grid steps.</param>
public sealed record BinsOfWidth(string Column, decimal Width) : Bins(Column);

/// <summary>A number of bins of equal width.</summary>
/// <param name="Column">A column of the groups.</param>
/// <param name="Count">A divisor of the number of grid steps.</param>
public sealed record BinsOfCount(string Column, long Count) : Bins(Column);
