namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>Goodness of fit.</summary>
internal static class ChiSquare
{
    /// <summary>How far observed counts lie from expected ones.</summary>
    public static double Statistic(IEnumerable<(double Observed, double Expected)> cells) =>
        cells.Sum(cell => Math.Pow(cell.Observed - cell.Expected, 2) / cell.Expected);

    /// <summary>Wilson and Hilferty's approximation.</summary>
    public static double Quantile(int degrees, double deviations)
    {
        var part = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - part + (deviations * Math.Sqrt(part)), 3);
    }
}
