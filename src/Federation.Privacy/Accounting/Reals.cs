namespace Federation.Privacy.Accounting;

/// <summary>Functions of real numbers that keep their relative precision near 0 and far out.</summary>
internal static class Reals
{
    private const double SeriesMax = 2.5;
    private const int FractionDepth = 120;

    /// <summary>eˣ − 1.</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) > 1
        ? Math.Exp(x) - 1
        : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>ln(1 + x), for x above −1.</summary>
    public static double LogOnePlus(double x) => Math.Abs(x) > 0.5 ? Math.Log(1 + x) : 2 * Math.Atanh(x / (2 + x));

    /// <summary>The chance that a standard normal variable is above x.</summary>
    public static double NormalAbove(double x)
    {
        if (x < 0)
        {
            return 1 - NormalAbove(-x);
        }

        var density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < SeriesMax)
        {
            return 0.5 - (density * Series(x));
        }

        var tail = 0.0; // Laplace's continued fraction: density / (x + 1 / (x + 2 / (x + …))).
        for (var depth = FractionDepth; depth > 0; depth--)
        {
            tail = depth / (x + tail);
        }

        return density / (x + tail);
    }

    /// <summary>x + x³ / 3 + x⁵ / 15 + …: the integral of the density from 0, over the density.</summary>
    private static double Series(double x)
    {
        var (sum, term) = (0.0, x);
        for (var odd = 3; term > sum * 1e-18; odd += 2)
        {
            sum += term;
            term *= x * x / odd;
        }

        return sum;
    }
}
