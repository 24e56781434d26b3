using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Attacks;

/// <summary>
/// Mironov 2012: noise of floating point has holes, and not the same ones around each secret. Who knows the sampler
/// asks of a release from which secrets it can come, and is certain wherever it is only one.
/// </summary>
public sealed class FloatSupportTests
{
    private const int ReleasesCount = 2_000;
    private const int Scale = 10;

    /// <summary>Seeds are fixed. What can come of a secret is taken from a million draws, among which a noise of 80,
    /// larger than any of 2,000 releases, is expected 17 times: a false alarm once in 10⁷ seeds.</summary>
    [Fact]
    public void No_release_of_whole_noise_rules_out_a_secret()
    {
        var distribution = new NoiseDistribution(NoiseKind.DiscreteLaplace, Scale, 1);
        var simulated = new long[1_000_000];
        DiscreteLaplace.Fill(simulated, distribution, new SeededSource(1));
        var support = simulated.ToHashSet();
        var source = new SeededSource(2);
        var draw = new long[1];

        var certain = CountCertain(
            secret =>
            {
                DiscreteLaplace.Fill(draw, distribution, source);
                return secret + draw[0];
            },
            (secret, release) => support.Contains((long)release - secret));

        Assert.Equal(0, certain);
    }

    [Fact]
    public void Control_a_third_of_the_releases_of_textbook_noise_tell_the_secret_for_certain()
    {
        var source = new SeededSource(3);

        var certain = CountCertain(
            secret => secret + TextbookLaplace.Draw(Scale, source),
            (secret, release) => TextbookLaplace.CanYield(Scale, secret, release));

        Assert.True(certain > ReleasesCount / 3, $"{certain} of {ReleasesCount}");
    }

    /// <summary>How many releases of the secrets 0 and 1 by turns can come of one of them alone.</summary>
    private static int CountCertain(Func<long, double> release, Func<long, double, bool> canYield)
    {
        var certain = 0;
        for (var number = 0; number < ReleasesCount; number++)
        {
            var secret = number % 2;
            var value = release(secret);
            Assert.True(canYield(secret, value)); // The attack never rules out the truth.
            certain += canYield(1 - secret, value) ? 0 : 1;
        }

        return certain;
    }
}
