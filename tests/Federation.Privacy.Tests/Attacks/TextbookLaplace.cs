using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>The noise of textbooks, weak on purpose: a uniform double of 53 bits through a logarithm.</summary>
internal static class TextbookLaplace
{
    private static readonly double Unit = Math.ScaleB(1, -53);

    /// <summary>A draw from one word.</summary>
    public static double Draw(double scale, INoiseSource noise)
    {
        var word = noise.NextWord();
        return Of(scale, (long)(word >> 11), (word & 1) != 0);
    }

    /// <summary>A difference of two exponentials: as often used, and with far fewer holes in its support.</summary>
    public static double DrawDifference(double scale, INoiseSource noise) =>
        scale * (Math.Log(((noise.NextWord() >> 11) + 1) * Unit) - Math.Log(((noise.NextWord() >> 11) + 1) * Unit));

    /// <summary>Whether one of the 2⁵⁴ draws, added to a secret, is a release: looks only around the inverse.</summary>
    public static bool CanYield(double scale, double secret, double release)
    {
        var near = (long)Math.Round(Math.Exp(-Math.Abs(release - secret) / scale) / Unit) - 1;
        for (var fraction = Math.Max(0, near - 16); fraction <= near + 16; fraction++)
        {
            if (secret + Of(scale, fraction, isNegative: false) == release
                || secret + Of(scale, fraction, isNegative: true) == release)
            {
                return true;
            }
        }

        return false;
    }

    private static double Of(double scale, long fraction, bool isNegative)
    {
        var magnitude = -scale * Math.Log((fraction + 1) * Unit);
        return isNegative ? -magnitude : magnitude;
    }
}
