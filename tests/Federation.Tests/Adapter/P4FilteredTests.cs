using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Tests.Adapter;

/// <summary>
/// P4: a sample holds permitted columns only, filtered and re-scanned, in an order fixed per lineage.
/// </summary>
public class P4FilteredTests
{
    private static readonly string[] Many =
        ["pid,sex,age,note", .. Enumerable.Range(1, 100).Select(unit => $"{unit},f,30,note of number {unit} here")];

    [Fact]
    public async Task Text_leaves_only_redacted_and_columns_that_are_not_permitted_never_leave()
    {
        await using var rig = await new AdapterRig().StartAsync();

        var records = rig.Open(await rig.SampleAsync(10));

        Assert.Equal(2, records.Count);
        Assert.All(records, record => Assert.Equal(2, record.Length));
        Assert.DoesNotContain(records, record => record[1].Contains("ada@", StringComparison.Ordinal));
        Assert.Contains(records, record => record[1].StartsWith("mail me at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_column_outside_the_sample_policy_is_refused()
    {
        await using var rig = await new AdapterRig().StartAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => rig.SampleAsync(1, request => request.Columns.Add("age")));

        Assert.Equal(RefusalReason.RequestInvalid, refusal.Refusal.Reason);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task Asking_again_or_in_pieces_never_widens_what_was_seen()
    {
        await using var rig = await new AdapterRig { Csv = Many }.StartAsync();

        var whole = rig.Open(await rig.SampleAsync(20)).Select(record => record[1]).ToArray();
        var first = rig.Open(await rig.SampleAsync(12)).Select(record => record[1]);
        var rest = rig.Open(await rig.SampleAsync(8, request => request.SkippedRecordsCount = 12))
            .Select(record => record[1]);

        Assert.Equal(20, whole.Distinct().Count());
        Assert.Equal(whole, first.Concat(rest));
    }

    [Fact]
    public async Task The_order_is_not_that_of_the_file()
    {
        await using var rig = await new AdapterRig { Csv = Many }.StartAsync();

        var records = rig.Open(await rig.SampleAsync(100)).Select(record => record[1]).ToArray();

        Assert.Equal(100, records.Length);
        Assert.NotEqual(Many[1..].Select(line => line.Split(',')[3]), records);
        Assert.NotEqual(records.Order(StringComparer.Ordinal), records);
    }

    [Fact]
    public async Task The_same_people_on_other_lines_of_the_file_are_given_in_the_same_order()
    {
        await using var rig = await new AdapterRig { Csv = Many }.StartAsync();
        await using var other = await new AdapterRig { Csv = [Many[0], .. Many[1..].Reverse()] }.StartAsync();

        var notes = rig.Open(await rig.SampleAsync(30)).Select(record => record[1]);

        Assert.Equal(notes, other.Open(await other.SampleAsync(30)).Select(record => record[1]));
    }

    [Fact]
    public async Task No_number_of_requests_shows_more_units_than_the_lineage_may_show()
    {
        await using var rig = await new AdapterRig { Csv = Many, UnitsMax = 7 }.StartAsync();
        var seen = new HashSet<string>();

        for (var skipped = 0; skipped < 40; skipped += 5)
        {
            var frames = await rig.SampleAsync(5, request => request.SkippedRecordsCount = skipped);
            seen.UnionWith(rig.Open(frames).Select(record => record[1]));
        }

        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public async Task The_quota_is_debited_for_what_is_asked_before_the_store_is_read()
    {
        await using var rig = await new AdapterRig { Csv = Many, RecordsMax = 150 }.StartAsync();
        await rig.SampleAsync(100);
        var reads = rig.Store!.ReadsCount;

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => rig.SampleAsync(51));

        Assert.Equal(RefusalReason.QuotaExhausted, refusal.Refusal.Reason);
        Assert.Equal("50", refusal.Refusal.Facts["remaining"]);
        Assert.Equal(reads, rig.Store.ReadsCount);
    }

    [Fact]
    public async Task A_record_that_fails_the_last_scan_is_held_back_and_the_next_fills_in()
    {
        string[] csv = [.. Many, "101,13912345678,30,looks harmless"];
        await using var rig = await new AdapterRig { Csv = csv }.StartAsync();

        var records = rig.Open(await rig.SampleAsync(100));

        Assert.Equal(100, records.Count);
        Assert.DoesNotContain(records, record => record[0].Contains("139", StringComparison.Ordinal));
    }
}
