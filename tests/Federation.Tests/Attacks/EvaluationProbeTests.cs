using Federation.Contracts.Type.V1;
using Federation.Curation.Decontamination;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Brings evaluation items that guess what the filter cuts: the right one would leave its record out.</summary>
public sealed class EvaluationProbeTests
{
    private const string Before = "please come to see me today at";
    private const string After = "if the rain lets up before noon";

    private static readonly string[] Guesses = ["eve@example.com", "ada@example.org", "bob@example.net"];

    [Theory]
    [InlineData("ada@example.org", "eve@example.com", "bob@example.net")]
    [InlineData("13800138000", "13911112222", "15000000001")]
    [InlineData("110101199003074610", "11010519491231002X", "440301198506150013")]
    public async Task Every_guess_at_what_was_cut_looks_the_same(string held, params string[] wrong)
    {
        await using var rig = await RigOverAsync(held);

        var seen = await SeenByAsync(rig, [held, .. wrong]);

        Assert.Single(seen.Distinct());
    }

    /// <summary>What does leave may be told by an item: whoever has paid for the record may read it.</summary>
    [Fact]
    public async Task A_guess_at_what_leaves_is_told_for_the_price_of_the_record()
    {
        await using var rig = await RigOverAsync("the old lighthouse");

        Assert.Equal(
            [1, 0], await SeenByAsync(rig, ["a new cathedral", "the old lighthouse"]));
        Assert.All(
            (await rig.EntriesAsync()).Where(entry => entry.Intent is not null),
            entry => Assert.Equal(1, entry.Intent.RecordsCount));
    }

    [Fact]
    public void Control_a_comparison_with_the_text_as_it_is_stored_tells_the_right_guess()
    {
        var found = Guesses.Where(guess =>
        {
            var index = new DecontaminationIndex();
            Assert.True(index.TryAdd("0", ItemOf(guess)));
            return new ContaminationSearch(index).Find(ItemOf("ada@example.org")) is not null;
        });

        Assert.Equal(["ada@example.org"], found);
    }

    private static Task<AdapterRig> RigOverAsync(string held) => new AdapterRig
    {
        Csv = ["pid,sex,age,note", $"1,f,30,{ItemOf(held)}"],
        Samples = rules => rules with { EvaluationItemsMax = 1 },
    }.StartAsync();

    /// <summary>How many records left under each guess.</summary>
    private static async Task<List<int>> SeenByAsync(AdapterRig rig, string[] guesses)
    {
        var counts = new List<int>();
        foreach (var guess in guesses)
        {
            counts.Add(rig.Open(await rig.SampleAsync(1, request => request.EvaluationSets.Add(
                new EvaluationSet { Name = "guess", Items = { ItemOf(guess) } }))).Count);
        }

        return counts;
    }

    /// <summary>The words on either side are too few to match alone.</summary>
    private static string ItemOf(string guess) => $"{Before} {guess} {After}";
}
