using System.Numerics;

namespace Federation.Privacy.Selection;

/// <summary>Powers of e as whole numbers, never above the true ones.</summary>
internal static class ExponentialBound
{
    /// <summary>At most e^(micros / 10⁶) · 2^bits, and below it by less than one part in 2^(bits − 20).</summary>
    /// <remarks>The power series: its terms are positive, so cutting it off and rounding each term down stay
    /// below.</remarks>
    /// <param name="micros">The exponent, in millionths, from 0 to 10⁸.</param>
    /// <param name="bits">How many binary digits behind the point.</param>
    public static BigInteger Below(long micros, int bits)
    {
        var term = BigInteger.One << bits;
        var sum = BigInteger.Zero;
        for (var k = 1; !term.IsZero; k++)
        {
            sum += term;
            term = term * micros / ((BigInteger)k * Epsilon.MicrosPerNat);
        }

        return sum;
    }
}
