using CsCheck;
using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Answers;

/// <summary>Several answers to one question put together: weights, integers, and the law of what noise is left.</summary>
public sealed class RefinementTests
{
    private static readonly Gen<NoiseDistribution> AnyNoise = Gen.Select(Gen.Long[1, 1L << 40], Gen.Long[1, 1L << 20])
        .Select((t, s) => new NoiseDistribution(NoiseKind.DiscreteGaussian, t, s));

    [Fact]
    public void Weights_add_up_to_255_whatever_the_noises_are_and_the_more_precise_answer_weighs_no_less() =>
        AnyNoise.Array[2, Refinement.TermsMax].Sample(noises =>
        {
            var terms = Refinement.NoiseOf(noises).Terms;
            Assert.Equal(Refinement.WeightsTotal, terms.Sum(term => term.Weight));
            var byScale = terms.OrderBy(term => (double)term.ScaleNumerator / term.ScaleDenominator).ToList();
            Assert.All(byScale.Zip(byScale.Skip(1)), pair => Assert.True(pair.First.Weight + 1 >= pair.Second.Weight));
        }, iter: 200);

    [Fact]
    public void Rounding_acts_on_the_noise_alone_and_treats_both_signs_alike() =>
        Gen.Select(Gen.Long[-(1L << 50), 1L << 50], Gen.Long[-9_000, 9_000].Array[3]).Sample((exact, noise) =>
        {
            var law = Refinement.NoiseOf([Gaussian(100), Gaussian(70), Gaussian(300)]);
            var left = Refinement.Combine(law, [.. noise.Select(one => exact + one)]) - exact;
            Assert.Equal(Refinement.Combine(law, noise), left);
            Assert.Equal(-left, Refinement.Combine(law, [.. noise.Select(one => -one)]));
            var plain = noise.Zip(law.Terms).Sum(pair => (double)pair.First * pair.Second.Weight) / Refinement.WeightsTotal;
            Assert.InRange(left - plain, -0.5, 0.5);
        });

    [Theory]
    [InlineData(1, 1, 1, 1, 0)]
    [InlineData(2, 1, 3, 1, 0)]
    [InlineData(5, 2, 4, 1, 3)]
    [InlineData(1, 2, 8, 1, 0)]
    [InlineData(7, 1, 90, 1, 0)]
    public void Characteristic_function_variance_and_half_width_are_those_of_plain_enumeration(
        long t, long s, long otherT, long otherS, long third)
    {
        NoiseDistribution[] noises =
            [Gaussian(t, s), Gaussian(otherT, otherS), .. third == 0 ? Array.Empty<NoiseDistribution>() : [Gaussian(third)]];
        var law = Refinement.NoiseOf(noises);
        var masses = Masses(law);

        foreach (var angle in new[] { 0, 0.1, 0.7, 1.9, 3.1 })
        {
            Assert.Equal(masses.Sum(one => one.Value * Math.Cos(one.Key * angle)), law.Characteristic(angle), 10);
        }

        Assert.Equal(1, masses.Sum(one => one.Value * one.Key * one.Key) / law.Variance, 6);
        var expected = 0;
        for (var inside = masses[0]; inside < 0.95; inside += 2 * masses[expected])
        {
            expected++;
        }

        Assert.Equal(expected, new NoiseSum([new WeightedNoise(law, 1)]).HalfWidth(0.95));
    }

    /// <summary>Intervals of means and variances rest on log-concave noise (docs/proofs/noise-sums.md).</summary>
    [Fact]
    public void The_law_is_log_concave_as_far_as_it_matters()
    {
        foreach (var (first, second) in new[] { (1.0, 1.0), (0.7, 3), (1.5, 2), (2, 2), (2, 31), (4, 5), (9, 3) })
        {
            var masses = Masses(Refinement.NoiseOf([Gaussian((long)(first * 10), 10), Gaussian((long)(second * 10), 10)]));
            for (var x = 1; masses.TryGetValue(x + 1, out var next) && next > 1e-9; x++)
            {
                Assert.True(masses[x] * masses[x] >= masses[x - 1] * next * (1 - 1e-9), $"{first}, {second} at {x}");
            }
        }
    }

    /// <summary>Of 1 / (1 / v₁ + 1 / v₂), with a twelfth for rounding and a share for whole weights.</summary>
    [Fact]
    public void The_variance_is_within_one_percent_of_the_smallest_that_both_answers_give() =>
        Gen.Select(Gen.Long[40, 4_000], Gen.Double[0.1, 10]).Sample((scale, ratio) =>
        {
            var (first, second) = (Gaussian(scale, 10), Gaussian((long)Math.Max(40, scale * ratio), 10));
            var best = 1 / ((1 / first.Variance) + (1 / second.Variance));
            Assert.InRange(Refinement.NoiseOf([first, second]).Variance, best, (1.01 * best) + 0.0834);
        }, iter: 200);

    /// <summary>Fixed seeds. A right interval of 95 % falls below 924 of 1,000 once in 10,000 trials.</summary>
    [Theory]
    [InlineData(50, 40)]
    [InlineData(2, 3)]
    [InlineData(4_000, 5_000)]
    public void Intervals_cover_the_merged_truth_where_one_silo_refined_its_answer_and_another_did_not(
        long firstScale, long secondScale)
    {
        const int runs = 1_000;
        const int steps = 100;
        long[] exact = [3_000 * steps, 1_000 * steps]; // 4,000 rows at a mean share of a quarter.
        var law = Refinement.NoiseOf([Gaussian(firstScale * steps), Gaussian(secondScale * steps)]);
        var plain = new NoiseDistribution(NoiseKind.DiscreteLaplace, 20 * steps, 1);
        var source = new SeededSource(11);
        var refined = exact.Select(value => Enumerable.Range(0, runs).Select(_ => Refinement.Combine(
            law, [value + Draw(law.Terms[0], source), value + Draw(law.Terms[1], source)])).ToArray()).ToList();
        var other = exact.Select(value =>
        {
            var draws = new long[runs];
            DiscreteLaplace.Fill(draws, plain, source);
            return draws.Select(draw => value + draw).ToArray();
        }).ToList();

        var estimates = new Estimates(Merge.Sum([Table("a", law, refined, steps), Table("b", plain, other, steps)]));

        foreach (var (measure, truth) in new (Func<int, Estimate>, double)[]
            { (cell => estimates.Count(cell, "age"), 8_000), (cell => estimates.Sum(cell, "age"), 200_000),
              (cell => estimates.Mean(cell, "age"), 25) })
        {
            Assert.InRange(
                Enumerable.Range(0, runs).Count(cell => measure(cell).Interval95.Contains(truth)), 924, runs);
        }
    }

    [Fact]
    public void Other_noises_and_single_answers_are_not_combined()
    {
        Assert.Throws<ArgumentException>(() => Refinement.NoiseOf([Gaussian(2)]));
        Assert.Throws<ArgumentException>(() => Refinement.NoiseOf(
            [Gaussian(2), new NoiseDistribution(NoiseKind.DiscreteLaplace, 2, 1)]));
        Assert.Throws<ArgumentException>(() => NoiseDistribution.Refined([new NoiseTerm(1, 1, 200), new NoiseTerm(1, 1, 56)]));
    }

    private static NoiseDistribution Gaussian(long t, long s = 1) => new(NoiseKind.DiscreteGaussian, t, s);

    private static SiloTable Table(string silo, NoiseDistribution noise, List<long[]> values, int steps) => new(
        silo, ["run"],
        [.. new[] { AnswerKind.PairLow, AnswerKind.PairHigh }
            .Select(kind => new AnswerComponent(kind, "age", new Grid(0, 1, steps), noise))],
        [.. Enumerable.Range(0, values[0].Length).Select(run => new NoisyCell([$"{run}"], [values[0][run], values[1][run]]))]);

    private static long Draw(NoiseTerm term, SeededSource source)
    {
        var draws = new long[1];
        DiscreteGaussian.Fill(draws, Gaussian(term.ScaleNumerator, term.ScaleDenominator), source);
        return draws[0];
    }

    /// <summary>The law by adding up every combination of noises within 11 deviations.</summary>
    private static Dictionary<long, double> Masses(NoiseDistribution law)
    {
        var sums = new Dictionary<long, double> { [0] = 1 };
        foreach (var term in law.Terms)
        {
            var scale = (double)term.ScaleNumerator / term.ScaleDenominator;
            var reach = (int)Math.Ceiling(11 * scale) + 1;
            var weights = Enumerable.Range(-reach, (2 * reach) + 1)
                .Select(x => (X: x, Weight: Math.Exp(-x * (x / (2 * scale * scale))))).ToList();
            var total = weights.Sum(one => one.Weight);
            var next = new Dictionary<long, double>();
            foreach (var (sum, mass) in sums)
            {
                foreach (var (x, weight) in weights)
                {
                    var key = sum + ((long)x * term.Weight);
                    next[key] = next.GetValueOrDefault(key) + (mass * weight / total);
                }
            }

            sums = next;
        }

        return sums.GroupBy(one => (long)Math.Round((double)one.Key / Refinement.WeightsTotal, MidpointRounding.ToEven))
            .ToDictionary(group => group.Key, group => group.Sum(one => one.Value));
    }
}
