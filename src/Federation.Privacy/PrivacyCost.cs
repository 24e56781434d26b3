using System.Numerics;

namespace Federation.Privacy;

/// <summary>What a release costs its lineage: integers, each rounded up, so that a ledger never undercounts.</summary>
/// <param name="EpsilonMicros">Pure ε, in millionths of a nat; <see cref="Unbounded"/> where no ε holds.</param>
/// <param name="RhoMicros">ρ of zero-concentrated differential privacy, in millionths.</param>
/// <param name="DeltaFemtos">δ, in units of 10⁻¹⁵; 0 for pure releases.</param>
public readonly record struct PrivacyCost(long EpsilonMicros, long RhoMicros, long DeltaFemtos)
{
    /// <summary>The ε of a release that no ε bounds, such as one with Gaussian noise. Any sum with it is it.</summary>
    public const long Unbounded = long.MaxValue;

    /// <summary>How many femtos of δ make 1.</summary>
    public const long FemtosPerUnit = 1_000_000_000_000_000;

    /// <summary>The deepest that the fraction of tanh has to go, for any ε that can be written; even.</summary>
    internal const int FractionDepthMax = 120;

    /// <summary>The cost of a release that is ε-DP: ρ = ε · tanh(ε / 2), rounded up.</summary>
    /// <remarks>
    /// Rational arithmetic only. tanh x = x / (1 + x² / (3 + x² / (5 + …))) for x &gt; 0, and cutting the fraction
    /// after
    /// an even number of steps gives an upper bound (its convergents alternate). Source: privacy.md §1.4; Bun and
    /// Steinke 2016 give the looser ε² / 2.
    /// </remarks>
    public static PrivacyCost OfPure(Epsilon epsilon) =>
        new(epsilon.Micros, RhoMicrosOf(epsilon.Micros, DepthOf(epsilon.Micros)), DeltaFemtos: 0);

    /// <summary>The cost of a release that is (ε, δ)-DP: but for a part of mass δ, it is ε-DP.</summary>
    /// <param name="epsilon">ε.</param>
    /// <param name="deltaFemtos">δ, in units of 10⁻¹⁵, in [0, 10¹⁵].</param>
    public static PrivacyCost OfApproximate(Epsilon epsilon, long deltaFemtos)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deltaFemtos);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deltaFemtos, FemtosPerUnit);
        return OfPure(epsilon) with { DeltaFemtos = deltaFemtos };
    }

    /// <summary>The cost of Gaussian noise, discrete or not: ρ = Δ² / (2σ²), rounded up; no pure ε holds.</summary>
    /// <param name="squareOfSensitivity">Δ², the square of the L2 distance between neighbours; above 0.</param>
    /// <param name="variance">σ², in the same unit; above 0.</param>
    /// <exception cref="OverflowException">The cost cannot be written.</exception>
    public static PrivacyCost OfGaussian(Ratio squareOfSensitivity, Ratio variance)
    {
        var half = squareOfSensitivity / (variance + variance);
        return new PrivacyCost(Unbounded, (long)half.TimesRoundedUp(Epsilon.MicrosPerNat), DeltaFemtos: 0);
    }

    /// <summary>Adds two costs: basic composition, which holds for each of the three numbers.</summary>
    /// <exception cref="OverflowException">The sum cannot be written.</exception>
    public static PrivacyCost operator +(PrivacyCost left, PrivacyCost right) => Add(left, right);

    /// <summary>Adds two costs: basic composition, which holds for each of the three numbers.</summary>
    /// <exception cref="OverflowException">The sum cannot be written.</exception>
    public static PrivacyCost Add(PrivacyCost left, PrivacyCost right) => new(
        AddEpsilon(left.EpsilonMicros, right.EpsilonMicros),
        checked(left.RhoMicros + right.RhoMicros),
        checked(left.DeltaFemtos + right.DeltaFemtos));

    /// <summary>ρ by a fraction of the given even depth: an upper bound, whatever the depth.</summary>
    internal static long RhoMicrosOf(long epsilonMicros, int depth)
    {
        BigInteger x = epsilonMicros;
        BigInteger unit = 2 * Epsilon.MicrosPerNat;
        var squareOfX = x * x;
        var squareOfUnit = unit * unit;
        BigInteger numerator = (2 * depth) + 1;
        var denominator = BigInteger.One;
        for (var odd = (2 * depth) - 1; odd >= 1; odd -= 2)
        {
            (numerator, denominator) =
                ((odd * numerator * squareOfUnit) + (squareOfX * denominator), numerator * squareOfUnit);
        }

        var rhoNumerator = x * x * denominator;
        var rhoDenominator = unit * numerator;
        var rounded = (rhoNumerator + rhoDenominator - 1) / rhoDenominator;
        return (long)BigInteger.Min(rounded, epsilonMicros); // Because tanh never exceeds 1.
    }

    /// <summary>
    /// How deep the fraction goes; even, so that it ends on a convergent from above. Its excess falls faster than
    /// (x / depth)^(2 · depth), x = ε / 2, so a few steps beyond 2 ε leave it far below a millionth.
    /// </summary>
    private static int DepthOf(long epsilonMicros) =>
        (int)Math.Min(FractionDepthMax, 20 + (4 * ((epsilonMicros / Epsilon.MicrosPerNat) + 1)));

    private static long AddEpsilon(long left, long right)
    {
        if (left == Unbounded || right == Unbounded)
        {
            return Unbounded;
        }

        var sum = checked(left + right);
        return sum == Unbounded ? throw new OverflowException("The sum of two losses cannot be written.") : sum;
    }
}
