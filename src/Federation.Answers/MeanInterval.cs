namespace Federation.Answers;

/// <summary>The interval of a mean from a pair or a triple, which holds for any number of rows.</summary>
/// <remarks>
/// <para>Let T be the sum of all parts and B the linear one whose exact value is m · T: the high half of a pair, the
/// high part and half the middle one of a triple. Of the true share m, B − mT is pure noise. So the m with |B − mT| ≤
/// q(m), q the quantile of that noise, hold the true one with the stated confidence (after Fieller 1954).</para>
/// <para>q falls up to m = ½ and rises after it where the parts' noises are alike and log-concave (Proschan 1965;
/// docs/proofs), so over a range its largest value is at an end. Each round solves for all m of the range before, and
/// so never loses one.</para>
/// <para>Convolved Laplace noise of several silos stays log-concave.</para>
/// </remarks>
internal sealed class MeanInterval(MergedMoments moments, double confidence)
{
    private const int SharesCount = 4096;
    private const int RoundsMax = 4;
    private readonly Dictionary<int, double> _halfWidths = [];

    /// <summary>The noise of B − mT.</summary>
    public NoiseSum NoiseAt(double share) => moments.Degree == 1
        ? moments.Weighted(-share, 1 - share)
        : moments.Weighted(-share, 0.5 - share, 1 - share);

    /// <summary>The range of shares, within [0, 1], that fit the noisy integers.</summary>
    /// <param name="high">B.</param>
    /// <param name="total">T; not above 0 fits anything.</param>
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
