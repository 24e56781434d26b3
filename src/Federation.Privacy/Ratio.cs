using System.Globalization;
using System.Numerics;

namespace Federation.Privacy;

/// <summary>A positive fraction of whole numbers, as scales and sensitivities are stated: exact.</summary>
public readonly record struct Ratio
{
    /// <summary>Makes a fraction, in lowest terms.</summary>
    /// <param name="numerator">Above 0.</param>
    /// <param name="denominator">Above 0.</param>
    public Ratio(BigInteger numerator, BigInteger denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    /// <summary>The numerator; above 0.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator; above 0.</summary>
    public BigInteger Denominator { get; }

    /// <summary>As a number with a point, to within three units in its last place; for error bars and
    /// accounting, never to make noise.</summary>
    public double Value => (double)Numerator / (double)Denominator;

    /// <summary>A whole number.</summary>
    public static implicit operator Ratio(long whole) => FromInt64(whole);

    /// <summary>The product.</summary>
    public static Ratio operator *(Ratio left, Ratio right) => Multiply(left, right);

    /// <summary>The quotient.</summary>
    public static Ratio operator /(Ratio left, Ratio right) => Divide(left, right);

    /// <summary>The sum.</summary>
    public static Ratio operator +(Ratio left, Ratio right) => Add(left, right);

    /// <summary>A whole number.</summary>
    public static Ratio FromInt64(long whole) => new(whole, 1);

    /// <summary>The product.</summary>
    public static Ratio Multiply(Ratio left, Ratio right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient.</summary>
    public static Ratio Divide(Ratio left, Ratio right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>The sum.</summary>
    public static Ratio Add(Ratio left, Ratio right) => new(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator),
        left.Denominator * right.Denominator);

    /// <summary>Reads a positive fraction such as <c>10</c>, <c>0.5</c> or <c>10/3</c>, exactly.</summary>
    /// <param name="text">At most 60 characters: digits, one point, one stroke.</param>
    /// <param name="ratio">The fraction.</param>
    public static bool TryParse(string? text, out Ratio ratio)
    {
        ratio = default;
        if (text is null || text.Length > 60)
        {
            return false;
        }

        var parts = text.Split('/');
        if (parts.Length > 2 || !TryPart(parts[0], out ratio))
        {
            return false;
        }

        if (parts.Length == 2)
        {
            if (!TryPart(parts[1], out var divisor))
            {
                return false;
            }

            ratio /= divisor;
        }

        return true;
    }

    /// <summary>⌈this · factor⌉.</summary>
    public BigInteger TimesRoundedUp(BigInteger factor)
    {
        var product = Numerator * factor;
        return (product + Denominator - 1) / Denominator;
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool TryPart(string text, out Ratio ratio)
    {
        ratio = default;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        if (digits.Length == 0 || digits.Any(digit => !char.IsAsciiDigit(digit)))
        {
            return false;
        }

        var number = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        if (number.IsZero)
        {
            return false;
        }

        ratio = new Ratio(number, BigInteger.Pow(10, point < 0 ? 0 : text.Length - point - 1));
        return true;
    }
}
