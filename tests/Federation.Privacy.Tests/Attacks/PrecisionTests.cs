using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>
/// Haney, Desfontaines, Hartman, Shrestha and Hay 2022: also where noise has no holes, adding it to a secret rounds to
/// the secret's precision, and the last bits of a release tell which it was.
/// </summary>
public sealed class PrecisionTests
{
    private const int ReleasesCount = 20_000;
    private const double Window = 0.25;
    private static readonly double Coarse = Math.ScaleB(1, -53); // Of numbers in [0.5, 1), where 1 + noise begins.

    /// <summary>Whole noise has no last bits: every release in the window is 0. No false alarm is possible.</summary>
    [Fact]
    public void The_last_bits_of_whole_noise_tell_nothing()
    {
        var source = new SeededSource(1);
        var draw = new long[1];

        var advantage = Advantage(secret =>
        {
            DiscreteLaplace.Fill(draw, new NoiseDistribution(NoiseKind.DiscreteLaplace, 10, 3), source);
            return secret + draw[0];
        });

        Assert.Equal(0, advantage);
    }

    [Fact]
    public void Control_the_last_bits_of_a_sum_of_doubles_tell_the_secret()
    {
        var source = new SeededSource(2);

        var advantage = Advantage(secret => secret + TextbookLaplace.DrawDifference(10 / 3.0, source));

        Assert.True(advantage > 0.5, $"{advantage}");
    }

    /// <summary>How much more often a release near 0 is guessed to come of 1 where it does than where it does not.
    /// </summary>
    private static double Advantage(Func<int, double> release)
    {
        double Guessed(int secret)
        {
            var near = Enumerable.Range(0, ReleasesCount).Select(_ => release(secret))
                .Where(value => Math.Abs(value) < Window).ToList();
            return near.Average(value => Math.IEEERemainder(value, Coarse) == 0 ? 1.0 : 0.0);
        }

        return Guessed(1) - Guessed(0);
    }
}
