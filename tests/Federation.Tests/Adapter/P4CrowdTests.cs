using Federation.Adapter.Policies;
using Federation.Contracts.Audit.V1;
using Federation.Curation.Redaction;
using Federation.Hosting.Configuration;

namespace Federation.Tests.Adapter;

/// <summary>P4: what too few privacy units say does not leave, and finding that out is paid for once an epoch.</summary>
public sealed class P4CrowdTests
{
    private const string Common = "please call the office before noon";

    /// <summary>Six hundred people say the same, one of them a secret besides, in each of its records.</summary>
    private static readonly string[] Csv =
    [
        "pid,sex,age,note",
        .. Enumerable.Range(1, 600).Select(unit => $"{unit},f,30,{Common}"),
        .. Enumerable.Range(1, 300).Select(_ => $"1,f,30,{Common} or swordfish opens the vault"),
    ];

    private static readonly CrowdRules Rules = new(20, 1_000_000, 1_000_000, 3, 3, 20, HoldsBack: false);

    [Fact]
    public async Task What_one_author_says_three_hundred_times_is_masked_and_what_many_say_leaves()
    {
        await using var rig = await RigOf(Rules).StartAsync();

        var notes = rig.Open(await rig.SampleAsync(1_000)).Select(record => record[1]).ToList();

        Assert.True(notes.Count > 600);
        Assert.Contains(Common, notes);
        Assert.Contains("please call the office [RARE]", notes); // Spans of three: 'before noon or' is nobody's else.
        Assert.DoesNotContain(notes, note => note.Contains("swordfish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_with_a_rare_span_is_held_back_where_the_policy_says_so()
    {
        await using var rig = await RigOf(Rules with { HoldsBack = true }).StartAsync();

        var notes = rig.Open(await rig.SampleAsync(1_000)).Select(record => record[1]).ToList();

        Assert.NotEmpty(notes);
        Assert.All(notes, note => Assert.Equal(Common, note));
    }

    [Fact]
    public async Task The_choice_is_on_the_log_before_the_data_are_read_and_a_restart_neither_pays_nor_draws_again()
    {
        await using var rig = RigOf(Rules);
        var written = new List<(long, int)>();
        rig.BeforeRead = () => written.Add((
            P2FundedTests.CountRecords(Path.Combine(rig.AuditFolder, "wal")), rig.LogStorage!.UnsyncedWritesCount));
        await rig.StartAsync();
        await rig.RestartAsync();

        var entries = await rig.EntriesAsync();

        var debit = Assert.Single(entries, entry => entry.Preparation is not null).Preparation;
        Assert.Equal([(1L, 0)], written); // One reading in two starts, with one entry on the log, and synced.
        Assert.Equal(("people", "people-lineage", 1L), (debit.Dataset, debit.Lineage, debit.Epoch));
        Assert.InRange(debit.LineageCost.DeltaFemtos, 1, Rules.DeltaFemtos);
    }

    [Fact]
    public async Task Without_budget_nothing_is_read_and_the_adapter_does_not_start()
    {
        await using var rig = RigOf(Rules, deltaFemtos: 0);

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => rig.StartAsync());

        Assert.Contains("'crowd' costs more than is left", Assert.Single(exception.Faults).What, StringComparison.Ordinal);
        Assert.Equal(0, rig.Store!.ReadsCount);
    }

    [Fact]
    public async Task A_file_of_spans_that_the_adapter_did_not_write_counts_as_missing()
    {
        await using var rig = await RigOf(Rules).StartAsync();
        var file = Assert.Single(Directory.GetFiles(Path.Combine(rig.StateFolder, "crowd")));
        var bytes = await File.ReadAllBytesAsync(file, AdapterRig.Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, AdapterRig.Cancellation);
        await rig.RestartAsync();

        Assert.Equal(2, (await rig.EntriesAsync()).Count(entry => entry.EventCase == AuditEntry.EventOneofCase.Preparation));
    }

    /// <summary>Each choice costs half of its δ; the lineage grants seven tenths of one to such choices.</summary>
    [Fact]
    public async Task A_choice_stays_debited_after_a_restart()
    {
        await using var rig = await RigOf(Rules, deltaFemtos: 1_400_000).StartAsync();
        File.Delete(Assert.Single(Directory.GetFiles(Path.Combine(rig.StateFolder, "crowd"))));

        await Assert.ThrowsAsync<ConfigurationException>(() => rig.RestartAsync());
    }

    private static AdapterRig RigOf(CrowdRules rules, long deltaFemtos = 1_000_000_000) => new()
    {
        Csv = Csv,
        RecordsPerUnit = 300,
        Budget = budget => budget with { LineageDeltaFemtosMax = deltaFemtos, SelectionDeltaFemtosMax = deltaFemtos / 2 },
        Samples = samples => samples with
        {
            Crowd = rules,
            Columns = [.. samples.Columns.Where(column => column.Name == "note").Prepend(
                new SampleColumn("sex", Federation.Privacy.Schemas.ColumnKind.Text, RedactionRecipe.Labels([])))],
        },
    };
}
