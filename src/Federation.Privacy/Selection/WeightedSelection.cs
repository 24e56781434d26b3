using System.Numerics;
using Federation.Privacy.Accounting;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Selection;

/// <summary>Selects groups by noisy sums of weights: a unit in t groups adds 1 / √t to each.</summary>
/// <remarks>
/// <para>Guarantee: ρ-zCDP but for a chance of δ, both over all groups together, because the weights of a unit have
/// length 1 however many groups it is in. So a unit in many groups costs no more than one in a single group.</para>
/// <para>Units: weights are whole numbers of 2⁻¹⁶, rounded down. Noise is discrete Gaussian; only the threshold is
/// worked out with floating point, and rounded up.</para>
/// <para>Proof: docs/proofs/key-selection.md (after Gopi et al. 2020 and Canonne, Kamath and Steinke 2020).</para>
/// </remarks>
public sealed record WeightedSelection : KeySelection
{
    /// <summary>The most groups of a unit for which weights are worked out.</summary>
    public const int GroupsPerUnitMax = 1_000;

    private const long Whole = 1L << 16;
    private const double HiddenChance = 1e-9;
    private readonly long[] _weights;
    private readonly long _varianceNumerator;
    private readonly long _varianceDenominator;

    private WeightedSelection(int groupsPerUnit, long unitsMin, long rhoMicros, long deltaFemtos, PrivacyCost cost)
        : base(groupsPerUnit, unitsMin, cost)
    {
        _weights = [.. Enumerable.Range(1, groupsPerUnit).Select(WeightOf)];
        (_varianceNumerator, _varianceDenominator) = VarianceOf(rhoMicros);
        var sigma = Math.Sqrt((double)_varianceNumerator / _varianceDenominator);
        Threshold = ((unitsMin - 1) * Whole) + ThresholdOf(sigma, deltaFemtos / 1e15);
    }

    /// <summary>A group is shown where the noisy sum of weights reaches this, in units of 2⁻¹⁶.</summary>
    public long Threshold { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Weights => _weights;

    /// <inheritdoc/>
    public override long UnitsHiddenBelow
    {
        get
        {
            var sigma = Math.Sqrt((double)_varianceNumerator / _varianceDenominator);
            return (long)Math.Ceiling((Threshold + (sigma * QuantileAbove(HiddenChance)) + 2) / _weights[^1]);
        }
    }

    /// <inheritdoc/>
    internal override double UnitsShownByHalf => (double)Threshold / _weights[^1];

    /// <inheritdoc/>
    internal override IEnumerable<long> Parameters => [_varianceNumerator, _varianceDenominator, Threshold];

    /// <summary>Half of δ is for the noise, half for keys that only one neighbour has; null where that is too little.
    /// </summary>
    /// <param name="groupsPerUnit">D; at least 1.</param>
    /// <param name="unitsMin">The fewest units; at least 1.</param>
    /// <param name="epsilonMicros">ε of the whole choice.</param>
    /// <param name="deltaFemtos">δ of the whole choice.</param>
    internal static WeightedSelection? Of(int groupsPerUnit, long unitsMin, long epsilonMicros, long deltaFemtos)
    {
        var half = deltaFemtos / 2;
        if (groupsPerUnit > GroupsPerUnitMax || half < 1)
        {
            return null;
        }

        var rhoMicros = ZcdpConversion.RhoMicros(epsilonMicros, half);
        return rhoMicros < 1 ? null : new WeightedSelection(
            groupsPerUnit, unitsMin, rhoMicros, half, new PrivacyCost(PrivacyCost.Unbounded, rhoMicros, half));
    }

    /// <inheritdoc/>
    internal override bool Keeps(long size, INoiseSource noise)
    {
        Span<long> draw = stackalloc long[1];
        DiscreteGaussian.Fill(draw, _varianceNumerator, _varianceDenominator, noise);
        var isShown = (Int128)size + draw[0] >= Threshold;
        draw.Clear();
        return isShown;
    }

    /// <summary>Two of one plan are alike where their parameters are.</summary>
    public bool Equals(WeightedSelection? other) =>
        other is not null && base.Equals(other) && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Threshold);

    /// <summary>⌊2¹⁶ / √t⌋: rounded down, so that t squares add up to at most 2³².</summary>
    private static long WeightOf(int groups) => (long)WholeRoot.Of((BigInteger)(Whole * Whole) / groups);

    /// <summary>σ² = 2³² / (2ρ), with ρ in millionths.</summary>
    private static (long Numerator, long Denominator) VarianceOf(long rhoMicros)
    {
        var variance = new Ratio((BigInteger)Whole * Whole * Epsilon.MicrosPerNat, (BigInteger)2 * rhoMicros);
        return ((long)variance.Numerator, (long)variance.Denominator);
    }

    /// <summary>The least threshold that a unit alone in t groups passes anywhere with a chance of at most δ, for
    /// every t.</summary>
    private long ThresholdOf(double sigma, double delta)
    {
        var threshold = 0.0;
        for (var groups = 1; groups <= _weights.Length; groups++)
        {
            threshold = Math.Max(threshold, _weights[groups - 1] + (sigma * QuantileAbove(delta / groups)));
        }

        return (long)Math.Ceiling(threshold * (1 + 1e-9)) + 2; // The discrete tail lags the continuous one by one step.
    }

    /// <summary>A number that a standard normal exceeds with at most a given chance, from above.</summary>
    private static double QuantileAbove(double chance)
    {
        var (low, high) = (0.0, 40.0);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Reals.NormalAbove(middle) > chance * (1 - 1e-6) ? (middle, high) : (low, middle);
        }

        return high;
    }
}
