using Federation.Stores;

namespace Federation.Tests.Adapter;

/// <summary>An adapter makes the contribution index of what it serves, finds it again, and never depends on it.
/// </summary>
public sealed class AdapterIndexTests
{
    private const long Epsilon = 5_000_000;

    /// <summary>Above the size from which an index pays: 200 people with long notes.</summary>
    private static readonly string[] Csv =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 200).Select(i => $"{i},{(i <= 100 ? "f" : "m")},40,{new string('x', 90_000)}"),
    ];

    [Fact]
    public async Task It_is_built_at_the_first_start_found_at_the_next_and_built_anew_when_the_data_changed()
    {
        await using var rig = Rig();
        await rig.StartAsync();
        Assert.True(File.Exists(PathOf(rig)));
        await rig.RestartAsync();
        await File.AppendAllTextAsync(Path.Combine(rig.Folder, "people.csv"), "201,f,40,y\n", AdapterRig.Cancellation);
        await rig.RestartAsync();
        Assert.Equal(
            [ContributionIndexState.Built, ContributionIndexState.Found, ContributionIndexState.Built],
            rig.IndexStates!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Touched_or_gone_while_the_adapter_serves_it_is_passed_over(bool isGone)
    {
        await using var rig = Rig();
        await rig.StartAsync();
        if (isGone)
        {
            File.Delete(PathOf(rig));
        }
        else
        {
            await File.WriteAllTextAsync(PathOf(rig), "no table at all", AdapterRig.Cancellation);
        }

        Assert.NotNull(await rig.AskAsync(Epsilon));
        await rig.RestartAsync();
        Assert.Equal([ContributionIndexState.Built, ContributionIndexState.Built], rig.IndexStates!);
    }

    private static AdapterRig Rig() => new() { Csv = Csv, IndexStates = [] };

    private static string PathOf(AdapterRig rig) => Path.Combine(rig.StateFolder, "index", "people.parquet");
}
