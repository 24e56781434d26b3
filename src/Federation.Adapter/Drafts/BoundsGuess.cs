using Federation.Privacy.Schemas;

namespace Federation.Adapter.Drafts;

/// <summary>Bounds around the numbers that were seen, on a grid of a power of ten that divides them.</summary>
internal static class BoundsGuess
{
    private const decimal Limit = 1_000_000_000_000m;
    private const decimal StepMin = 0.000_001m;
    private const int WholeStepsMax = 1_000_000;
    private const int StepsWanted = 1_000;

    /// <summary>A valid grid, or null where the numbers are too large for one.</summary>
    public static NumericBounds? Around(decimal min, decimal max, bool isWhole)
    {
        if (min < -Limit || max > Limit)
        {
            return null;
        }

        var width = max - min;
        var step = 1m;
        while (width / step > (isWhole ? WholeStepsMax : 10 * StepsWanted))
        {
            step *= 10;
        }

        while (!isWhole && width > 0 && width / step < StepsWanted && step > StepMin)
        {
            step /= 10;
        }

        var lower = decimal.Floor(min / step) * step;
        var upper = decimal.Ceiling(max / step) * step;
        var bounds = new NumericBounds(lower, upper == lower ? lower + step : upper, step);
        return bounds.IsValid ? bounds : null;
    }
}
