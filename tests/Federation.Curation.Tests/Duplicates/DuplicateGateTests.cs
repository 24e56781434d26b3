using CsCheck;
using Federation.Curation.Duplicates;
using Federation.Curation.Filtering;

namespace Federation.Curation.Tests.Duplicates;

/// <summary>Of texts that say the same, or nearly so, the first that leaves is the only one.</summary>
public sealed class DuplicateGateTests
{
    private const string First =
        "The committee met on Monday to discuss the new budget for schools and roads in the northern district of town "
        + "and agreed to meet again before the end of the month with figures from all of the departments involved.";

    private static readonly string Second = First.Replace("Monday", "Tuesday", StringComparison.Ordinal);

    [Fact]
    public void The_same_text_passes_once_and_only_after_it_left()
    {
        var gate = new DuplicateGate(near: null);

        Assert.Equal(DropReason.None, gate.Look(First));
        Assert.Equal(DropReason.None, gate.Look(First)); // Its record was held back for another reason.
        gate.Accept();
        Assert.Equal(DropReason.Duplicate, gate.Look(First.Replace(" ", "  ", StringComparison.Ordinal)));
        Assert.Equal(DropReason.None, gate.Look(Second));
    }

    [Fact]
    public void Of_near_duplicates_the_first_that_leaves_stands_for_all()
    {
        var map = Map([First, Second, "Something else altogether, said by somebody else."]);
        var gate = new DuplicateGate(map);

        Assert.Equal(DropReason.None, gate.Look(Second));
        gate.Accept();
        Assert.Equal(DropReason.NearDuplicate, gate.Look(First));
        Assert.Equal(DropReason.Duplicate, gate.Look(Second));
        Assert.Equal(DropReason.None, gate.Look("Something else altogether, said by somebody else."));
    }

    [Fact]
    public void A_text_that_was_written_after_the_map_was_made_is_held_back() =>
        Assert.Equal(DropReason.Unprepared, new DuplicateGate(Map([First])).Look("New text"));

    [Fact]
    public void Chinese_is_compared_by_characters()
    {
        const string Text = "委员会周一开会讨论北部地区学校和道路的新预算，并同意在月底之前再次开会，听取所有有关部门的数字。";
        var other = Text.Replace("周一", "周二", StringComparison.Ordinal);
        var gate = new DuplicateGate(Map([Text, other]));
        _ = gate.Look(Text);
        gate.Accept();

        Assert.Equal(DropReason.NearDuplicate, gate.Look(other));
    }

    /// <summary>What leaves of a longer order begins with what leaves of a shorter one.</summary>
    [Fact]
    public void How_far_an_order_is_read_does_not_change_its_head() =>
        Gen.Int[0, 5].Array[0, 30].Sample(numbers =>
        {
            var texts = numbers.Select(number => $"{First} {new string((char)('a' + number), 3)}").ToArray();
            var map = Map(texts);
            var whole = Passed(texts, map);
            return Enumerable.Range(0, texts.Length)
                .All(count => Passed(texts[..count], map).SequenceEqual(whole.TakeWhile(place => place < count)));
        }, iter: 50);

    private static List<int> Passed(string[] texts, NearDuplicateMap map)
    {
        var gate = new DuplicateGate(map);
        var passed = new List<int>();
        foreach (var (place, text) in texts.Index())
        {
            if (gate.Look(text) == DropReason.None)
            {
                gate.Accept();
                passed.Add(place);
            }
        }

        return passed;
    }

    private static NearDuplicateMap Map(string[] texts)
    {
        var map = new NearDuplicateMap(600_000, new MemorySpill());
        Array.ForEach(texts, map.Add);
        map.Finish(CancellationToken.None);
        return map;
    }
}
