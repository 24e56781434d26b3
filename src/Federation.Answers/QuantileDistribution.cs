namespace Federation.Answers;

/// <summary>Reads quantiles and their intervals from a noisy tree of counts, added up over silos.</summary>
/// <remarks>
/// <para>Let l(x) be the rows before cell x, r(x) those from it on, n all. A cell Q holds the quantile q if
/// l(Q) ≤ q · n ≤ l(Q + 1). D(x) = (1 − q) · l(x) − q · r(x) never falls in x, D(Q) ≤ 0, D(Q + 1) ≥ 0. The value comes
/// from the least-squares counts that fit the whole tree; the interval holds every x that a test of D(x) ≤ 0 and one of
/// D(x + 1) ≥ 0, each at 97.5 %, do not refute, D being added up from whole nodes, whose noise is known exactly.</para>
/// <para>Proof: docs/proofs/quantile.md.</para>
/// </remarks>
internal sealed class QuantileDistribution
{
    private const double Confidence = 0.95;
    private const int ExactCountMax = 16;
    private readonly MergedQuantile _tree;
    private readonly long _cells;
    private readonly Dictionary<(double, int, int), double> _halfWidths = [];

    /// <summary>Makes a reader of the trees of one column.</summary>
    public QuantileDistribution(MergedQuantile tree)
    {
        _tree = tree;
        _cells = tree.Grid.StepsCount + 1;
    }

    /// <summary>The grid index of a quantile, and an interval of indices that holds it in 95 % of answers.</summary>
    /// <param name="values">The nodes, level after level.</param>
    /// <param name="quantile">From 0 to 1.</param>
    public (long Index, long From, long To) Solve(IReadOnlyList<Int128> values, double quantile)
    {
        var levels = LevelsOf(values);
        var index = IndexOf(new TreeFit(_tree.LevelSteps, levels).Leaves(), quantile);
        double[][] sums = [.. levels.Select(Cumulative)];
        var from = 0L;
        while (from < _cells && !Fits(sums, from, quantile))
        {
            from++;
        }

        if (from == _cells)
        {
            return (index, 0, _cells - 1); // No cell fits: less than one answer in twenty.
        }

        var to = _cells - 1;
        while (!Fits(sums, to, quantile))
        {
            to--;
        }

        return (index, Math.Min(from, index), Math.Max(to, index));
    }

    /// <summary>How far D is off at a cell, in rows: half the width of its 95 % interval, and its deviation.</summary>
    public (double HalfWidth, double Deviation) RankError(double quantile)
    {
        var cell = Math.Clamp((long)(quantile * _cells), 0, _cells);
        var (left, right) = CountsAt(cell);
        var noise = NoiseOf(quantile, left, right);
        return (noise.HalfWidth(Confidence), noise.StandardDeviation);
    }

    private List<double[]> LevelsOf(IReadOnlyList<Int128> values)
    {
        var levels = new List<double[]>();
        var offset = 0;
        foreach (var steps in _tree.LevelSteps)
        {
            var count = (int)((_cells + steps - 1) / steps);
            levels.Add([.. Enumerable.Range(offset, count).Select(node => (double)values[node])]);
            offset += count;
        }

        return levels;
    }

    /// <summary>The first cell up to which the share of rows is not below the quantile. Over noise: how many cells are
    /// below it.</summary>
    private long IndexOf(double[] leaves, double quantile)
    {
        var target = quantile * leaves.Sum();
        var (below, sum) = (0L, 0.0);
        foreach (var leaf in leaves)
        {
            sum += leaf;
            below += sum < target - (1e-9 * Math.Abs(target)) ? 1 : 0;
        }

        return Math.Min(below, _cells - 1);
    }

    private bool Fits(double[][] sums, long cell, double quantile)
    {
        var (before, beforeWidth) = DistanceAt(sums, cell, quantile);
        var (after, afterWidth) = DistanceAt(sums, cell + 1, quantile);
        return before <= beforeWidth && after >= -afterWidth;
    }

    /// <summary>D(x), and its half-width.</summary>
    private (double Distance, double HalfWidth) DistanceAt(double[][] sums, long cell, double quantile)
    {
        var (left, right) = (0.0, 0.0);
        var (leftCount, rightCount) = (0, 0);
        Walk(cell, (level, from, middle, to, end) =>
        {
            left += sums[level][middle] - sums[level][from];
            right += sums[level][end] - sums[level][to];
            leftCount += middle - from;
            rightCount += end - to;
        });
        return (((1 - quantile) * left) - (quantile * right), HalfWidthAt(quantile, leftCount, rightCount));
    }

    private (int Left, int Right) CountsAt(long cell)
    {
        var (left, right) = (0, 0);
        Walk(cell, (_, from, middle, to, end) => (left, right) = (left + middle - from, right + end - to));
        return (left, right);
    }

    /// <summary>Visits the fewest nodes that make up what is before a cell and what is not: on each level nodes from ..
    /// middle lie before it and nodes to .. end after it; the one between is taken apart on the next level.</summary>
    private void Walk(long cell, Action<int, int, int, int, int> visit)
    {
        var steps = _tree.LevelSteps;
        var (from, end) = (0, (int)((_cells + steps[0] - 1) / steps[0]));
        for (var level = 0; level < steps.Count; level++)
        {
            var middle = (int)(cell / steps[level]);
            var isWhole = cell % steps[level] == 0 || middle >= end;
            visit(level, from, Math.Min(middle, end), isWhole ? Math.Min(middle, end) : middle + 1, end);
            if (isWhole)
            {
                return;
            }

            var children = (int)(steps[level] / steps[level + 1]);
            var count = (int)((_cells + steps[level + 1] - 1) / steps[level + 1]);
            (from, end) = (middle * children, Math.Min((middle + 1) * children, count));
        }
    }

    /// <summary>Numbers of nodes are rounded up, so that few half-widths are computed: more noise strays
    /// more.</summary>
    private double HalfWidthAt(double quantile, int left, int right)
    {
        var key = (quantile, RoundedUp(left), RoundedUp(right));
        if (!_halfWidths.TryGetValue(key, out var halfWidth))
        {
            halfWidth = NoiseOf(quantile, key.Item2, key.Item3).HalfWidth(Confidence);
            _halfWidths.Add(key, halfWidth);
        }

        return halfWidth;
    }

    private NoiseSum NoiseOf(double quantile, int left, int right) => new(_tree.Noises.SelectMany(noise =>
        new[] { (Weight: 1 - quantile, Count: left), (Weight: quantile, Count: right) }
            .Where(term => term.Count > 0).Select(term => new WeightedNoise(noise, term.Weight, term.Count))));

    private static int RoundedUp(int count)
    {
        var rounded = Math.Min(count, ExactCountMax);
        while (rounded < count)
        {
            rounded += 1 + (rounded / 16);
        }

        return rounded;
    }

    private static double[] Cumulative(double[] nodes)
    {
        var sums = new double[nodes.Length + 1];
        for (var node = 0; node < nodes.Length; node++)
        {
            sums[node + 1] = sums[node] + nodes[node];
        }

        return sums;
    }
}
