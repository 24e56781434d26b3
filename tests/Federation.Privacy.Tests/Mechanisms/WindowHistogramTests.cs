using CsCheck;
using Federation.Answers;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>Counts over a window of a fixed order: how far one unit moves them, and the noise that hides it.</summary>
public sealed class WindowHistogramTests
{
    private static readonly Gen<(int Unit, int Outcome)[]> Orders =
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 4]).Array[0, 60];

    [Fact]
    public void The_scale_is_two_times_the_records_of_a_unit_over_epsilon()
    {
        Assert.Equal(
            new NoiseDistribution(NoiseKind.DiscreteLaplace, 10_000_000, 500_000),
            WindowHistogram.NoiseOf(5, new Epsilon(500_000)));
    }

    /// <summary>The law that the scale rests on: whichever unit is taken out, wherever the window is.</summary>
    [Fact]
    public void One_unit_of_k_records_moves_the_counts_of_a_window_by_at_most_two_k() => Gen.Select(
        Orders, Gen.Int[0, 12], Gen.Int[0, 30], Gen.Int[1, 30]).Sample((order, unit, first, length) =>
        {
            var with = Count(order, first, length);
            var without = Count([.. order.Where(record => record.Unit != unit)], first, length);
            var bound = order.Count(record => record.Unit == unit);

            Assert.InRange(with.Zip(without, (left, right) => Math.Abs(left - right)).Sum(), 0, 2 * bound);
        });

    /// <summary>Its control: no smaller multiple would do.</summary>
    [Fact]
    public void And_it_can_be_as_much_as_two_k()
    {
        (int Unit, int Outcome)[] order = [(1, 0), (1, 0), (2, 1), (3, 1)];

        var with = Count(order, 0, 2);
        var without = Count([.. order.Where(record => record.Unit != 1)], 0, 2);

        Assert.Equal(4, with.Zip(without, (left, right) => Math.Abs(left - right)).Sum());
    }

    /// <summary>P(|noise| ≥ 1) at scale 1 is 0.538; over 20,000 draws its standard deviation is 0.0035. Six of them are
    /// passed by chance once in 5·10⁸ runs.</summary>
    [Fact]
    public void Every_count_gets_noise_of_its_own()
    {
        var noise = new SeededSource(20_261_126);
        var distribution = WindowHistogram.NoiseOf(1, new Epsilon(2_000_000));
        var moved = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var counts = WindowHistogram.Perturb([7, 0, long.MaxValue / 2, 3], distribution, noise);
            moved += counts.Zip([7, 0, long.MaxValue / 2, 3L], (noisy, exact) => noisy == exact ? 0 : 1).Sum();
        }

        Assert.InRange(moved / 20_000.0, 0.538 - 0.021, 0.538 + 0.021);
    }

    [Fact]
    public void A_count_at_the_end_of_its_range_stays_there()
    {
        var distribution = WindowHistogram.NoiseOf(int.MaxValue, new Epsilon(1));
        var noise = new SeededSource(1);

        for (var round = 0; round < 100; round++)
        {
            _ = WindowHistogram.Perturb([long.MaxValue, long.MinValue], distribution, noise); // Does not throw.
        }
    }

    private static long[] Count((int Unit, int Outcome)[] order, int first, int length)
    {
        var counts = new long[5];
        foreach (var (_, outcome) in order.Skip(first).Take(length))
        {
            counts[outcome]++;
        }

        return counts;
    }
}
