using CsCheck;
using Federation.Adapter.Policies;
using Federation.Adapter.Samples;
using Federation.Adapter.Samples.Preparation;
using Federation.Adapter.Samples.Removals;
using Federation.Curation.Filtering;
using Federation.Curation.Redaction;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Adapter;

/// <summary>What the noise of a removal report rests on: no record changes what becomes of another.</summary>
public sealed class RemovalTallyTests
{
    private static readonly PseudonymKey Key = PseudonymKey.Derive(new byte[32], "release", "trainer");

    /// <summary>Two columns of few texts, so that nearly every record repeats another.</summary>
    private static readonly Gen<string?[][]> Rows = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3])
        .Select((left, right) => new string?[] { TextOf('l', left), TextOf('r', right) }).Array[1, 12];

    [Fact]
    public void The_counts_of_many_records_are_the_sum_of_the_counts_of_each() => Rows.Sample(
        rows =>
        {
            var together = Count(rows, isOneByOne: true);
            var alone = rows.Select(row => Count([row], isOneByOne: true)).ToList();

            Assert.Equal([.. together.Select((_, i) => alone.Sum(counts => counts[i]))], together);
            Assert.Equal(rows.Length, together.Sum());
        },
        iter: 200, threads: 1);

    /// <summary>Its control: with the gates of a sample, one record more changes which of many others leave.</summary>
    [Fact]
    public void Control_with_the_gates_of_a_sample_one_record_turns_many()
    {
        // Each shares its left text with the one before or its right text with the one behind, in turns.
        string?[][] chain =
        [
            .. Enumerable.Range(0, 40).Select(i =>
                new string?[] { TextOf('l', 10 + (i / 2)), TextOf('r', 10 + ((i + 1) / 2)) }),
        ];

        var with = Leaving(chain);
        var without = Leaving(chain[1..]);

        Assert.True(with.Except(without).Count() + without.Except(with).Count() > 30);
    }

    private static HashSet<string> Leaving(string?[][] rows)
    {
        var filter = FilterOf(isOneByOne: false);
        return [.. rows.Where(row => filter.Judge(row).Record is not null).Select(row => row[0] + row[1])];
    }

    private static long[] Count(string?[][] rows, bool isOneByOne)
    {
        var tally = new RemovalTally(FilterOf(isOneByOne), evaluation: null, 0, rows.Length);
        foreach (var row in rows)
        {
            tally.Add(row);
        }

        Assert.True(tally.IsComplete);
        return tally.Exact.ToArray();
    }

    private static RecordFilter FilterOf(bool isOneByOne)
    {
        var recipe = new TextRecipe { DropsDuplicates = true, CutsParagraphs = true, Languages = ["en"] };
        var rig = new AdapterRig
        {
            Samples = rules => rules with
            {
                Columns =
                [
                    new SampleColumn("sex", ColumnKind.Text, RedactionRecipe.Labels(["email"])) { Text = recipe },
                    new SampleColumn("note", ColumnKind.Text, RedactionRecipe.Labels(["email"])) { Text = recipe },
                ],
            },
        };
        var layout = new SampleLayout(rig.Policy);
        Directory.Delete(rig.Folder);
        return isOneByOne
            ? RecordFilter.OneByOne(layout, layout.Rules.Columns, PreparedSamples.None, Key)
            : new RecordFilter(layout, layout.Rules.Columns, PreparedSamples.None, Key);
    }

    private static string TextOf(char side, int number) => number == 3
        ? "这是一段中文的文字，与别的都不一样。"
        : $"the {side} text with the number {number} that somebody wrote for this test and nobody else did";
}
