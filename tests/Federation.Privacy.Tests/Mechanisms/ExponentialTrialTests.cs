using System.Numerics;
using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Mechanisms;

public sealed class ExponentialTrialTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 7)]
    [InlineData(1, 2)]
    [InlineData(5, 7)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    public void The_decision_tree_brackets_exp_of_minus_the_fraction_at_any_width_of_digits(ulong n, ulong d)
    {
        Bracket<IDigitWidth.One>(n, d);
        Bracket<IDigitWidth.Two>(n, d);
    }

    [Theory]
    [InlineData("1", "3")]
    [InlineData("140737488355327", "140737488355328")]
    [InlineData("281474976710655", "281474976710656")]
    [InlineData("324518553658426726783156020576255", "324518553658426726783156020576256")]
    [InlineData("649037107316853453566312041152511", "324518553658426726783156020576256")]
    public void Both_paths_take_the_same_bits_to_the_same_outcome_through_ties_of_any_length(string n, string d)
    {
        var (fastN, fastD) = (UInt128.Parse(n, null), UInt128.Parse(d, null));
        for (var zeros = 0; zeros <= 200; zeros++)
        {
            var fast = new StuckBits<IDigitWidth.Sixteen>(zeros, new SeededSource((ulong)zeros));
            var wide = new StuckBits<IDigitWidth.Sixteen>(zeros, new SeededSource((ulong)zeros));
            for (var draw = 0; draw < 20; draw++)
            {
                Assert.Equal(
                    WideExponentialTrial.Next((BigInteger)fastN, fastD, ref wide),
                    ExponentialTrial.Next(fastN, fastD, ref fast));
            }

            Assert.Equal(wide.Next(64), fast.Next(64)); // Not a bit more or less was taken.
        }
    }

    [Fact]
    public void The_root_of_a_whole_number_is_the_largest_whole_number_whose_square_is_no_larger()
    {
        for (BigInteger square = 0; square < 5_000; square++)
        {
            Check(square);
        }

        for (var root = BigInteger.One; root < BigInteger.Pow(10, 60); root = (root * 37) + 5)
        {
            Check(root * root);
            Check((root * root) - 1);
        }

        static void Check(BigInteger square)
        {
            var root = WholeRoot.Of(square);
            Assert.True(root * root <= square && (root + 1) * (root + 1) > square);
        }
    }

    private static void Bracket<TWidth>(ulong n, ulong d)
        where TWidth : struct, IDigitWidth
    {
        var masses = new Dictionary<long, long>();
        var unexplored = DecisionTree.Walk<TWidth>(
            masses, (ref ScriptedBits<TWidth> bits) => ExponentialTrial.Next(n, d, ref bits) ? 1 : 0);
        Assert.InRange(unexplored, 0, 0.2);
        var probability = (double)DecisionTree.ExpOfMinus((decimal)n / d);
        DecisionTree.AssertBracketed(probability, masses.GetValueOrDefault(1), unexplored);
        DecisionTree.AssertBracketed(1 - probability, masses.GetValueOrDefault(0), unexplored);
    }
}
