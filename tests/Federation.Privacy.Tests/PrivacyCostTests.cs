namespace Federation.Privacy.Tests;

public sealed class PrivacyCostTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000, 1)]
    [InlineData(1_000_000, 462_118)] // tanh(½) = 0.46211715726…
    [InlineData(500_000, 122_460)]   // ½ · tanh(¼) = 0.12245933…
    [InlineData(10_000_000, 9_999_093)] // 10 · tanh 5 = 9.99909204…
    [InlineData(100_000_000, 100_000_000)]
    public void Rho_is_epsilon_times_tanh_of_its_half_rounded_up(long epsilonMicros, long rhoMicros) =>
        Assert.Equal(new PrivacyCost(epsilonMicros, rhoMicros, 0), PrivacyCost.OfPure(new Epsilon(epsilonMicros)));

    [Fact]
    public void Rho_never_falls_below_the_floating_point_value_by_more_than_rounding()
    {
        for (var micros = 1L; micros < Epsilon.MicrosMax; micros = (micros * 3) + 7)
        {
            var epsilon = micros / 1e6;
            var rhoMicros = PrivacyCost.OfPure(new Epsilon(micros)).RhoMicros;
            var exact = epsilon * Math.Tanh(epsilon / 2) * 1e6;
            Assert.InRange(rhoMicros, exact - 1e-6, exact + 1 + 1e-6);
        }
    }

    [Fact]
    public void A_deeper_fraction_would_give_the_same_rho()
    {
        for (var micros = 1L; micros < Epsilon.MicrosMax; micros = micros + 1 + (micros / 7))
        {
            var deepest = PrivacyCost.RhoMicrosOf(micros, PrivacyCost.FractionDepthMax);
            Assert.Equal(deepest, PrivacyCost.OfPure(new Epsilon(micros)).RhoMicros);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Epsilon.MicrosMax + 1)]
    public void An_epsilon_outside_its_range_cannot_be_written(long micros)
    {
        Assert.False(Epsilon.IsValid(micros));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Epsilon(micros));
    }

    [Fact]
    public void A_sum_of_costs_that_cannot_be_written_is_an_error_rather_than_a_small_number() =>
        Assert.Throws<OverflowException>(() => new PrivacyCost(long.MaxValue - 1, 0, 0) + new PrivacyCost(1, 0, 0));

    [Fact]
    public void A_sum_with_a_release_that_no_epsilon_bounds_is_bounded_by_no_epsilon()
    {
        var gaussian = PrivacyCost.OfGaussian(1, 10_000);
        Assert.Equal(new PrivacyCost(PrivacyCost.Unbounded, 50, 0), gaussian);
        Assert.Equal(PrivacyCost.Unbounded, (gaussian + PrivacyCost.OfPure(new Epsilon(5))).EpsilonMicros);
        Assert.Equal(100, (gaussian + gaussian).RhoMicros);
    }

    [Theory]
    [InlineData(1, 16, 1, 31_250)]
    [InlineData(1, 3, 1, 166_667)]
    [InlineData(9, 7, 2, 1_285_715)]
    [InlineData(1, 1_000_000_000_000, 1, 1)]
    public void Rho_of_gaussian_noise_is_the_square_of_the_ratio_halved_and_rounded_up(
        long square, long numerator, long denominator, long rhoMicros) =>
        Assert.Equal(rhoMicros, PrivacyCost.OfGaussian(square, new Ratio(numerator, denominator)).RhoMicros);

    [Fact]
    public void An_approximate_release_costs_what_the_pure_one_does_and_its_delta()
    {
        var epsilon = new Epsilon(1_000_000);
        Assert.Equal(
            PrivacyCost.OfPure(epsilon) with { DeltaFemtos = 7 }, PrivacyCost.OfApproximate(epsilon, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrivacyCost.OfApproximate(epsilon, -1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => PrivacyCost.OfApproximate(epsilon, PrivacyCost.FemtosPerUnit + 1));
    }
}
