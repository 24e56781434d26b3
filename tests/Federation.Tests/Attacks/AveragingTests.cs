using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Asks the same under ever new ids, so that the average of the answers loses its noise.</summary>
public sealed class AveragingTests
{
    private const int Scale = 100;
    private const long Exact = 1;

    [Fact]
    public async Task Fifty_askings_of_one_question_see_one_draw_of_noise_and_one_read()
    {
        await using var rig = await new AdapterRig { LineageEpsilonMicrosMax = 10_000 }.StartAsync();

        var seen = await Repetition.RunAsync(50, _ => Attacker.FirstValueAsync(rig, 1_000_000 / Scale));

        Assert.Equal(1, seen.DrawsCount);
        Assert.Equal(1, rig.Store!.ReadsCount);
    }

    /// <summary>The average of 2,000 draws has a deviation of 3.2; the seed is fixed.</summary>
    [Fact]
    public async Task Control_noise_that_is_drawn_anew_for_every_asking_averages_out()
    {
        var noise = new SeededNoise(1);

        var seen = await Repetition.RunAsync(2_000, _ => Task.FromResult(Exact + noise.Laplace(Scale)));

        Assert.True(seen.DrawsCount > 100);
        Assert.InRange(seen.Average, Exact - 20, Exact + 20);
    }
}
