using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Mechanisms;

/// <summary>
/// Walks the sampler's whole decision tree to a depth of bits. A leaf at depth d has probability 2⁻ᵈ exactly, so what is
/// found is a lower bound of each probability, and found plus unexplored an upper one: no statistics, no false alarm.
/// </summary>
public sealed class EnumerationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(1, 3)]
    [InlineData(5, 7)]
    public void The_decision_tree_brackets_the_independent_probability_of_every_value(ulong t, ulong s)
    {
        var masses = new Dictionary<long, long>();
        var unexplored = DecisionTree.Walk<IDigitWidth.One>(
            masses, (ref ScriptedBits<IDigitWidth.One> bits) => DiscreteLaplace.Next(t, s, ref bits));
        Assert.InRange(unexplored, 0, 0.4);
        foreach (var value in Enumerable.Range(-6, 13))
        {
            DecisionTree.AssertBracketed(Probability(value, t, s), masses.GetValueOrDefault(value), unexplored);
        }
    }

    /// <summary>Without sign and minus zero less of the tree stays unexplored, so the brackets are tighter.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 7)]
    public void The_tree_of_the_magnitude_alone_brackets_its_probabilities_at_any_width_of_digits(ulong t, ulong s)
    {
        BracketMagnitude<IDigitWidth.One>(t, s);
        BracketMagnitude<IDigitWidth.Two>(t, s);
    }

    [Fact]
    public void A_biased_sampler_would_fall_outside_the_brackets()
    {
        const int DeeperBits = 22;
        var masses = new Dictionary<long, long>();
        var unexplored = DecisionTree.Walk<IDigitWidth.One>(
            masses, (ref ScriptedBits<IDigitWidth.One> bits) => DiscreteLaplace.Next(2, 1, ref bits), DeeperBits);
        var atZero = (double)masses[0] / (1L << DeeperBits);
        var doubledZero = 2 * Probability(0, 2, 1) / (1 + Probability(0, 2, 1)); // Zero counted with both signs.
        Assert.True(doubledZero > atZero + unexplored);
    }

    private static void BracketMagnitude<TWidth>(ulong t, ulong s)
        where TWidth : struct, IDigitWidth
    {
        var masses = new Dictionary<long, long>();
        var unexplored = DecisionTree.Walk<TWidth>(
            masses, (ref ScriptedBits<TWidth> bits) => Geometric.Next(t, s, ref bits));
        Assert.InRange(unexplored, 0, 0.2);
        foreach (var value in Enumerable.Range(0, 12))
        {
            var above = (double)DecisionTree.ExpOfMinus((decimal)s / t * value);
            var beyond = (double)DecisionTree.ExpOfMinus((decimal)s / t * (value + 1));
            DecisionTree.AssertBracketed(above - beyond, masses.GetValueOrDefault(value), unexplored);
        }
    }

    /// <summary>(1 − a) / (1 + a) · a^|x| by the series of exp in decimal: another way than the sampler's.</summary>
    private static double Probability(long value, ulong t, ulong s)
    {
        var a = DecisionTree.ExpOfMinus((decimal)s / t);
        var power = 1m;
        for (var step = 0; step < Math.Abs(value); step++)
        {
            power *= a;
        }

        return (double)((1 - a) / (1 + a) * power);
    }
}
