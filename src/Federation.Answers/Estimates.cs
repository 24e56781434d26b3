namespace Federation.Answers;

/// <summary>Counts, sums and means with error bars, out of a merged table.</summary>
/// <remarks>
/// With A = Σ(K − k) and B = Σk, both noisy: count = (A + B) / K, sum = (L · A + U · B) / K and
/// mean = L + (U − L) · B / (A + B). Intervals cover the bounded table's value: sampling error is not in them.
/// Not safe for concurrent use: half-widths are kept to be used again.
/// </remarks>
public sealed class Estimates
{
    private const double Confidence = 0.95;
    private readonly MergedTable _table;
    private readonly MeanInterval[] _means;
    private readonly Dictionary<int, NoiseSum> _counts = [];
    private readonly Dictionary<int, NoiseSum> _sums = [];
    private readonly Dictionary<NoiseSum, double> _halfWidths = [];

    /// <summary>Makes estimates of a table's cells.</summary>
    public Estimates(MergedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        _table = table;
        _means = [.. table.Pairs.Select(pair => new MeanInterval(pair, Confidence))];
    }

    /// <summary>How many rows; with a column, how many count in it.</summary>
    /// <param name="cell">Which cell.</param>
    /// <param name="column">A measured column, or null for all rows.</param>
    /// <exception cref="ArgumentException">The column was not measured.</exception>
    public Estimate Count(int cell, string? column = null)
    {
        if (column is null)
        {
            return Linear((double)_table.Cells[cell].Rows, _table.Rows.Noise);
        }

        var index = IndexOf(column);
        double steps = _table.Pairs[index].Grid.StepsCount;
        var noise = Remember(_counts, index, 1 / steps, 1 / steps);
        return Linear((double)(_table.Cells[cell].Lows[index] + _table.Cells[cell].Highs[index]) / steps, noise);
    }

    /// <summary>The sum of a measured column, in its unit.</summary>
    /// <exception cref="ArgumentException">The column was not measured.</exception>
    public Estimate Sum(int cell, string column)
    {
        var index = IndexOf(column);
        var grid = _table.Pairs[index].Grid;
        double steps = grid.StepsCount;
        var (low, high) = ((double)grid.Lower / steps, (double)grid.Upper / steps);
        var noise = Remember(_sums, index, low, high);
        var (a, b) = (_table.Cells[cell].Lows[index], _table.Cells[cell].Highs[index]);
        return Linear((low * (double)a) + (high * (double)b), noise);
    }

    /// <summary>The mean of a measured column, in its unit; without value where the noisy count is not
    /// positive.</summary>
    /// <exception cref="ArgumentException">The column was not measured.</exception>
    public Estimate Mean(int cell, string column)
    {
        var index = IndexOf(column);
        var grid = _table.Pairs[index].Grid;
        var (lower, width) = ((double)grid.Lower, (double)(grid.Upper - grid.Lower));
        var high = (double)_table.Cells[cell].Highs[index];
        var total = (double)(_table.Cells[cell].Lows[index] + _table.Cells[cell].Highs[index]);
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

    private Estimate Linear(double value, NoiseSum noise)
    {
        if (!_halfWidths.TryGetValue(noise, out var halfWidth))
        {
            halfWidth = noise.HalfWidth(Confidence);
            _halfWidths.Add(noise, halfWidth);
        }

        return new Estimate(value, noise.StandardDeviation, new Interval(value - halfWidth, value + halfWidth));
    }

    private NoiseSum Remember(Dictionary<int, NoiseSum> known, int index, double low, double high)
    {
        if (!known.TryGetValue(index, out var noise))
        {
            var pair = _table.Pairs[index];
            noise = new NoiseSum([
                .. pair.LowNoises.Select(one => new WeightedNoise(one, low)),
                .. pair.HighNoises.Select(one => new WeightedNoise(one, high))]);
            known.Add(index, noise);
        }

        return noise;
    }

    private int IndexOf(string column)
    {
        for (var index = 0; index < _table.Pairs.Count; index++)
        {
            if (string.Equals(_table.Pairs[index].Column, column, StringComparison.Ordinal))
            {
                return index;
            }
        }

        throw new ArgumentException("The column was not measured.", nameof(column));
    }
}
