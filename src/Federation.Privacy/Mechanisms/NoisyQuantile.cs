using Federation.Privacy.Randomness;

namespace Federation.Privacy.Mechanisms;

/// <summary>Picks the cell of a histogram that holds a quantile, by permute-and-flip.</summary>
/// <remarks>
/// <para>Guarantee: ε-DP when at most the stated number of records come or go.</para>
/// <para>Every cell x scores u(x) = −max(0, a n − b · #≤x, b · #&lt;x − a n) for the quantile q = a / b: 0 where the
/// quantile lies, however many records are tied there. One record moves a score by at most max(a, b − a). The cell with
/// the largest sum of score and one-sided geometric noise wins, the first one of equals; that is permute-and-flip
/// (McKenna and Sheldon 2020; Ding et al. 2021) on whole numbers.</para>
/// <para>Integers only. As many draws are made as there are cells, whatever the data.</para>
/// <para>Proof: docs/proofs/quantile.md.</para>
/// </remarks>
public sealed class NoisyQuantile
{
    /// <summary>The largest denominator of a quantile.</summary>
    public const int DenominatorMax = 1_000_000;

    private readonly int _numerator;
    private readonly int _denominator;
    private readonly ulong _scaleNumerator;
    private readonly ulong _scaleDenominator;
    private readonly long _shift;

    /// <summary>Fixes the question.</summary>
    /// <param name="numerator">a of q = a / b; 0 to b.</param>
    /// <param name="denominator">b of q = a / b; 1 to <see cref="DenominatorMax"/>.</param>
    /// <param name="epsilon">The privacy loss.</param>
    /// <param name="recordsPerUnit">How many records a unit has at most; 1 to 10⁶.</param>
    public NoisyQuantile(int numerator, int denominator, Epsilon epsilon, int recordsPerUnit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(denominator, DenominatorMax);
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numerator, denominator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(recordsPerUnit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recordsPerUnit, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfZero(epsilon.Micros);
        (_numerator, _denominator) = (numerator, denominator);
        var sensitivity = (ulong)Math.Max(numerator, denominator - numerator) * (ulong)recordsPerUnit;
        _scaleNumerator = 2 * sensitivity * Epsilon.MicrosPerNat; // At most 2 · 10¹⁸.
        _scaleDenominator = (ulong)epsilon.Micros;
    }

    private NoisyQuantile(NoisyQuantile other, long shift)
    {
        (_numerator, _denominator) = (other._numerator, other._denominator);
        (_scaleNumerator, _scaleDenominator) = (other._scaleNumerator, other._scaleDenominator);
        _shift = shift;
    }

    /// <summary>The scale of the noise of a score, to compute error bars with; never used to make noise.</summary>
    internal double Scale => (double)_scaleNumerator / _scaleDenominator;

    /// <summary>The same with its rank moved by a public number of b-ths of a row: down below 0, up above it.</summary>
    /// <remarks>A rank that may lie outside the rows has one more candidate there, −1 or the number of cells: without
    /// it no cell would score 0, and a far one could win.</remarks>
    internal NoisyQuantile ShiftedBy(long shift) => new(this, shift);

    /// <summary>Picks a cell.</summary>
    /// <param name="histogram">How many records each cell holds; at least one cell, no negative count.</param>
    /// <param name="noise">The only source of randomness; the caller picks a secure one.</param>
    /// <returns>The number of the cell, from 0; where the rank is moved, also −1 or the number of cells.</returns>
    public int Draw(ReadOnlySpan<long> histogram, INoiseSource noise)
    {
        ArgumentOutOfRangeException.ThrowIfZero(histogram.Length);
        ArgumentNullException.ThrowIfNull(noise);
        var bits = new SourceBits(noise);
        return Draw(histogram, ref bits);
    }

    /// <summary>The same, from bits.</summary>
    internal int Draw<TBits>(ReadOnlySpan<long> histogram, ref TBits bits)
        where TBits : struct, IBits
    {
        var target = Int128.Zero;
        foreach (var count in histogram)
        {
            target += count;
        }

        var total = target * _denominator;
        target = (target * _numerator) + _shift;
        var (winner, best, below) = (0, Int128.MinValue, Int128.Zero);
        if (_shift < 0)
        {
            var before = Geometric.Next(_scaleNumerator, _scaleDenominator, ref bits) - Int128.Max(0, target);
            (winner, best) = (-1, before);
        }

        for (var cell = 0; cell < histogram.Length; cell++)
        {
            var upTo = below + ((Int128)histogram[cell] * _denominator);
            var distance = Int128.Max(0, Int128.Max(target - upTo, below - target));
            var sum = Geometric.Next(_scaleNumerator, _scaleDenominator, ref bits) - distance;
            (winner, best, below) = sum > best ? (cell, sum, upTo) : (winner, best, upTo);
        }

        if (_shift > 0)
        {
            var after = Geometric.Next(_scaleNumerator, _scaleDenominator, ref bits) - Int128.Max(0, total - target);
            winner = after > best ? histogram.Length : winner;
        }

        return winner;
    }
}
