using System.Numerics;
using Federation.Privacy.Accounting;

namespace Federation.Privacy.Tests.Accounting;

public sealed class DeclaredBatchTests
{
    private static readonly Ratio Millionth = new(1, 1_000_000);

    [Fact]
    public void Discrete_laplace_of_sensitivity_1_composes_like_randomised_response()
    {
        var exact = ExactOfResponses(50, 0.1, 1e-6);
        Assert.Equal(3.1729027, exact, 1e-6);
        var batch = Of((new DiscreteLaplaceMechanism(10, 1), 50));
        Assert.InRange(batch.Epsilon(Millionth)!.Value, exact * (1 - 1e-9), exact * (1 + 1e-6));
        Assert.Equal(batch.Epsilon(Millionth)!.Value, Of((Pure("0.1"), 50)).Epsilon(Millionth)!.Value, 1e-9);
    }

    [Theory]
    [InlineData(1, 1, 1e-6)]
    [InlineData(3, 0.5, 1e-9)]
    [InlineData(10, 1, 1e-12)]
    [InlineData(1_000, 0.01, 1e-6)]
    [InlineData(1_000, 0.01, 1e-14)]
    [InlineData(20_000, 0.003, 1e-9)]
    public void Pure_releases_compose_to_no_less_than_the_exact_sum_over_binomials(
        int count, double epsilon, double delta)
    {
        var exact = ExactOfResponses(count, epsilon, delta);
        var ratio = new Ratio((BigInteger)Math.Round(1e15 * delta), PrivacyCost.FemtosPerUnit);
        var reported = Of((Pure(epsilon.ToString(null, System.Globalization.CultureInfo.InvariantCulture)), count))
            .Epsilon(ratio)!.Value;
        Assert.InRange(reported, exact * (1 - 1e-9), exact * 1.001);
    }

    /// <summary>Against the closed formula for continuous noise, whose error function is checked on its own.</summary>
    [Theory]
    [InlineData(1, 1, 1e-6)]
    [InlineData(560, 100, 1e-6)]
    [InlineData(560, 100, 1e-12)]
    [InlineData(4, 0.2, 1e-9)]
    [InlineData(1_000_000, 5_000, 1e-6)]
    public void Gaussian_releases_compose_to_no_less_than_the_closed_formula(int count, int tenths, double delta)
    {
        var sigma = count == 4 ? 0.2 : tenths;
        var exact = ExactOfGaussian(Math.Sqrt(count) / sigma, delta);
        var variance = count == 4 ? new Ratio(1, 25) : (Ratio)tenths * (Ratio)tenths;
        var ratio = new Ratio((BigInteger)Math.Round(1e15 * delta), PrivacyCost.FemtosPerUnit);
        var reported = Of((new GaussianMechanism(variance, 1), count)).Epsilon(ratio)!.Value;
        Assert.InRange(reported, exact * (1 - 1e-9), exact * 1.001);
    }

    [Fact]
    public void Within_epsilon_1_and_delta_a_millionth_560_counts_of_deviation_100_fit_and_2_percent_more_do_not()
    {
        Assert.InRange(Of((new DiscreteGaussianMechanism(10_000, 1), 560)).Epsilon(Millionth)!.Value, 0.98, 1);
        Assert.True(Of((new DiscreteGaussianMechanism(10_000, 1), 571)).Epsilon(Millionth) > 1);
    }

    [Fact]
    public void A_mixture_is_hardly_above_a_grid_ten_times_finer()
    {
        var batch = Mixture();
        var reported = batch.Epsilon(Millionth)!.Value;
        var finer = batch.Epsilon(Millionth, LossSum.UsualFineness / 100)!.Value;
        Assert.InRange(reported, finer * (1 - 1e-9), finer * 1.01);
    }

    [Fact]
    public void Exact_composition_never_costs_more_than_the_ledgers_rule()
    {
        foreach (var batch in new[] { Mixture(), Of((Pure("0.1"), 50)), Of((new DiscreteGaussianMechanism(16, 3), 7)) })
        {
            Assert.True(batch.Epsilon(Millionth) <= batch.LedgerEpsilonMicros(1_000_000_000) / 1e6);
        }
    }

    [Fact]
    public void Laplace_and_discrete_laplace_of_a_fine_grid_compose_alike()
    {
        var smooth = Of((new LaplaceMechanism(10, 1), 20)).Epsilon(Millionth)!.Value;
        var stepped = Of((new DiscreteLaplaceMechanism(10_000, 1_000), 20)).Epsilon(Millionth)!.Value;
        Assert.Equal(smooth, stepped, 2e-3 * smooth);
        Assert.True(smooth < Of((new DiscreteLaplaceMechanism(10, 1), 20)).Epsilon(Millionth));
        Assert.InRange(Of((new LaplaceMechanism(1, 1), 1)).Epsilon(Millionth)!.Value, 0.99999, 1.000001);
    }

    [Fact]
    public void A_delta_that_the_releases_already_use_up_leaves_no_epsilon()
    {
        var batch = Of((new ApproximateMechanism(new Ratio(1, 10), new Ratio(1, 1_000_000)), 2));
        Assert.Null(batch.Epsilon(Millionth));
        Assert.Null(batch.EpsilonMicros(Millionth));
        Assert.Null(batch.LedgerEpsilonMicros(1_000_000_000));
        Assert.InRange(batch.Epsilon(new Ratio(3, 1_000_000))!.Value, 0.19, 0.2 + 1e-9);
        Assert.Equal(200_000, batch.LedgerEpsilonMicros(2_000_000_000));
    }

    [Fact]
    public void Two_entries_of_one_kind_are_twice_the_releases()
    {
        var mechanism = new DiscreteLaplaceMechanism(10, 1);
        var twice = Of((mechanism, 25), (mechanism, 25));
        Assert.Equal(50, twice.Count);
        Assert.Equal(
            Of((mechanism, 50)).Epsilon(Millionth)!.Value, twice.Epsilon(Millionth)!.Value, 1e-6);
    }

    [Fact]
    public void An_empty_batch_costs_nothing_and_an_oversized_one_cannot_be_written()
    {
        Assert.Equal(0, new DeclaredBatch().Epsilon(Millionth));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of((Pure("0.1"), 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of((Pure("0.1"), DeclaredBatch.CountMax + 1)));
        Assert.Throws<OverflowException>(() => Of((Pure("101"), 1)));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145707)]
    [InlineData(2.4999, 0.006211417)]
    [InlineData(2.5, 0.006209665325776132)]
    [InlineData(5, 2.866515718791939e-7)]
    [InlineData(10, 7.619853024160525e-24)]
    [InlineData(-1, 0.8413447460685429)]
    public void The_normal_tail_keeps_its_relative_precision(double x, double tail) =>
        Assert.Equal(1, Reals.NormalAbove(x) / tail, x == 2.4999 ? 1e-6 : 1e-13);

    private static DeclaredBatch Mixture() => Of(
        (new DiscreteLaplaceMechanism(10, 1), 100), (new DiscreteGaussianMechanism(16, 1), 16), (Pure("0.1"), 50),
        (new LaplaceMechanism(7, 2), 3), (new GaussianMechanism(90, 1), 5));

    private static ApproximateMechanism Pure(string epsilon)
    {
        Assert.True(Ratio.TryParse(epsilon, out var ratio));
        return new ApproximateMechanism(ratio, null);
    }

    private static DeclaredBatch Of(params (DeclaredMechanism Mechanism, long Count)[] entries)
    {
        var batch = new DeclaredBatch();
        foreach (var (mechanism, count) in entries)
        {
            batch.Add(mechanism, count);
        }

        return batch;
    }

    /// <summary>δ(ε) = Σ C(k, i) p^i (1 − p)^(k − i) (1 − e^(ε − (2i − k) ε₀))₊, by logarithms of whole products.</summary>
    private static double ExactOfResponses(int count, double epsilon, double delta)
    {
        var logs = new double[count + 1];
        for (var i = 1; i <= count; i++)
        {
            logs[i] = logs[i - 1] + Math.Log(count - i + 1) - Math.Log(i);
        }

        var (logP, logQ) = (-Math.Log(1 + Math.Exp(-epsilon)), -Math.Log(1 + Math.Exp(epsilon)));
        return Solve(count * epsilon, delta, candidate => Enumerable.Range(0, count + 1).Sum(i =>
            Math.Exp(logs[i] + (i * logP) + ((count - i) * logQ))
                * Math.Max(0, -Reals.ExpMinusOne(candidate - (((2 * i) - count) * epsilon)))));
    }

    private static double ExactOfGaussian(double mu, double delta) => Solve(1_000, delta, epsilon =>
        Reals.NormalAbove((epsilon / mu) - (mu / 2)) - (Math.Exp(epsilon) * Reals.NormalAbove((epsilon / mu) + (mu / 2))));

    private static double Solve(double upper, double delta, Func<double, double> deltaOf)
    {
        var lower = 0.0;
        for (var round = 0; round < 100; round++)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = deltaOf(middle) > delta ? (middle, upper) : (lower, middle);
        }

        return upper;
    }
}
