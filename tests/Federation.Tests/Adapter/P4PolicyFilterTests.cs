using Federation.Adapter.Policies;
using Federation.Adapter.Previews;
using Federation.Contracts.Type.V1;
using Federation.Curation.Decontamination;
using Federation.Curation.Detection;
using Federation.Curation.Filtering;
using Federation.Curation.Redaction;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P4: what a policy names stands in the way of every sample, and no request gets round it.</summary>
public sealed class P4PolicyFilterTests
{
    private const string Chinese = "公园里的花都开了，人们在湖边散步，这是第";
    private const string English = "the flowers in the park are all in bloom by the lake for visitor number";

    /// <summary>Twenty people write Chinese, twenty English; whoever writes English is m.</summary>
    private static readonly string[] Mixed =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 20).Select(unit => $"{unit},f,30,{Chinese}{unit}天。"),
        .. Enumerable.Range(21, 20).Select(unit => $"{unit},m,30,{English} {unit}"),
    ];

    [Fact]
    public async Task Which_records_leave_does_not_depend_on_the_columns_that_are_asked_for()
    {
        await using var rig = await new AdapterRig
        {
            Csv = Mixed,
            Samples = rules => WithNote(rules, new TextRecipe { Languages = ["zh-Hans"] }),
        }.StartAsync();

        var notes = rig.Open(await rig.SampleAsync(100)).Select(record => record[1]).ToList();
        var sexes = rig.Open(await rig.SampleAsync(100, request => request.Columns.Add("sex")));

        Assert.Equal(20, notes.Count);
        Assert.All(notes, note => Assert.StartsWith(Chinese, note, StringComparison.Ordinal));
        Assert.Equal(20, sexes.Count);
        Assert.All(sexes, record => Assert.Equal("f", Assert.Single(record)));
    }

    [Fact]
    public async Task The_quota_is_debited_for_what_is_asked_whatever_the_filters_hold_back()
    {
        await using var rig = await new AdapterRig
        {
            Csv = Mixed,
            RecordsMax = 100,
            Samples = rules => WithNote(rules, new TextRecipe { Languages = ["ja"] }),
        }.StartAsync();

        Assert.Empty(rig.Open(await rig.SampleAsync(60)));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.SampleAsync(41));

        Assert.Equal("40", refusal.Refusal.Facts["remaining"]);
    }

    [Fact]
    public async Task Asking_in_pieces_gives_the_same_records_past_every_filter()
    {
        await using var rig = await new AdapterRig
        {
            Csv = [.. Mixed, "50,f,30," + Mixed[1].Split(',')[3], "51,f,30," + Mixed[2].Split(',')[3]],
            Samples = rules => WithNote(rules, new TextRecipe
            {
                Languages = ["zh-Hans"],
                DropsDuplicates = true,
                NearDuplicateMicros = 990_000,
            }),
        }.StartAsync();

        var whole = rig.Open(await rig.SampleAsync(40)).Select(record => record[1]).ToList();
        var pieces = new List<string>();
        for (var skipped = 0; skipped < 25; skipped += 5)
        {
            var frames = await rig.SampleAsync(5, request => request.SkippedRecordsCount = skipped);
            pieces.AddRange(rig.Open(frames).Select(record => record[1]));
        }

        Assert.Equal(20, whole.Count);
        Assert.Equal(20, whole.Distinct().Count());
        Assert.Equal(whole, pieces);
    }

    [Fact]
    public async Task A_paragraph_leaves_once_and_a_text_of_nothing_else_does_not_leave()
    {
        const string Notice = "This notice stands below every page that the office has ever written.";
        await using var rig = await new AdapterRig
        {
            Csv =
            [
                "pid,sex,age,note",
                .. Enumerable.Range(1, 8).Select(unit => $"{unit},f,30,\"{Notice}\nPage {unit}\""),
                .. Enumerable.Range(9, 4).Select(unit => $"{unit},f,30,{Notice}"),
            ],
            Samples = rules => WithNote(rules, new TextRecipe { CutsParagraphs = true }),
        }.StartAsync();

        var whole = rig.Open(await rig.SampleAsync(20)).Select(record => record[1]).ToList();
        var tail = rig.Open(await rig.SampleAsync(20, request => request.SkippedRecordsCount = 3));

        Assert.InRange(whole.Count, 8, 9); // Where a lone notice comes first, it leaves.
        Assert.Equal(1, whole.Count(note => note.Contains(Notice, StringComparison.Ordinal)));
        Assert.StartsWith(Notice, whole[0], StringComparison.Ordinal);
        Assert.Equal(whole.Skip(3), tail.Select(record => record[1]));
    }

    [Fact]
    public async Task Near_duplicates_and_evaluation_items_do_not_leave()
    {
        var evaluation = new DecontaminationIndex();
        Assert.True(evaluation.TryAdd("item", "What is the name of the very long river that flows through this old town?"));
        await using var rig = await new AdapterRig
        {
            Csv =
            [
                .. Mixed,
                "60,f,30,what is the name of the very long river that flows through this old town",
            ],
            Samples = rules => WithNote(rules, new TextRecipe
            {
                DropsDuplicates = true,
                NearDuplicateMicros = 500_000,
                Evaluation = evaluation,
            }),
        }.StartAsync();

        var notes = rig.Open(await rig.SampleAsync(100)).Select(record => record[1]).ToList();

        Assert.Equal(2, notes.Count); // One of each language stands for all of its kind.
        Assert.DoesNotContain(notes, note => note.Contains("river", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pseudonyms_of_two_releases_or_two_trainers_cannot_be_joined_and_a_replay_is_the_same()
    {
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", "1,f,30,mail ada@example.org", "2,f,30,mail ADA@example.org"],
            Samples = rules => WithNote(rules, TextRecipe.None, transforms: (PiiType.Email, Transform.Pseudonym)),
        }.StartAsync();
        var id = Guid.NewGuid().ToString("D");
        var signed = rig.SignedSample(5, null, id);

        var first = Pseudonyms(rig, await rig.StreamAsync(signed));
        var again = Pseudonyms(rig, await rig.StreamAsync(signed));
        var second = Pseudonyms(rig, await rig.SampleAsync(5));
        var other = Pseudonyms(rig, await rig.StreamAsync(rig.SignedSample(5, null, id, rig.Second)));

        Assert.Equal(2, first.Count);
        Assert.Single(first.Distinct());
        Assert.Equal(first, again);
        Assert.Equal(3, new[] { first[0], second[0], other[0] }.Distinct().Count());
    }

    [Fact]
    public async Task A_type_that_drops_holds_the_whole_record_back_and_a_pattern_of_the_holder_is_cut()
    {
        await using var rig = await new AdapterRig
        {
            Csv = ["pid,sex,age,note", "1,f,30,call 13912345678", "2,f,30,member KT-0917 says hello"],
            Samples = rules => WithNote(
                rules, TextRecipe.None, CustomPattern.Of("KT-[0-9]{4}"), (PiiType.Mobile, Transform.DropRecord)),
        }.StartAsync();

        Assert.Equal(["member [CUSTOM] says hello"], rig.Open(await rig.SampleAsync(5)).Select(record => record[1]));
    }

    [Fact]
    public async Task The_holder_sees_why_records_are_held_back()
    {
        await using var rig = await new AdapterRig
        {
            Csv = [.. Mixed, Mixed[1].Replace("1,", "70,", StringComparison.Ordinal)],
            Samples = rules => WithNote(rules, new TextRecipe { Languages = ["zh"], DropsDuplicates = true }),
        }.StartAsync();

        var preview = await SamplePreviewer.RunAsync(rig.Policy, rig.SelectionKey, 100, [], AdapterRig.Cancellation);

        Assert.Equal(20, preview.Records.Count);
        Assert.Equal(
            [(DropReason.Language, 20), (DropReason.Duplicate, 1)],
            preview.HeldBack.Select(held => (held.Key, held.Value)));
    }

    private static List<string> Pseudonyms(AdapterRig rig, List<SampleFrame> frames)
    {
        var notes = rig.Open(frames).Select(record => record[1]).ToList();
        Assert.All(notes, note => Assert.Matches(@"^mail \[EMAIL:[a-z]{16}\]$", note));
        return notes;
    }

    private static SampleRules WithNote(
        SampleRules rules, TextRecipe text, CustomPattern? pattern = null,
        params (PiiType Type, Transform Transform)[] transforms)
    {
        var redaction = rules.Columns.First(column => column.Name == "note").Redaction with
        {
            Patterns = pattern is null ? [] : [pattern],
            Transforms = transforms.ToDictionary(item => item.Type, item => item.Transform),
        };
        var columns = rules.Columns.Select(column => column.Name == "note"
            ? column with { Text = text, Redaction = redaction } : column);
        return rules with { Columns = [.. columns] };
    }
}
