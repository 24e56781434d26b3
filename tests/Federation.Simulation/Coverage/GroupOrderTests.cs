using Federation.Simulation.Worlds;

namespace Federation.Simulation.Coverage;

/// <summary>P8: the order in which groups are asked for is the order in which a trainer reads them.</summary>
public sealed class GroupOrderTests
{
    /// <remarks>
    /// 300 people, every third a woman, every tenth in the east. Noise of scale 1 strays over 20 once in 10⁸ cells.
    /// </remarks>
    [Fact]
    public async Task Groups_of_two_columns_carry_their_own_counts_in_whatever_order_they_are_asked()
    {
        await using var world = new World("only");
        world.WriteTable("only", "people", 300, Texts.Agreement(world.FingerprintOf(World.TrainerId)));
        await world.StartAdapterAsync("only");
        await world.StartBrokerAsync();
        using var client = world.OpenClient();

        var one = await client.QueryAsync(Sql("sex, city"), 1_000_000, World.Cancellation);
        var other = await client.QueryAsync(Sql("city, sex"), 1_000_000, World.Cancellation);

        Assert.Equal(["sex", "city"], one.GroupColumns);
        Assert.Equal(["city", "sex"], other.GroupColumns);
        var expected = new Dictionary<string, double>
        {
            ["f east"] = 10,
            ["f west"] = 90,
            ["m east"] = 20,
            ["m west"] = 180,
        };
        Assert.Equal(expected.Keys, one.Rows.Select(row => $"{row.Key[0].Text} {row.Key[1].Text}").Order());
        Assert.All(one.Rows, row => Assert.InRange(
            row.Estimates[0].Value!.Value - expected[$"{row.Key[0].Text} {row.Key[1].Text}"], -20, 20));
        Assert.Equal(
            one.Rows.Select(row => (row.Key[0], row.Key[1], row.Estimates[0].Value)),
            other.Rows.Select(row => (row.Key[1], row.Key[0], row.Estimates[0].Value)));
        Assert.Equal(0, other.Coverage[0].Release!.LineageCost.EpsilonMicros); // One question, one answer.
    }

    private static string Sql(string columns) => $"SELECT {columns}, COUNT(*) FROM people GROUP BY {columns}";
}
