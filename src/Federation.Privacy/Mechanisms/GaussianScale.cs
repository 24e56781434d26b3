using System.Numerics;

namespace Federation.Privacy.Mechanisms;

/// <summary>What every draw of one discrete Gaussian needs, worked out once.</summary>
/// <remarks>A candidate y is kept with probability exp(−(y · d · t − n)² / (2 · n · d · t²)), for σ² = n / d and
/// candidates from discrete Laplace of the whole scale t = ⌊σ⌋ + 1.</remarks>
internal readonly struct GaussianScale
{
    private const int NarrowBits = 54;
    private readonly ulong _step;
    private readonly ulong _centre;

    /// <summary>Works out a scale.</summary>
    /// <param name="n">The numerator of σ²; at least 1.</param>
    /// <param name="d">The denominator of σ²; at least 1.</param>
    public GaussianScale(BigInteger n, BigInteger d)
    {
        WideCandidate = WholeRoot.Of(n / d) + 1;
        WideCentre = n;
        WideStep = d * WideCandidate;
        WideDenominator = 2 * n * WideStep * WideCandidate;
        IsNarrow = n.GetBitLength() <= NarrowBits && WideStep.GetBitLength() <= NarrowBits
            && WideDenominator.GetBitLength() <= 2 * NarrowBits;
        if (IsNarrow)
        {
            (Candidate, _step, _centre, Denominator) =
                ((ulong)WideCandidate, (ulong)WideStep, (ulong)n, (UInt128)WideDenominator);
        }
    }

    /// <summary>t, the scale of the candidates.</summary>
    public BigInteger WideCandidate { get; }

    /// <summary>d · t.</summary>
    public BigInteger WideStep { get; }

    /// <summary>n.</summary>
    public BigInteger WideCentre { get; }

    /// <summary>2 · n · d · t².</summary>
    public BigInteger WideDenominator { get; }

    /// <summary>Whether words of 64 and 128 bits hold it.</summary>
    public bool IsNarrow { get; }

    /// <summary>t, where it is narrow.</summary>
    public ulong Candidate { get; }

    /// <summary>2 · n · d · t², where it is narrow.</summary>
    public UInt128 Denominator { get; }

    /// <summary>(magnitude · d · t − n)², if 108 bits hold it.</summary>
    public bool TryNumerator(long magnitude, out UInt128 numerator)
    {
        var distance = ((Int128)magnitude * _step) - _centre; // Of 63 and 54 bits.
        distance = distance < 0 ? -distance : distance;
        if (distance >> NarrowBits != 0)
        {
            numerator = 0;
            return false;
        }

        numerator = Math.BigMul((ulong)distance, (ulong)distance);
        return true;
    }

    /// <summary>(magnitude · d · t − n)².</summary>
    public BigInteger WideNumerator(BigInteger magnitude)
    {
        var distance = (magnitude * WideStep) - WideCentre;
        return distance * distance;
    }
}
