namespace Federation.Answers;

/// <summary>A range that holds the bounded table's value with the stated confidence, both ends included.</summary>
/// <param name="Lower">The lower end, in the measure's unit.</param>
/// <param name="Upper">The upper end, in the measure's unit.</param>
public sealed record Interval(double Lower, double Upper)
{
    /// <summary>The distance between the ends.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether a value lies in the range.</summary>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}

/// <summary>A number with what is known of its error. For a person to read: nothing private hangs on its
/// rounding.</summary>
/// <param name="Value">The number; null where the noise leaves it undefined (a mean of no rows).</param>
/// <param name="StandardError">The standard deviation of its noise; of a mean, to first order; null with the
/// value.</param>
/// <param name="Interval95">A range that holds the bounded table's value in at least 95 % of releases.</param>
public sealed record Estimate(double? Value, double? StandardError, Interval Interval95);
