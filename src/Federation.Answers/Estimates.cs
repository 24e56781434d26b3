namespace Federation.Answers;

/// <summary>Counts, sums, means, variances and standard deviations with error bars, out of a merged table.</summary>
/// <remarks>
/// Of a pair or a triple, T is the sum of its parts (K or K² a row) and B the sum whose exact value is T times the mean
/// share m of the rows between the bounds: count = T / K or T / K², sum = count · L + (U − L) · B / K or B / K², mean =
/// L + (U − L) · B / T. Intervals cover the bounded table's value: sampling error is not in them.
/// Not safe for concurrent use: half-widths are kept to be used again.
/// </remarks>
public sealed class Estimates
{
    private const double Confidence = 0.95;
    private readonly MergedTable _table;
    private readonly MeanInterval[] _means;
    private readonly VarianceInterval[] _variances;
    private readonly Dictionary<int, NoiseSum> _counts = [];
    private readonly Dictionary<int, NoiseSum> _sums = [];
    private readonly Dictionary<NoiseSum, double> _halfWidths = [];
    private readonly QuantileReader _quantiles;

    /// <summary>Makes estimates of a table's cells.</summary>
    public Estimates(MergedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _quantiles = new QuantileReader(table);
        _means = [.. table.Moments.Select(moments => new MeanInterval(moments, Confidence))];
        _variances = [.. table.Moments.Select(moments => new VarianceInterval(moments, Confidence))];
    }

    /// <summary>How many rows; with a column, how many count in it.</summary>
    /// <param name="cell">Which cell.</param>
    /// <param name="column">A measured column, or null for all rows.</param>
    /// <exception cref="ArgumentException">The column was not measured, or rows were not counted.</exception>
    public Estimate Count(int cell, string? column = null)
    {
        if (column is null)
        {
            return Linear((double)_table.Cells[cell].Rows, NoiseOf(_table.Rows));
        }

        var index = IndexOf(column);
        var noise = CountNoise(index);
        return Linear(Sums(cell, index).Total / _table.Moments[index].RowTotal, noise);
    }

    /// <summary>How many privacy units, each counted once a silo.</summary>
    /// <exception cref="ArgumentException">Units were not counted.</exception>
    public Estimate Units(int cell) => Linear((double)_table.Cells[cell].Units, NoiseOf(_table.Units));

    /// <summary>How many distinct values of a column, each counted once a silo; null where they were not counted.
    /// </summary>
    public Estimate? Distinct(int cell, string column)
    {
        for (var index = 0; index < _table.Distinct.Count; index++)
        {
            if (string.Equals(_table.Distinct[index].Column, column, StringComparison.Ordinal))
            {
                return Linear((double)_table.Cells[cell].Distinct[index], _table.Distinct[index].Noise);
            }
        }

        return null;
    }

    /// <summary>The sum of a measured column, in its unit.</summary>
    /// <exception cref="ArgumentException">The column was not measured.</exception>
    public Estimate Sum(int cell, string column)
    {
        var index = IndexOf(column);
        var moments = _table.Moments[index];
        var (lower, width) = BoundsOf(moments);
        var (high, _, total) = Sums(cell, index);
        return Linear(((lower * total) + (width * high)) / moments.RowTotal, SumNoise(index));
    }

    /// <summary>The mean of a measured column, in its unit; without value where the noisy count is not
    /// positive.</summary>
    /// <exception cref="ArgumentException">The column was not measured.</exception>
    public Estimate Mean(int cell, string column)
    {
        var index = IndexOf(column);
        var (lower, width) = BoundsOf(_table.Moments[index]);
        var (high, _, total) = Sums(cell, index);
        var (from, to) = _means[index].Solve(high, total);
        var interval = new Interval(lower + (width * from), lower + (width * to));
        if (total <= 0)
        {
            return new Estimate(null, null, interval);
        }

        var share = Math.Clamp(high / total, 0, 1);
        var deviation = _means[index].NoiseAt(share).StandardDeviation;
        return new Estimate(lower + (width * share), width * deviation / total, interval);
    }

    /// <summary>The variance of a measured column over its rows, in the square of its unit; without value where the
    /// noisy count is not positive.</summary>
    /// <exception cref="ArgumentException">The column was not measured with its variance.</exception>
    public Estimate Variance(int cell, string column)
    {
        var index = IndexOf(column);
        var (_, width) = _table.Moments[index].Degree == 2
            ? BoundsOf(_table.Moments[index])
            : throw new ArgumentException("The column was not measured with its variance.", nameof(column));
        var (high, square, total) = Sums(cell, index);
        var (from, to) = _variances[index].Solve(high, square, total);
        var unit = width * width;
        var interval = new Interval(unit * from, unit * to);
        if (total <= 0)
        {
            return new Estimate(null, null, interval);
        }

        var share = Math.Clamp(high / total, 0, 1);
        var variance = Math.Clamp((square / total) - (share * share), 0, share * (1 - share));
        var deviation = _variances[index].NoiseAt(share, variance).StandardDeviation;
        return new Estimate(unit * variance, unit * deviation / total, interval);
    }

    /// <summary>The standard deviation of a measured column over its rows, in its unit.</summary>
    /// <remarks>Its standard error is that of the variance to first order, and never more than its root: roots move by
    /// at most the root of what their square moves by.</remarks>
    /// <exception cref="ArgumentException">The column was not measured with its variance.</exception>
    public Estimate StandardDeviation(int cell, string column)
    {
        var variance = Variance(cell, column);
        var interval = new Interval(
            Math.Sqrt(variance.Interval95.Lower), Math.Sqrt(variance.Interval95.Upper));
        if (variance is not { Value: { } value, StandardError: { } error })
        {
            return new Estimate(null, null, interval);
        }

        var root = Math.Sqrt(value);
        return new Estimate(root, Math.Min(error / (2 * root), Math.Sqrt(error)), interval);
    }

    /// <summary>A quantile of a bounded column, in its unit: a value of its grid.</summary>
    /// <remarks>A tree's standard error is that of a normal variable with the same interval; a pick has none.</remarks>
    /// <param name="cell">Which cell.</param>
    /// <param name="column">The column.</param>
    /// <param name="quantile">From 0 to 1; of picks, one that was asked for.</param>
    /// <exception cref="ArgumentException">The quantile was not asked for.</exception>
    public Estimate Quantile(int cell, string column, decimal quantile) => _quantiles.Read(cell, column, quantile);

    private static (double Lower, double Width) BoundsOf(MergedMoments moments) =>
        ((double)moments.Grid.Lower, (double)(moments.Grid.Upper - moments.Grid.Lower));

    private static NoiseSum NoiseOf(MergedCount? count) =>
        count?.Noise ?? throw new ArgumentException("This was not counted.", nameof(count));

    private Estimate Linear(double value, NoiseSum noise)
    {
        if (!_halfWidths.TryGetValue(noise, out var halfWidth))
        {
            halfWidth = noise.HalfWidth(Confidence);
            _halfWidths.Add(noise, halfWidth);
        }

        return new Estimate(value, noise.StandardDeviation, new Interval(value - halfWidth, value + halfWidth));
    }

    /// <summary>B, the part for the square of k, and T.</summary>
    private (double High, double Square, double Total) Sums(int cell, int index)
    {
        var parts = _table.Cells[cell].Moments[index];
        return parts.Count == 2
            ? ((double)parts[1], 0, (double)(parts[0] + parts[1]))
            : ((double)((2 * parts[2]) + parts[1]) / 2, (double)parts[2], (double)(parts[0] + parts[1] + parts[2]));
    }

    private NoiseSum CountNoise(int index)
    {
        var one = 1 / _table.Moments[index].RowTotal;
        return Remember(_counts, index, one, one);
    }

    private NoiseSum SumNoise(int index)
    {
        var moments = _table.Moments[index];
        return Remember(
            _sums, index, (double)moments.Grid.Lower / moments.RowTotal, (double)moments.Grid.Upper / moments.RowTotal);
    }

    /// <summary>The noise of the combination whose lowest and highest part have these weights.</summary>
    private NoiseSum Remember(Dictionary<int, NoiseSum> known, int index, double low, double high)
    {
        if (!known.TryGetValue(index, out var noise))
        {
            var moments = _table.Moments[index];
            noise = moments.Degree == 1 ? moments.Weighted(low, high) : moments.Weighted(low, (low + high) / 2, high);
            known.Add(index, noise);
        }

        return noise;
    }

    private int IndexOf(string column)
    {
        for (var index = 0; index < _table.Moments.Count; index++)
        {
            if (string.Equals(_table.Moments[index].Column, column, StringComparison.Ordinal))
            {
                return index;
            }
        }

        throw new ArgumentException("The column was not measured.", nameof(column));
    }
}
