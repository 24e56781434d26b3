using Federation.Adapter.Drafts;
using Federation.Adapter.Policies;
using Federation.Curation;
using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;
using Federation.Stores;
using Federation.Tests.Cli;
using Federation.Tests.Stores;
using Microsoft.Data.Sqlite;

namespace Federation.Tests.Adapter.Policies;

public sealed class PolicyDraftTests
{
    private static readonly string[] HostileNames =
    [
        "plain", "say \"hi\"", "it's", "a: b", "# not a comment", "- item", "{x}", "[y]", "&anchor", "*alias", "!tag",
        "%directive", "@at", "`tick`", "line\nbreak", "tab\there", "null", "~", "true", "12", "back\\slash", "年龄",
        "emoji 😀", "nbsp\u00a0here", "bom\ufeff", "sep\u2028", " lead", "trail ", "| pipe", "> fold", "?", "UNCONFIRMED",
    ];

    [Fact]
    public async Task A_draft_is_refused_for_its_guesses_alone_and_holds_once_they_are_confirmed()
    {
        using var folder = new TemporaryFolder();
        var draft = await DraftAsync(folder, FullPolicy.Data, unit: "pid");

        var faults = FaultsOf(folder, draft.Text);
        Assert.Equal(draft.GuessesCount, faults.Count);
        Assert.All(faults, fault => Assert.Contains("nobody confirmed", fault.What, StringComparison.Ordinal));

        var policy = Confirm(folder, draft.Text);
        Assert.Equal(("pid", 1), (policy.Shape.UnitColumn, policy.Shape.RecordsPerUnitBound));
        Assert.Equal(["sex", "income", "note"], policy.Shape.Columns.Select(column => column.Name));
        Assert.Equal(["f", "m"], policy.Shape.Find("sex")!.Domain.Select(value => value.Text));
        var bounds = policy.Shape.Find("income")!.Bounds!;
        Assert.Equal((ColumnKind.Number, true), (policy.Shape.Find("income")!.Kind, bounds.Lower <= 10.5m && bounds.Upper >= 400.5m));
        Assert.Null(policy.Samples);
        Assert.Empty(policy.Agreements);
    }

    [Fact]
    public async Task The_samples_that_a_draft_proposes_hold_once_they_are_uncommented()
    {
        using var folder = new TemporaryFolder();
        var draft = await DraftAsync(folder, FullPolicy.Data, unit: "pid");
        var lines = draft.Text.Split('\n');
        var from = Array.IndexOf(lines, "# samples:");
        var to = Array.FindIndex(lines, line => line.StartsWith("#   recordsPerRequest:", StringComparison.Ordinal));
        var text = string.Join('\n', lines.Select((line, index) => index >= from && index <= to ? line[2..] : line));

        var samples = Confirm(folder, text).Samples!;

        Assert.Equal(["sex", "note"], samples.Columns.Select(column => column.Name));
        Assert.All(samples.Columns, column => Assert.Equal(RedactorCatalog.Names.Order(), column.Redaction.Names.Order()));
    }

    [Fact]
    public async Task A_column_of_days_is_drafted_with_whole_years_that_wait_for_a_person()
    {
        using var folder = new TemporaryFolder();
        var data = "pid,joined\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i},2024-03-{i:00}\n"));
        var draft = await DraftAsync(folder, data, unit: "pid");

        Assert.Contains(FaultsOf(folder, draft.Text), fault => fault.What.Contains("bounds.lower", StringComparison.Ordinal));
        var column = Confirm(folder, draft.Text).Shape.Find("joined")!;
        Assert.Equal(Federation.Privacy.Schemas.ColumnKind.Date, column.Kind);
        Assert.Equal((19_723m, 20_088m), (column.Bounds!.Lower, column.Bounds.Upper));
    }

    [Fact]
    public async Task Without_a_named_unit_even_the_unit_waits_for_a_person()
    {
        using var folder = new TemporaryFolder();
        var draft = await DraftAsync(folder, FullPolicy.Data, unit: null);

        Assert.Contains(FaultsOf(folder, draft.Text), fault => fault.What.Contains("unit.each-row", StringComparison.Ordinal));
        Assert.Null(Confirm(folder, draft.Text).Shape.UnitColumn);
    }

    [Fact]
    public async Task Ids_get_no_bounds_and_values_that_are_many_or_rare_get_no_domain()
    {
        using var folder = new TemporaryFolder();
        var draft = await DraftAsync(folder, FullPolicy.Data, unit: null);

        var policy = Confirm(folder, draft.Text);

        Assert.Null(policy.Shape.Find("pid")!.Bounds);
        Assert.Empty(policy.Shape.Find("note")!.Domain);
    }

    [Fact]
    public async Task A_unit_that_the_data_do_not_have_is_named()
    {
        using var folder = new TemporaryFolder();
        var fault = await Assert.ThrowsAsync<DraftException>(() => DraftAsync(folder, FullPolicy.Data, unit: "pdi"));
        Assert.Contains("'pdi'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("pid, sex", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_column_names_and_values_yield_a_valid_file_with_the_very_names()
    {
        using var folder = new TemporaryFolder();
        var path = folder["hostile.sqlite"];
        WriteHostile(path);
        var options = new StoreOptions { Kind = StoreKind.Sqlite, Path = path, Table = "t\"able" };

        var draft = await PolicyDraft.WriteAsync("hostile", options, path, null, TestContext.Current.CancellationToken);

        var names = HostileNames.Where(name => name != "UNCONFIRMED").ToList();
        var faults = FaultsOf(folder, draft.Text);
        Assert.All(faults, fault => Assert.Contains("nobody confirmed", fault.What, StringComparison.Ordinal));
        var text = draft.Text.Replace("\"UNCONFIRMED\"", "\"UNCONFIRMEDLY\"", StringComparison.Ordinal);
        var policy = Confirm(folder, text);
        Assert.Equal(names, policy.Shape.Columns.Select(column => column.Name).Where(names.Contains));
        Assert.Equal(["a: b # c", "quote \"\nand line"], policy.Shape.Find("plain")!.Domain.Select(value => value.Text));
    }

    [Theory]
    [InlineData(StoreKind.Csv)]
    [InlineData(StoreKind.Parquet)]
    [InlineData(StoreKind.JsonLines)]
    [InlineData(StoreKind.Sqlite)]
    public async Task Every_kind_of_file_can_be_drafted(StoreKind kind)
    {
        using var files = new StoreFiles();
        StoreTableColumn[] columns = [new("age", "BIGINT"), new("city", "VARCHAR")];
        var rows = Enumerable.Range(0, 60).Select(i => new object?[] { (long)(20 + (i % 30)), i % 2 == 0 ? "here" : "there" });
        var options = files.Write(kind, new StoreTable(columns, [.. rows]));
        using var folder = new TemporaryFolder();

        var draft = await PolicyDraft.WriteAsync("people", options, options.Path, null, TestContext.Current.CancellationToken);

        var policy = Confirm(folder, draft.Text);
        Assert.Equal((20m, 49m, 1m), policy.Shape.Find("age")!.Bounds is { } b ? (b.Lower, b.Upper, b.Step) : default);
        Assert.Equal(["here", "there"], policy.Shape.Find("city")!.Domain.Select(value => value.Text));
        Assert.Equal(options.Kind, policy.Store.Kind);
    }

    private static void WriteHostile(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var columns = HostileNames.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        Execute($"CREATE TABLE \"t\"\"able\" ({string.Join(", ", columns)})");
        for (var row = 0; row < 20; row++)
        {
            var first = row % 2 == 0 ? "'a: b # c'" : "'quote \"\nand line'";
            Execute($"INSERT INTO \"t\"\"able\" VALUES ({first}, {string.Join(", ", Enumerable.Repeat($"{row % 3}", HostileNames.Length - 1))})");
        }

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static Task<DraftedPolicy> DraftAsync(TemporaryFolder folder, string data, string? unit)
    {
        var path = folder["people.csv"];
        File.WriteAllText(path, data);
        return PolicyDraft.WriteAsync(
            "people", new StoreOptions { Kind = StoreKind.Csv, Path = path }, "people.csv", unit,
            TestContext.Current.CancellationToken);
    }

    private static IReadOnlyList<ConfigurationFault> FaultsOf(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder["draft.yaml"], text);
        return Assert.Throws<ConfigurationException>(() => PolicyBook.Load(folder["draft.yaml"])).Faults;
    }

    private static DatasetPolicy Confirm(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder["draft.yaml"], text.Replace("UNCONFIRMED ", "", StringComparison.Ordinal));
        return PolicyBook.Load(folder["draft.yaml"]).Datasets[0];
    }
}
