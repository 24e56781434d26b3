namespace Federation.Answers;

/// <summary>The interval of a mean from both halves of a pair, which holds for any number of rows.</summary>
/// <remarks>
/// <para>Of the true share m, B − m(A + B) is pure noise: (1 − m)B′ − mA′. So the m with |B − m(A + B)| ≤ q(m), q the
/// quantile of that noise, hold the true one with the stated confidence (after Fieller 1954).</para>
/// <para>q falls up to m = ½ and rises after it, where A′ and B′ are alike and log-concave (Proschan 1965), so over a
/// range its largest value is at an end. Each round solves for all m of the range before, and so never loses
/// one.</para>
/// <para>Convolved Laplace noise of several silos stays log-concave.</para>
/// </remarks>
internal sealed class MeanInterval(MergedPair pair, double confidence)
{
    private const int SharesCount = 4096;
    private const int RoundsMax = 4;
    private readonly Dictionary<int, double> _halfWidths = [];

    /// <summary>The noise of B − m(A + B).</summary>
    public NoiseSum NoiseAt(double share) => new([
        .. pair.HighNoises.Select(noise => new WeightedNoise(noise, 1 - share)),
        .. pair.LowNoises.Select(noise => new WeightedNoise(noise, share))]);

    /// <summary>The range of shares, within [0, 1], that fit the noisy integers.</summary>
    /// <param name="high">B.</param>
    /// <param name="total">A + B; not above 0 fits anything.</param>
    public (double From, double To) Solve(double high, double total)
    {
        var (from, to) = (0.0, 1.0);
        for (var round = 0; round < RoundsMax && total > 0; round++)
        {
            var halfWidth = Math.Max(
                HalfWidthAt((int)Math.Floor(from * SharesCount)), HalfWidthAt((int)Math.Ceiling(to * SharesCount)));
            var before = to - from;
            (from, to) = (
                Math.Clamp((high - halfWidth) / total, from, to),
                Math.Clamp((high + halfWidth) / total, from, to));

            if (to - from > 0.999 * before)
            {
                break;
            }
        }

        return (from, to);
    }

    /// <summary>q at a share in steps of 1 / 4096; alike at both sides of ½.</summary>
    private double HalfWidthAt(int step)
    {
        var key = Math.Min(step, SharesCount - step);
        if (!_halfWidths.TryGetValue(key, out var halfWidth))
        {
            halfWidth = NoiseAt((double)key / SharesCount).HalfWidth(confidence);
            _halfWidths.Add(key, halfWidth);
        }

        return halfWidth;
    }
}
