namespace Federation.Privacy.Plans;

/// <summary>Which quantile: a / b in lowest terms, from 0 to 1.</summary>
/// <param name="Numerator">a, from 0 to b.</param>
/// <param name="Denominator">b, at most 10⁶.</param>
public readonly record struct Fraction(int Numerator, int Denominator)
{
    private const int DenominatorMax = 1_000_000;

    /// <summary>The same number of at most six decimals; null where it is none of them, or not from 0 to 1.</summary>
    public static Fraction? Of(decimal quantile)
    {
        if (quantile is < 0 or > 1 || !decimal.IsInteger(quantile * DenominatorMax))
        {
            return null;
        }

        var numerator = (int)(quantile * DenominatorMax);
        var (divisor, rest) = (DenominatorMax, numerator);
        while (rest != 0)
        {
            (divisor, rest) = (rest, divisor % rest);
        }

        return new Fraction(numerator / divisor, DenominatorMax / divisor);
    }

    /// <summary>As a decimal of at most six places; exact where it came from one.</summary>
    public decimal ToDecimal() => (decimal)Numerator / Denominator;
}
