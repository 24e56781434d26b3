using CsCheck;
using Federation.Privacy.Accounting;

namespace Federation.Privacy.Tests.Accounting;

public sealed class ZcdpConversionTests
{
    [Theory]
    [InlineData(1, 1_000_000_000, 0.0243560)]
    [InlineData(1, 1_000_000, 0.0149731)]
    [InlineData(3, 1_000_000_000, 0.1850698)]
    public void The_largest_rho_is_that_of_corollary_13_rounded_down(int nats, long deltaFemtos, double rho)
    {
        Assert.Equal(rho, ZcdpConversion.Rho(nats, deltaFemtos / 1e15), 5e-8);
        Assert.InRange(
            ZcdpConversion.RhoMicros(nats * Epsilon.MicrosPerNat, deltaFemtos), (rho * 1e6) - 1.1, (rho * 1e6) + 0.05);
    }

    [Theory]
    [InlineData(0, 487)]
    [InlineData(500_000_000, 458)]
    public void So_many_counts_of_deviation_100_fit_one_by_one(long spentDeltaFemtos, int count)
    {
        var rule = new AdmissionRule(new Epsilon(1_000_000), 1_000_000_000, spentDeltaFemtos);
        var cost = PrivacyCost.OfGaussian(1, 10_000);
        var spent = default(PrivacyCost);
        var admitted = 0;
        for (; rule.Admits(spent, cost); admitted++)
        {
            spent += cost;
        }

        Assert.Equal(count, admitted);
    }

    /// <summary>The bound holds for every order, so no order gives less than what is reported; and some order gives
    /// hardly more.</summary>
    [Fact]
    public void The_reported_epsilon_is_never_below_the_best_order_and_hardly_above_it() => Gen.Select(
        Gen.Long[1, 100_000_000], Gen.Long[1, PrivacyCost.FemtosPerUnit / 2]).Sample((rhoMicros, deltaFemtos) =>
        {
            var (rho, delta) = (rhoMicros / 1e6, deltaFemtos / 1e15);
            var best = double.PositiveInfinity;
            for (var logOrder = -16.0; logOrder < 30; logOrder += 0.002)
            {
                var excess = Math.Exp(logOrder);
                best = Math.Min(best, ((1 + excess) * rho) - (Math.Log(delta * (1 + excess)) / excess)
                    + Math.Log(excess / (1 + excess)));
            }

            var reported = ZcdpConversion.EpsilonMicros(rhoMicros, deltaFemtos) / 1e6;
            Assert.InRange(reported, 0, (Math.Max(0, best) * (1 + 1e-9)) + 1.1e-6);
            Assert.True(reported >= Math.Max(0, best) * (1 - 1e-4)); // The scan above misses the best by less.
        }, iter: 200);

    [Fact]
    public void There_and_back_never_gains()
    {
        Gen.Select(Gen.Long[1, Epsilon.MicrosMax], Gen.Long[1, PrivacyCost.FemtosPerUnit / 2]).Sample((epsilon, delta) =>
            ZcdpConversion.EpsilonMicros(ZcdpConversion.RhoMicros(epsilon, delta), delta) <= epsilon, iter: 2_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(PrivacyCost.FemtosPerUnit)]
    public void A_delta_that_promises_nothing_is_refused(long deltaFemtos)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ZcdpConversion.EpsilonMicros(1, deltaFemtos));
        Assert.Throws<ArgumentOutOfRangeException>(() => ZcdpConversion.RhoMicros(1, deltaFemtos));
    }
}
