using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>How a number becomes a grid index: the one definition that all engines follow.</summary>
/// <remarks>
/// In IEEE double arithmetic, in this order: clamp to [lower, upper], subtract lower, divide by step, add a half,
/// floor, hold to [0, K]. NULL, NaN and ±Inf are decided before the clamp. All of it is total.
/// </remarks>
internal sealed record GridRule(
    double Lower, double Upper, double Step, long Cells, long? OnNull, long? OnNaN, long? OnInfinity)
{
    /// <summary>Makes the rule of a bounded column.</summary>
    public static GridRule Of(ColumnShape column)
    {
        var bounds = column.Bounds ?? throw new ArgumentException("The column has no bounds.", nameof(column));
        var cells = (long)((bounds.Upper - bounds.Lower) / bounds.Step);
        return new GridRule((double)bounds.Lower, (double)bounds.Upper, (double)bounds.Step, cells,
            Index(column.OnNull, cells), Index(column.OnNaN, cells), Index(column.OnInfinity, cells));
    }

    /// <summary>Applies the rule to a number; null stands for NULL, in and out.</summary>
    public long? Apply(double? number) => number switch
    {
        null => OnNull,
        double.NaN => OnNaN,
        double.PositiveInfinity or double.NegativeInfinity => OnInfinity,
        _ => Math.Clamp((long)Math.Floor(((Math.Clamp(number.Value, Lower, Upper) - Lower) / Step) + 0.5), 0, Cells),
    };

    /// <summary>Whether a number between the bounds cannot leave the grid: each step of the rule keeps order, so the
    /// upper bound tells for all.</summary>
    public bool HoldsItself => Math.Floor(((Upper - Lower) / Step) + 0.5) <= Cells;

    private static long? Index(Treatment treatment, long cells) => treatment switch
    {
        Treatment.Lower => 0,
        Treatment.Upper => cells,
        _ => null,
    };
}
