namespace Federation.Answers;

/// <summary>The counts of a tree's leaves that fit all its noisy nodes best: least squares, in two passes.</summary>
/// <remarks>
/// Hay, Rastogi, Miklau and Suciu 2010, for trees whose nodes have any number of children. Upwards a node's own count
/// and the sum of its children's are weighted by their precision; downwards what is left over goes to the children in
/// proportion to their variances. For a person to read: no interval rests on it.
/// </remarks>
internal sealed class TreeFit
{
    private readonly List<double[]> _counts;
    private readonly List<double[]> _variances;
    private readonly List<int> _children = [];

    /// <summary>Fits a tree.</summary>
    /// <param name="steps">How many leaves a node of each level has; the last is 1.</param>
    /// <param name="levels">The noisy counts of each level.</param>
    public TreeFit(IReadOnlyList<long> steps, IReadOnlyList<double[]> levels)
    {
        _counts = [.. levels.Select(level => (double[])level.Clone())];
        _variances = [.. levels.Select(level => Enumerable.Repeat(1.0, level.Length).ToArray())];
        for (var level = 0; level + 1 < levels.Count; level++)
        {
            _children.Add((int)(steps[level] / steps[level + 1]));
        }

        for (var level = levels.Count - 2; level >= 0; level--)
        {
            Gather(level);
        }

        for (var level = 0; level + 1 < levels.Count; level++)
        {
            Spread(level);
        }
    }

    /// <summary>The counts of the leaves.</summary>
    public double[] Leaves() => _counts[^1];

    private void Gather(int level)
    {
        for (var node = 0; node < _counts[level].Length; node++)
        {
            var (sum, variance) = OfChildren(level, node);
            var merged = 1 / (1 + (1 / variance));
            _counts[level][node] = merged * (_counts[level][node] + (sum / variance));
            _variances[level][node] = merged;
        }
    }

    private void Spread(int level)
    {
        for (var node = 0; node < _counts[level].Length; node++)
        {
            var (sum, variance) = OfChildren(level, node);
            var rest = (_counts[level][node] - sum) / variance;
            foreach (var child in ChildrenOf(level, node))
            {
                _counts[level + 1][child] += rest * _variances[level + 1][child];
            }
        }
    }

    private (double Sum, double Variance) OfChildren(int level, int node)
    {
        var (sum, variance) = (0.0, 0.0);
        foreach (var child in ChildrenOf(level, node))
        {
            sum += _counts[level + 1][child];
            variance += _variances[level + 1][child];
        }

        return (sum, variance);
    }

    private IEnumerable<int> ChildrenOf(int level, int node)
    {
        var first = node * _children[level];
        return Enumerable.Range(first, Math.Min(_children[level], _counts[level + 1].Length - first));
    }
}
