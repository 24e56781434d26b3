using Federation.Privacy.Mechanisms;

namespace Federation.Privacy.Tests.Mechanisms;

public sealed class MomentTripleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(85)]
    [InlineData(1_000)]
    public void A_row_of_any_index_moves_the_three_sums_by_exactly_the_square_of_the_steps(long steps)
    {
        for (var index = 0L; index <= steps; index++)
        {
            var row = MomentTriple.OfRow(index, steps);
            Assert.True(row.Low >= 0 && row.Middle >= 0 && row.High >= 0);
            Assert.Equal(MomentTriple.Sensitivity(steps, 1), row.Low + row.Middle + row.High);
        }
    }

    [Fact]
    public void Count_sum_mean_and_variance_follow_from_the_three_sums()
    {
        long[] rows = [0, 3, 3, 10, 7];
        var triple = rows.Aggregate(default(MomentTriple), (sum, row) => sum + MomentTriple.OfRow(row, 10));
        Assert.Equal(5, triple.Count(10), 12);
        Assert.Equal(23, triple.Sum(10), 12);
        Assert.Equal(4.6, triple.Mean(10)!.Value, 12);
        Assert.Equal((0 + 9 + 9 + 100 + 49) / 5.0 - (4.6 * 4.6), triple.Variance(10)!.Value, 10);
    }

    [Fact]
    public void Noise_that_leaves_no_rows_leaves_no_mean_and_no_variance()
    {
        var triple = new MomentTriple(-100, 3, -8);
        Assert.Null(triple.Mean(10));
        Assert.Null(triple.Variance(10));
        Assert.Equal(0, new MomentTriple(100, 50, -20).Variance(10)); // Held to what can be.
    }

    [Fact]
    public void An_index_off_the_grid_and_a_unit_without_records_cannot_be_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MomentTriple.OfRow(11, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => MomentTriple.OfRow(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => MomentTriple.Sensitivity(10, 0));
    }
}
