using System.Numerics;
using Federation.Privacy.Selection;

namespace Federation.Privacy.Tests.Selection;

public sealed class PartitionSelectionTests
{
    private const long Millionth = 1_000_000_000; // Of a femto each.
    private static readonly BigInteger Whole = BigInteger.One << 192;

    [Fact]
    public void At_epsilon_1_and_delta_a_millionth_a_key_is_even_at_14_units_and_certain_at_28()
    {
        var selection = new PartitionSelection(new Epsilon(1_000_000), Millionth);
        Assert.Equal(0, selection.Probability(0));
        Assert.Equal(1e-6, selection.Probability(1), 15);
        Assert.Equal(0.257474, selection.Probability(13), 1e-6);
        Assert.Equal(0.699887, selection.Probability(14), 1e-6);
        Assert.Equal(28, selection.CertainFrom);
        Assert.True(selection.OddsOf(27) < Whole);
        Assert.Equal(Whole, selection.OddsOf(28));
        Assert.Equal(Whole, selection.OddsOf(long.MaxValue));
    }

    /// <summary>In whole numbers, with e to 40 digits, rounded up in the last.</summary>
    [Theory]
    [InlineData(1, 1_000_000_000)]
    [InlineData(1, 1)]
    [InlineData(3, 1_000_000)]
    [InlineData(1, PrivacyCost.FemtosPerUnit / 3)]
    public void Neighbouring_groups_keep_all_four_inequalities_exactly(int nats, long deltaFemtos)
    {
        var selection = new PartitionSelection(new Epsilon(nats * Epsilon.MicrosPerNat), deltaFemtos);
        var e = BigInteger.Parse("27182818284590452353602874713526624977572", null);
        var (growth, unit) = (BigInteger.Pow(e + 1, nats), BigInteger.Pow(10, 40 * nats));
        for (var units = 1L; units <= selection.CertainFrom + 1; units++)
        {
            var (fewer, more) = (selection.OddsOf(units - 1), selection.OddsOf(units));
            Check(more, fewer);
            Check(fewer, more);
            Check(Whole - more, Whole - fewer);
            Check(Whole - fewer, Whole - more);
        }

        void Check(BigInteger left, BigInteger right) => Assert.True(
            left * unit * PrivacyCost.FemtosPerUnit <= (growth * right * PrivacyCost.FemtosPerUnit)
                + (unit * deltaFemtos * Whole));
    }

    [Fact]
    public void The_odds_are_the_best_that_there_are_but_for_rounding()
    {
        var selection = new PartitionSelection(new Epsilon(500_000), Millionth);
        var odds = 0.0;
        for (var units = 1; units <= selection.CertainFrom; units++)
        {
            odds = Math.Min(1, Math.Min(
                (Math.Exp(0.5) * odds) + 1e-6, 1 - (Math.Exp(-0.5) * (1 - odds - 1e-6))));
            Assert.Equal(odds, selection.Probability(units), 12);
        }
    }

    [Fact]
    public void No_key_below_the_least_number_of_units_is_shown_and_the_odds_are_shifted_by_it()
    {
        var plain = new PartitionSelection(new Epsilon(1_000_000), Millionth);
        var strict = new PartitionSelection(new Epsilon(1_000_000), Millionth, unitsMin: 20);
        Assert.Equal(0, strict.Probability(19));
        Assert.Equal(plain.OddsOf(1), strict.OddsOf(20));
        Assert.Equal(plain.OddsOf(14), strict.OddsOf(33));
        Assert.Equal(47, strict.CertainFrom);
    }

    /// <summary>Six deviations: a right mechanism fails once in 10⁸ runs; the seed is fixed.</summary>
    [Fact]
    public void Keys_are_kept_as_often_as_the_odds_say()
    {
        const int DrawsCount = 1_000_000;
        var selection = new PartitionSelection(new Epsilon(1_000_000), Millionth);
        var source = new SeededSource(5);
        var kept = Enumerable.Range(0, DrawsCount).Count(_ => selection.Keeps(14, source));
        var odds = selection.Probability(14);
        var deviation = Math.Sqrt(DrawsCount * odds * (1 - odds));
        Assert.InRange(kept - (DrawsCount * odds), -6 * deviation, 6 * deviation);
        Assert.False(selection.Keeps(0, source));
        Assert.True(selection.Keeps(28, source));
    }

    [Fact]
    public void The_random_fraction_is_compared_to_its_last_bit()
    {
        var selection = new PartitionSelection(new Epsilon(1_000_000), Millionth);
        var odds = selection.OddsOf(10);
        Assert.True(selection.Keeps(10, new FixedWords(odds - 1)));
        Assert.False(selection.Keeps(10, new FixedWords(odds)));
    }

    [Theory]
    [InlineData(999, 1, 1)]
    [InlineData(1_000, 0, 1)]
    [InlineData(1_000, PrivacyCost.FemtosPerUnit + 1, 1)]
    [InlineData(1_000, 1, 0)]
    public void What_cannot_be_worked_out_is_refused(long epsilonMicros, long deltaFemtos, long unitsMin) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new PartitionSelection(new Epsilon(epsilonMicros), deltaFemtos, unitsMin));

    private sealed class FixedWords(BigInteger fraction) : Randomness.INoiseSource
    {
        private int _word = 3;

        public ulong NextWord() => (ulong)((fraction >> (64 * --_word)) & ulong.MaxValue);
    }
}
