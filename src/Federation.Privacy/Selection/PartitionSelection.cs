using System.Numerics;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Selection;

/// <summary>Decides whether the key of a group may be shown, with the best odds that (ε, δ) allows.</summary>
/// <remarks>
/// <para>Guarantee: (ε, δ)-DP for one key whose number of units moves by at most one between neighbours. A unit in up
/// to m keys needs ε / m and δ / m for each.</para>
/// <para>π(0) = 0, π(n) = min(e^ε π(n − 1) + δ, 1 − e^(−ε) (1 − π(n − 1) − δ), 1): Desfontaines, Voss, Gipson and
/// Mandayam 2022. Held as whole numbers of 2⁻¹⁹², rounded down so that every inequality still holds.</para>
/// <para>Proof: docs/proofs/partition-selection.md.</para>
/// </remarks>
public sealed class PartitionSelection
{
    /// <summary>The smallest ε: below it the table of odds would be long.</summary>
    public const long EpsilonMicrosMin = 1_000;

    private const int WordBits = 64;
    private const int ResolutionBits = 3 * WordBits;
    private static readonly BigInteger Whole = BigInteger.One << ResolutionBits;
    private readonly List<BigInteger> _odds = [BigInteger.Zero];
    private readonly long _unitsMin;

    /// <summary>Works out the odds.</summary>
    /// <param name="epsilon">ε of one key, at least <see cref="EpsilonMicrosMin"/>.</param>
    /// <param name="deltaFemtos">δ of one key, in units of 10⁻¹⁵, from 1 to 10¹⁵.</param>
    /// <param name="unitsMin">No key of fewer units is ever shown; 1 asks for no more than privacy does.</param>
    public PartitionSelection(Epsilon epsilon, long deltaFemtos, long unitsMin = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epsilon.Micros, EpsilonMicrosMin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deltaFemtos);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deltaFemtos, PrivacyCost.FemtosPerUnit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unitsMin);
        _unitsMin = unitsMin;
        var growth = ExponentialBound.Below(epsilon.Micros, ResolutionBits);
        var decay = ((Whole * Whole) + growth - 1) / growth; // Not below e^(−ε).
        var delta = Whole * deltaFemtos / PrivacyCost.FemtosPerUnit;
        while (_odds[^1] != Whole)
        {
            _odds.Add(Next(_odds[^1], growth, decay, delta));
        }
    }

    /// <summary>From how many units on a key is always shown.</summary>
    public long CertainFrom => _unitsMin - 1 + _odds.Count - 1;

    /// <summary>Whether the key of a group is shown.</summary>
    /// <param name="units">How many units the group has.</param>
    /// <param name="noise">The only source of randomness; three words are taken, whatever the outcome.</param>
    public bool Keeps(long units, INoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        var fraction = BigInteger.Zero;
        for (var word = 0; word < ResolutionBits / WordBits; word++)
        {
            fraction = (fraction << WordBits) | noise.NextWord();
        }

        return fraction < OddsOf(units);
    }

    /// <summary>The chance that a key is shown, to look at; <see cref="Keeps"/> compares whole numbers.</summary>
    /// <param name="units">How many units the group has.</param>
    public double Probability(long units) => (double)OddsOf(units) / Math.Pow(2, ResolutionBits);

    /// <summary>The chance, in units of 2⁻¹⁹².</summary>
    internal BigInteger OddsOf(long units)
    {
        var counted = Math.Max(0, units) - Math.Min(Math.Max(0, units), _unitsMin - 1);
        return _odds[(int)Math.Min(counted, _odds.Count - 1)];
    }

    private static BigInteger Next(BigInteger odds, BigInteger growth, BigInteger decay, BigInteger delta)
    {
        var missing = BigInteger.Max(BigInteger.Zero, Whole - odds - delta);
        var rising = ((growth * odds) >> ResolutionBits) + delta;
        var falling = Whole - (((decay * missing) + Whole - 1) >> ResolutionBits);
        return BigInteger.Min(BigInteger.Min(rising, falling), Whole);
    }
}
