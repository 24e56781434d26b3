namespace Federation.Answers;

/// <summary>How far an answer will be off, told from noise distributions and a guess of the rows: no data.</summary>
/// <remarks>
/// Counts and sums have the same error whatever the data are. Means and variances are told for the worst data, all of
/// it at one bound. A standard deviation is told for values spread evenly over the bounds, as its error grows without
/// limit where the values are all alike.
/// </remarks>
public sealed class ExpectedErrors
{
    private const double Confidence = 0.95;
    private const double MeanError = 0.001;
    private const double GuardScales = 18; // A pick has 18 of 20 shares of its ε, each guard has one.
    private readonly MergedTable _table;

    /// <summary>Makes expectations out of a merged table, whose values are not looked at.</summary>
    public ExpectedErrors(MergedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
    }

    /// <summary>The error of a count of rows; with a column, of those that count in it.</summary>
    /// <exception cref="ArgumentException">It is not in the table.</exception>
    public ErrorBar Count(string? column = null)
    {
        if (column is null)
        {
            return Of(NoiseOf(_table.Rows));
        }

        var moments = MomentsOf(column);
        return Of(Evenly(moments, 1 / moments.RowTotal, 1 / moments.RowTotal));
    }

    /// <summary>The error of a count of privacy units.</summary>
    /// <exception cref="ArgumentException">It is not in the table.</exception>
    public ErrorBar Units() => Of(NoiseOf(_table.Units));

    /// <summary>The error of a count of distinct values; null where it is not in the table.</summary>
    public ErrorBar? Distinct(string column) => _table.Distinct
        .FirstOrDefault(one => string.Equals(one.Column, column, StringComparison.Ordinal)) is { } found
        ? Of(found.Noise) : null;

    /// <summary>The error of a sum, in the column's unit.</summary>
    /// <exception cref="ArgumentException">It is not in the table.</exception>
    public ErrorBar Sum(string column)
    {
        var moments = MomentsOf(column);
        return Of(Evenly(
            moments, (double)moments.Grid.Lower / moments.RowTotal, (double)moments.Grid.Upper / moments.RowTotal));
    }

    /// <summary>The error of a mean at the worst, in the column's unit.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rowsCount">A guess of the rows of the group, over all silos; above 0.</param>
    /// <exception cref="ArgumentException">It is not in the table.</exception>
    public ErrorBar Mean(string column, double rowsCount)
    {
        var moments = MomentsOf(column);
        var noise = new MeanInterval(moments, Confidence).NoiseAt(0);
        return Scaled(noise, Confidence, WidthOf(moments) / (rowsCount * moments.RowTotal), WidthOf(moments));
    }

    /// <summary>The error of a variance at the worst, in the square of the column's unit.</summary>
    /// <inheritdoc cref="Mean"/>
    public ErrorBar Variance(string column, double rowsCount)
    {
        var moments = MomentsOf(column);
        if (moments.Degree != 2)
        {
            throw new ArgumentException("The column is not measured with its variance.", nameof(column));
        }

        var unit = WidthOf(moments) * WidthOf(moments);
        var total = rowsCount * moments.RowTotal;
        var noise = new VarianceInterval(moments, Confidence).NoiseAt(0, 0);
        var shift = new MeanInterval(moments, Confidence).NoiseAt(0).HalfWidth(1 - MeanError) / total;
        var bar = Scaled(noise, Confidence + MeanError, unit / total, unit / 4);
        return bar with { HalfWidth95 = Math.Min(unit / 4, bar.HalfWidth95 + (unit * shift * shift)) };
    }

    /// <summary>The error of a standard deviation of evenly spread values, in the column's unit.</summary>
    /// <inheritdoc cref="Mean"/>
    public ErrorBar StandardDeviation(string column, double rowsCount)
    {
        var variance = Variance(column, rowsCount);
        var slope = 2 * WidthOf(MomentsOf(column)) / Math.Sqrt(12);
        return new ErrorBar(
            Math.Min(variance.StandardError / slope, Math.Sqrt(variance.StandardError)),
            Math.Min(variance.HalfWidth95 / slope, Math.Sqrt(variance.HalfWidth95)));
    }

    /// <summary>The error of a quantile of evenly spread values, in the column's unit.</summary>
    /// <param name="column">The column.</param>
    /// <param name="quantile">From 0 to 1; of picks, one that is asked for.</param>
    /// <param name="rowsCount">A guess of the rows of the group, over all silos; above 0.</param>
    /// <exception cref="ArgumentException">It is not in the table.</exception>
    public ErrorBar Quantile(string column, decimal quantile, double rowsCount)
    {
        var told = _table.Quantiles[QuantileReader.IndexOf(_table, column, quantile)];
        var width = (double)(told.Grid.Upper - told.Grid.Lower);
        var (deviation, halfWidth) = told.Kind == AnswerKind.QuantileTree
            ? RanksOf(told, quantile) : PickRanksOf(told);
        return new ErrorBar(
            Math.Min(width, width * deviation / rowsCount), Math.Min(width, width * halfWidth / rowsCount));
    }

    private static (double Deviation, double HalfWidth) RanksOf(MergedQuantile told, decimal quantile)
    {
        var (halfWidth, deviation) = new QuantileDistribution(told).RankError((double)quantile);
        return (deviation, halfWidth);
    }

    /// <summary>A pick strays like two-sided geometric noise at most; its guards stand a public number of ranks
    /// apart.</summary>
    private static (double Deviation, double HalfWidth) PickRanksOf(MergedQuantile told)
    {
        var scale = told.Noises[0].Scale;
        double denominator = 1;
        while (!decimal.IsInteger(told.Quantile!.Value * (decimal)denominator))
        {
            denominator++; // Quantiles have six decimals at most.
        }

        var distance = GuardScales * scale * Math.Log((told.Grid.StepsCount + 1) / ((1 - Confidence) / 2));
        return (Math.Sqrt(2) * scale / denominator, distance / denominator);
    }

    private static ErrorBar Of(NoiseSum noise) => new(noise.StandardDeviation, noise.HalfWidth(Confidence));

    private static ErrorBar Scaled(NoiseSum noise, double confidence, double factor, double largest) => new(
        Math.Min(largest, factor * noise.StandardDeviation), Math.Min(largest, factor * noise.HalfWidth(confidence)));

    private static NoiseSum Evenly(MergedMoments moments, double low, double high) => moments.Degree == 1
        ? moments.Weighted(low, high) : moments.Weighted(low, (low + high) / 2, high);

    private static double WidthOf(MergedMoments moments) => (double)(moments.Grid.Upper - moments.Grid.Lower);

    private static NoiseSum NoiseOf(MergedCount? count) =>
        count?.Noise ?? throw new ArgumentException("This is not counted.", nameof(count));

    private MergedMoments MomentsOf(string column) =>
        _table.Moments.FirstOrDefault(moments => string.Equals(moments.Column, column, StringComparison.Ordinal))
        ?? throw new ArgumentException("The column is not measured.", nameof(column));
}
