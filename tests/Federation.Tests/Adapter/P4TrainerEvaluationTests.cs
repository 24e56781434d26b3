using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Curation.Filtering;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>P4: a trainer's evaluation sets leave records out of its own sample, and tell it nothing that it has not
/// paid for.</summary>
public sealed class P4TrainerEvaluationTests
{
    private const string Item = "What is the name of the very long river that flows through this quiet old town?";

    /// <summary>Forty people; what every fourth writes is an item of a benchmark.</summary>
    private static readonly string[] Quarter =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 40).Select(unit => unit % 4 == 0
            ? $"{unit},m,30,\"Number {unit} asks: {Item}\""
            : $"{unit},f,30,a walk of {unit} miles in the rain and in the dark and then home again to bed"),
    ];

    /// <summary>Twelve people whose notes share no passage.</summary>
    private static readonly string[] Apart =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(0, 12).Select(unit =>
            $"{unit},f,30,{string.Join(' ', Enumerable.Range(0, 16).Select(word => $"w{(unit * 16) + word}"))}"),
    ];

    [Fact]
    public async Task Records_that_overlap_an_item_are_left_out_and_made_up_from_what_was_paid()
    {
        await using var rig = await RigAsync(Quarter);

        var plain = Notes(rig, await rig.SampleAsync(20));
        var clean = Notes(rig, await rig.SampleAsync(10, request => Bring(request, 10, Item)));

        Assert.Contains(plain, IsContaminated);
        Assert.Equal(plain.Where(note => !IsContaminated(note)).Take(10), clean);
    }

    [Theory]
    [InlineData("what is the NAME of the very long river that flows through this quiet old town")]
    [InlineData("What is the name of the ｖｅｒｙ long river that flows through this quiet old town?")]
    [InlineData("What is the name of the very long stream that flows through this quiet old town?")]
    public async Task Case_width_and_one_edit_do_not_hide_an_overlap(string item)
    {
        await using var rig = await RigAsync(Quarter);

        var notes = Notes(rig, await rig.SampleAsync(10, request => Bring(request, 10, item)));

        Assert.Equal(10, notes.Count);
        Assert.DoesNotContain(notes, IsContaminated);
    }

    [Fact]
    public async Task Nothing_behind_what_was_paid_is_compared_or_given_instead()
    {
        await using var rig = await RigAsync(Apart);
        var plain = Notes(rig, await rig.SampleAsync(10));

        var none = Notes(rig, await rig.SampleAsync(5, request => Bring(request, 3, [.. plain.Take(8)])));
        var one = Notes(rig, await rig.SampleAsync(5, request => Bring(request, 4, [.. plain.Take(8)])));

        Assert.Empty(none); // The ninth would pass, and is not paid for.
        Assert.Equal([plain[8]], one);
        var intents = (await rig.EntriesAsync()).Where(entry => entry.Intent is not null).ToList();
        Assert.Equal([10L, 8L, 9L], intents.Select(entry => entry.Intent.RecordsCount));
    }

    [Fact]
    public async Task What_makes_up_for_others_is_debited_from_the_same_quota()
    {
        await using var rig = await new AdapterRig
        {
            Csv = Quarter,
            RecordsMax = 20,
            Samples = rules => rules with { EvaluationItemsMax = 10 },
        }.StartAsync();

        await rig.SampleAsync(10, request => Bring(request, 5, Item));
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.SampleAsync(5, request => Bring(request, 1, Item)));

        Assert.Equal((RefusalReason.QuotaExhausted, "5"), (refusal.Refusal.Reason, refusal.Refusal.Facts["remaining"]));
    }

    [Fact]
    public async Task What_is_left_out_for_one_trainer_makes_no_other_record_leave_or_stay()
    {
        string[] csv =
        [
            .. Quarter,
            .. Enumerable.Range(41, 10).Select(unit => $"{unit},m,30,\"Number 4 asks: {Item}\""), // Like that of unit 4.
        ];
        await using var rig = await new AdapterRig
        {
            Csv = csv,
            Samples = rules => rules with
            {
                EvaluationItemsMax = 10,
                Columns = [.. rules.Columns.Select(column => column.Name == "note"
                    ? column with { Text = new TextRecipe { DropsDuplicates = true } } : column)],
            },
        }.StartAsync();

        var plain = Notes(rig, await rig.SampleAsync(50));
        var clean = Notes(rig, await rig.SampleAsync(50, request => Bring(request, 50, Item)));

        Assert.Equal(40, plain.Count);
        Assert.Equal(plain.Where(note => !IsContaminated(note)), clean);
    }

    [Fact]
    public async Task A_stream_that_broke_goes_on_behind_what_left_and_leaves_the_same_records_out()
    {
        string[] csv =
        [
            "pid,sex,age,note",
            .. Enumerable.Range(1, 600).Select(unit =>
                $"{unit},m,30,\"{unit} {(unit % 5 == 0 ? Item : new string('a', 6_000))}\""),
        ];
        await using var rig = await new AdapterRig
        {
            Csv = csv,
            Samples = rules => rules with { EvaluationItemsMax = 10 },
        }.StartAsync();
        var envelope = rig.SignedSample(400, request => Bring(request, 200, Item), requestId: null);

        var broken = await rig.BreakOffAsync(envelope, 20); // The first chunk of some 16 frames, and a part of the next.
        var whole = await rig.StreamAsync(envelope);

        Assert.NotEmpty(broken);
        Assert.Equal(broken[0].Chunk.Envelope, whole[0].Chunk.Envelope);
        var notes = Notes(rig, whole);
        Assert.Equal(400, notes.Distinct().Count());
        Assert.DoesNotContain(notes, IsContaminated);
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "more items than the policy permits", "evaluation_sets" },
        { "nine sets", "evaluation_sets" },
        { "two sets of one name", "evaluation_sets" },
        { "a name with a blank", "evaluation_sets" },
        { "only items that are too short", "evaluation_sets" },
        { "backfill without sets", "backfill_records_count" },
        { "backfill below nothing", "backfill_records_count" },
        { "backfill beyond a request", "backfill_records_count" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_set_is_refused_before_anything_is_paid_or_read(string what, string field)
    {
        await using var rig = await RigAsync(Quarter);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.SampleAsync(10, request => Spoil(request, what)));

        Assert.Equal((RefusalReason.RequestInvalid, field), (refusal.Refusal.Reason, refusal.Refusal.Facts["field"]));
        Assert.Equal(0, rig.Store!.ReadsCount);
        Assert.Equal(Decision.Deny, Assert.Single(await rig.EntriesAsync()).Intent.Decision);
    }

    [Fact]
    public async Task A_policy_that_names_no_number_lets_no_trainer_bring_an_item()
    {
        await using var rig = await new AdapterRig { Csv = Quarter }.StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.SampleAsync(1, request => Bring(request, 0, Item)));

        Assert.Equal(RefusalReason.RequestInvalid, refusal.Refusal.Reason);
        Assert.Equal(0, rig.Core.Catalogue.Write().Datasets[0].SampleEvaluationItemsMax);
    }

    [Fact]
    public async Task As_many_items_as_a_request_has_room_for_are_taken()
    {
        await using var rig = await new AdapterRig
        {
            Csv = Quarter,
            Samples = rules => rules with { EvaluationItemsMax = 100_000 },
        }.StartAsync();
        string[] items =
        [
            Item,
            .. Enumerable.Range(0, 7_000).Select(number =>
                $"question {number} asks which of the {number} answers below this line is the right one of {number}"),
        ];

        var notes = Notes(rig, await rig.SampleAsync(10, request => Bring(request, 10, items)));

        Assert.DoesNotContain(notes, IsContaminated);
        Assert.Equal(10, notes.Count);
    }

    private static Task<AdapterRig> RigAsync(string[] csv) => new AdapterRig
    {
        Csv = csv,
        Samples = rules => rules with { EvaluationItemsMax = 10 },
    }.StartAsync();

    private static void Bring(SampleRequest request, int backfill, params string[] items)
    {
        request.EvaluationSets.Add(new EvaluationSet { Name = "benchmark", Items = { items } });
        request.BackfillRecordsCount = backfill;
    }

    private static void Spoil(SampleRequest request, string what)
    {
        Bring(request, 0, Item);
        switch (what)
        {
            case "more items than the policy permits":
                request.EvaluationSets[0].Items.Add(Enumerable.Repeat(Item, 10));
                break;
            case "nine sets":
                request.EvaluationSets.Clear();
                request.EvaluationSets.Add(Enumerable.Range(0, 9).Select(
                    number => new EvaluationSet { Name = $"set-{number}", Items = { Item } }));
                break;
            case "two sets of one name":
                request.EvaluationSets.Add(request.EvaluationSets[0].Clone());
                break;
            case "a name with a blank":
                request.EvaluationSets[0].Name = "a b";
                break;
            case "only items that are too short":
                request.EvaluationSets.Add(new EvaluationSet { Name = "short", Items = { "too short" } });
                break;
            case "backfill without sets":
                request.EvaluationSets.Clear();
                request.BackfillRecordsCount = 1;
                break;
            default:
                request.BackfillRecordsCount = what == "backfill below nothing" ? -1 : 991;
                break;
        }
    }

    private static List<string> Notes(AdapterRig rig, List<SampleFrame> frames) =>
        [.. rig.Open(frames).Select(record => record[1])];

    private static bool IsContaminated(string note) => note.Contains("very long river", StringComparison.Ordinal);
}
