namespace Federation.Privacy.Accounting;

/// <summary>Looks for the largest value of a function with one hump.</summary>
internal static class Search
{
    private const int ScanCount = 100;
    private const int Refinements = 50;
    private static readonly double Golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The largest value found between two ends.</summary>
    public static double Maximum(Func<double, double> function, double lower, double upper) =>
        function(Place(function, lower, upper));

    /// <summary>Where the largest value was found.</summary>
    public static double Place(Func<double, double> function, double lower, double upper)
    {
        var step = (upper - lower) / ScanCount;
        var best = Enumerable.Range(0, ScanCount + 1).MaxBy(index => function(lower + (index * step)));
        var (left, right) = (
            Math.Max(lower, lower + ((best - 1) * step)), Math.Min(upper, lower + ((best + 1) * step)));
        for (var round = 0; round < Refinements; round++)
        {
            var width = Golden * (right - left);
            if (function(right - width) < function(left + width))
            {
                left = right - width;
            }
            else
            {
                right = left + width;
            }
        }

        return (left + right) / 2;
    }
}
