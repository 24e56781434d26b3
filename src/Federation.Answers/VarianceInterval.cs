namespace Federation.Answers;

/// <summary>The interval of a variance from a triple, which holds for any number of rows.</summary>
/// <remarks>
/// <para>In units of K², with parts A₀, A₁, A₂ and T their sum, let V(m) = m²A₀ − m(1 − m)A₁ + (1 − m)²A₂. Of the true
/// share m and variance v, V(m) − vT is pure noise with weights m² − v, −(m(1 − m) + v), (1 − m)² − v; and V(m) =
/// V(m̂) + T(m − m̂)² about the noisy share m̂. So with m in its own interval of confidence 1 − 0.001, v lies between
/// V(m̂) / T − q / T and V(m̂) / T + max(m − m̂)² + q / T, q a quantile at the rest of the confidence.</para>
/// <para>q grows with the size of each weight (Birnbaum 1948), so over a range of m and v it is at most that of the
/// largest sizes. Each round solves for all of the range before. Proof: docs/proofs/moment-triple.md.</para>
/// </remarks>
internal sealed class VarianceInterval(MergedMoments moments, double confidence)
{
    private const double LargestVariance = 0.25;
    private const double MeanError = 0.001;
    private const int WeightsCount = 64;
    private const int RoundsMax = 5;
    private readonly MeanInterval _means = new(moments, 1 - MeanError);
    private readonly Dictionary<(int, int, int), double> _halfWidths = [];

    /// <summary>The noise of V(m) − vT.</summary>
    public NoiseSum NoiseAt(double share, double variance) => moments.Weighted(
        (share * share) - variance, -((share * (1 - share)) + variance), ((1 - share) * (1 - share)) - variance);

    /// <summary>The range of variances, within [0, ¼], that fit the noisy integers.</summary>
    /// <param name="high">B, the sum of the high part and half the middle one.</param>
    /// <param name="square">A₂.</param>
    /// <param name="total">T; not above 0 fits anything.</param>
    public (double From, double To) Solve(double high, double square, double total)
    {
        var (from, to) = (0.0, LargestVariance);
        if (total <= 0)
        {
            return (from, to);
        }

        var (low, up) = _means.Solve(high, total);
        var share = high / total;
        var middle = (square / total) - (share * share);
        var shift = Math.Max((low - share) * (low - share), (up - share) * (up - share));
        for (var round = 0; round < RoundsMax; round++)
        {
            var noise = HalfWidthOver(low, up, from, to) / total;
            var before = to - from;
            (from, to) = (
                Math.Clamp(middle - noise, from, to),
                Math.Clamp(middle + shift + noise, from, to));
            if (to - from > 0.999 * before)
            {
                break;
            }
        }

        return (from, to);
    }

    /// <summary>q, or a little more, over all shares and variances of two ranges.</summary>
    private double HalfWidthOver(double low, double up, double from, double to)
    {
        var first = Math.Max(Math.Abs((low * low) - to), Math.Abs((up * up) - from));
        var middle = (low <= 0.5 && up >= 0.5 ? 0.25 : Math.Max(low * (1 - low), up * (1 - up))) + to;
        var last = Math.Max(
            Math.Abs(((1 - low) * (1 - low)) - from), Math.Abs(((1 - up) * (1 - up)) - to));
        var largest = Math.Max(first, Math.Max(middle, last));
        int Rounded(double weight) => (int)Math.Ceiling(weight / largest * WeightsCount);
        var key = (Rounded(first), Rounded(middle), Rounded(last));
        if (!_halfWidths.TryGetValue(key, out var halfWidth))
        {
            halfWidth = moments.Weighted(
                (double)key.Item1 / WeightsCount, (double)key.Item2 / WeightsCount, (double)key.Item3 / WeightsCount)
                .HalfWidth(confidence + MeanError);
            _halfWidths.Add(key, halfWidth);
        }

        return largest * halfWidth;
    }
}
