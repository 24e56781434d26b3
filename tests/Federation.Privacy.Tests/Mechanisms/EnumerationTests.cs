using System.Numerics;
using Federation.Privacy.Mechanisms;
using Federation.Privacy.Randomness;

namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>
/// Walks the sampler's whole decision tree to a depth of bits. A leaf at depth d has probability 2⁻ᵈ exactly, so what is
/// found is a lower bound of each probability, and found plus unexplored an upper one: no statistics, no false alarm.
/// </summary>
public sealed class EnumerationTests
{
    private const int DepthBits = 20;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(1, 3)]
    public void The_decision_tree_brackets_the_independent_probability_of_every_value(ulong t, ulong s)
    {
        var masses = new Dictionary<long, long>();
        var explored = Walk(t, s, masses);
        var unexplored = (double)((1L << DepthBits) - explored) / (1L << DepthBits);
        Assert.InRange(unexplored, 0, 0.4);
        foreach (var value in Enumerable.Range(-6, 13))
        {
            var lower = (double)masses.GetValueOrDefault(value) / (1L << DepthBits);
            Assert.InRange(Probability(value, t, s), lower - 1e-12, lower + unexplored + 1e-12);
        }
    }

    [Fact]
    public void A_biased_sampler_would_fall_outside_the_brackets()
    {
        var masses = new Dictionary<long, long>();
        var explored = Walk(1, 1, masses);
        var unexplored = (double)((1L << DepthBits) - explored) / (1L << DepthBits);
        var atZero = (double)masses[0] / (1L << DepthBits);
        var doubledZero = 2 * Probability(0, 1, 1) / (1 + Probability(0, 1, 1)); // Zero counted with both signs.
        Assert.True(doubledZero > atZero + unexplored);
    }

    /// <summary>Visits every leaf within the depth, by extending each script that ran out by one bit of either kind.</summary>
    private static long Walk(ulong t, ulong s, Dictionary<long, long> masses)
    {
        var explored = 0L;
        var open = new Stack<(ulong Script, int Length)>();
        open.Push((0, 0));
        while (open.TryPop(out var node))
        {
            var bits = new ScriptedBits(node.Script, node.Length);
            var value = DiscreteLaplace.Next(t, s, ref bits);
            if (!bits.IsOverrun)
            {
                var mass = 1L << (DepthBits - node.Length);
                masses[value] = masses.GetValueOrDefault(value) + mass;
                explored += mass;
            }
            else if (node.Length < DepthBits) // Deeper than that, the mass stays unexplored.
            {
                open.Push((node.Script, node.Length + 1));
                open.Push((node.Script | (1UL << node.Length), node.Length + 1));
            }
        }

        return explored;
    }

    /// <summary>(1 − a) / (1 + a) · a^|x| by the series of exp in decimal: another way than the sampler's.</summary>
    private static double Probability(long value, ulong t, ulong s)
    {
        var a = ExpOfMinus((decimal)s / t);
        var power = 1m;
        for (var step = 0; step < Math.Abs(value); step++)
        {
            power *= a;
        }

        return (double)((1 - a) / (1 + a) * power);
    }

    private static decimal ExpOfMinus(decimal x)
    {
        var (sum, term) = (1m, 1m);
        for (var n = 1; n < 60; n++)
        {
            term *= x / n;
            sum += term;
        }

        return 1 / sum;
    }

    [Theory]
    [InlineData(3)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(ulong.MaxValue)]
    public void Both_uniform_draws_take_the_same_bits_to_the_same_number(ulong bound)
    {
        var (fast, wide) = (new SourceBits(new SeededSource(bound)), new SourceBits(new SeededSource(bound)));
        for (var draw = 0; draw < 1_000; draw++)
        {
            Assert.Equal(new BigInteger(Uniform.Below(bound, ref fast)), Uniform.Below(new BigInteger(bound), ref wide));
        }
    }
}
