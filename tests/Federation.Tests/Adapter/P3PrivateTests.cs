using Federation.Contracts.Type.V1;

namespace Federation.Tests.Adapter;

/// <summary>
/// P3 at the edge of the adapter: what leaves carries noise of the stated scale and shows every declared group.
/// </summary>
public class P3PrivateTests
{
    /// <summary>
    /// Forty questions with one true answer each. Goal: catch missing noise and a wrong scale. Method: the mean
    /// absolute
    /// noise of a count at ε = 0.1 is 9.98 rows; the mean of 80 draws has a standard error of about 1.1, so a bound of
    /// 4 to 17 fails by chance less than once in a million runs.
    /// </summary>
    [Fact]
    public async Task Counts_leave_with_the_noise_that_their_epsilon_buys_and_no_less()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 100_000_000, TrainerEpsilonMicrosMax = 100_000_000 }.StartAsync();
        var noises = new List<double>();
        for (var number = 0; number < 40; number++)
        {
            var question = number;
            var release = await rig.AskAsync(100_000, request => P2FundedTests.Distinguish(request, question));
            var cells = StatisticRelease.Parser.ParseFrom(release.Envelope.Payload).Cells;
            noises.AddRange(cells.Select(cell => Math.Abs(cell.Values[0] - 1.0)));
        }

        Assert.InRange(noises.Average(), 4, 17);
    }

    [Fact]
    public async Task Every_declared_group_is_answered_also_where_it_is_empty_and_no_other()
    {
        await using var rig = await new AdapterRig { Csv = ["pid,sex,age,note", "1,f,30,a", "2,x,30,b"] }.StartAsync();

        var release = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(1_000)).Envelope.Payload);

        Assert.Equal(["f", "m"], release.Cells.Select(cell => cell.Key[0].Text));
    }

    [Fact]
    public async Task The_release_states_the_scale_of_its_noise_and_the_bound_on_each_unit()
    {
        await using var rig = await new AdapterRig().StartAsync();

        var release = StatisticRelease.Parser.ParseFrom((await rig.AskAsync(250_000)).Envelope.Payload);

        var noise = Assert.Single(release.Components).Noise;
        Assert.Equal(4.0, (double)noise.ScaleNumerator / noise.ScaleDenominator);
        Assert.Equal(1, release.RecordsPerUnit);
    }
}
