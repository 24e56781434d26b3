using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

public abstract partial class DataStoreContract
{
    [Fact]
    public async Task A_sample_is_the_same_whatever_the_order_of_the_file()
    {
        var table = People(units: 12, recordsPerUnit: 4);
        Assert.Equal(await SampleAsync(table, 5), await SampleAsync(table.Reversed(), 5));
    }

    [Fact]
    public async Task A_sample_without_a_record_id_is_the_same_whatever_the_order_of_the_file()
    {
        var table = People(units: 6, recordsPerUnit: 3);
        table = table with { Rows = [.. table.Rows, .. table.Rows.Take(9)] };
        var plan = SampleOf(PeopleShape(unit: "unit", id: null, recordsPerUnit: 2), 4, "unit", "id", "text");
        Assert.Equal(await SampleAsync(table, plan), await SampleAsync(table.Reversed(), plan));
    }

    [Fact]
    public async Task Alike_rows_without_a_record_id_are_records_of_their_own()
    {
        var table = new StoreTable(PeopleColumns, [.. Enumerable.Repeat(new object?[] { "ada", 1L, "same" }, 5)]);
        var plan = SampleOf(PeopleShape(unit: "unit", id: null, recordsPerUnit: 3), 4, "text");
        Assert.Equal(3, (await SampleAsync(table, plan)).Count);
    }

    [Fact]
    public async Task A_sample_never_shows_more_units_than_its_cap_nor_more_records_of_one_than_its_bound()
    {
        var rows = await SampleAsync(People(units: 12, recordsPerUnit: 4), unitsMax: 5);
        Assert.Equal(5, rows.Select(row => row.Split('|')[0]).Distinct().Count());
        Assert.All(rows.CountBy(row => row.Split('|')[0]), unit => Assert.Equal(2, unit.Value));
    }

    [Fact]
    public async Task A_smaller_cap_shows_a_subset_of_the_units_of_a_larger_one()
    {
        var table = People(units: 12, recordsPerUnit: 4);
        Assert.Subset((await SampleAsync(table, 7)).ToHashSet(), (await SampleAsync(table, 3)).ToHashSet());
    }

    [Fact]
    public async Task Asking_for_other_columns_never_changes_which_records_come()
    {
        var table = People(units: 12, recordsPerUnit: 4);
        var shape = PeopleShape("unit", "id", 2);
        var ids = await SampleAsync(table, SampleOf(shape, 5, "id"));
        var texts = await SampleAsync(table, SampleOf(shape, 5, "text"));
        Assert.Equal(ids, texts.Select(text => text.Split(' ')[^1]));
    }

    [Fact]
    public async Task A_sample_holds_no_record_of_a_null_or_empty_unit()
    {
        var table = new StoreTable(PeopleColumns, [[null, 1L, "a"], ["", 2L, "b"], ["ada", 3L, "c"]]);
        Assert.Equal(["ada|3|c"], await SampleAsync(table, 9));
    }

    [Fact]
    public async Task Another_key_gives_another_sample()
    {
        var table = People(units: 40, recordsPerUnit: 1);
        var plan = SampleOf(PeopleShape("unit", "id", 1), 10, "id");
        Assert.NotEqual(await SampleAsync(table, plan), await SampleAsync(table, plan, key: OtherKey));
    }

    [Fact]
    public async Task Where_each_row_is_a_unit_the_cap_counts_rows()
    {
        var plan = SampleOf(PeopleShape(unit: null, id: "id", recordsPerUnit: 1), 7, "id");
        var table = People(units: 5, recordsPerUnit: 4);
        var rows = await SampleAsync(table, plan);
        Assert.Equal(7, rows.Distinct().Count());
        Assert.Equal(rows, await SampleAsync(table.Reversed(), plan));
    }

    [Fact]
    public async Task Records_that_share_an_id_are_told_apart_by_content_not_by_place()
    {
        var rows = Enumerable.Range(0, 9).Select(i => new object?[] { "ada", 1L, $"text {i}" }).ToArray();
        var table = new StoreTable(PeopleColumns, rows);
        var first = await SampleAsync(table, 1);
        Assert.Equal(2, first.Count);
        Assert.Equal(first, await SampleAsync(table.Reversed(), 1));
    }

    [Fact]
    public async Task Text_comes_out_of_a_sample_as_it_went_in()
    {
        const string Text = "中文, \"quoted\" 'single'\nline two 😀 \\x00 %s $1 {}";
        var table = new StoreTable(PeopleColumns, [["ünïcode-单位", 1L, Text]]);
        Assert.Equal([$"ünïcode-单位|1|{Text}"], await SampleAsync(table, 1));
    }

    [Fact]
    public async Task Column_names_may_hold_anything()
    {
        string[] names = ["a\"b", "c'd", "; DROP TABLE data; --", "名字", "c0", " "];
        var columns = names.Select(name => new StoreTableColumn(name, "VARCHAR")).ToArray();
        var table = new StoreTable(columns, [[.. names.Select(name => $"value of {name}")]]);
        var shape = Shape([], unit: names[0], id: names[1], recordsPerUnit: 1);
        var rows = await SampleAsync(table, new SamplePlan(shape, names, 1));
        Assert.Equal([string.Join('|', names.Select(name => $"value of {name}"))], rows);
    }

    [Fact]
    public async Task A_sample_of_an_unknown_column_says_which_and_reads_nothing()
    {
        var plan = SampleOf(PeopleShape("unit", "id", 1), 1, "nosuch");
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => SampleAsync(People(1, 1), plan));
        Assert.Contains("'nosuch'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_may_be_left_before_its_end()
    {
        await using var store = Open(People(units: 500, recordsPerUnit: 2));
        var plan = SampleOf(PeopleShape("unit", "id", 2), 500, "id");
        await foreach (var record in store.SampleAsync(plan, Token))
        {
            Assert.NotNull(record.Values[0]);
            break;
        }

        Assert.Equal(1000, (await store.DescribeAsync(Token)).Rows);
    }

    [Fact]
    public async Task A_description_names_columns_exactly_and_counts_rows()
    {
        await using var store = Open(People(units: 3, recordsPerUnit: 2));
        var description = await store.DescribeAsync(Token);
        Assert.Equal(["unit", "id", "text"], description.Columns.Select(column => column.Name));
        Assert.Equal(6, description.Rows);
    }

    [Fact]
    public async Task A_store_that_vanished_is_unavailable_and_says_no_more()
    {
        using var files = new StoreFiles();
        var options = files.Write(Kind, People(units: 3, recordsPerUnit: 2));
        await using var store = StoreFactory.Open(options, Key);
        files.Remove(options);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.DescribeAsync(Token));
        Assert.Null(error.InnerException);
        Assert.DoesNotContain("unit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_never_was_is_unavailable() => Assert.Throws<StoreUnavailableException>(() =>
        StoreFactory.Open(StoreFiles.Nowhere(Kind), Key));

    [Fact]
    public async Task A_sample_that_was_cancelled_before_it_began_reads_nothing()
    {
        await using var store = Open(People(units: 3, recordsPerUnit: 2));
        var plan = SampleOf(PeopleShape("unit", "id", 2), 3, "id");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var record in store.SampleAsync(plan, new CancellationToken(canceled: true)))
            {
                Assert.Fail("A record came out.");
            }
        });
    }

    private static StoreTable People(int units, int recordsPerUnit) => new(PeopleColumns,
    [
        .. Enumerable.Range(0, units * recordsPerUnit)
            .Select(i => new object?[] { $"unit-{i % units}", (long)i, $"text of {i}" }),
    ]);

    private static DatasetShape PeopleShape(string? unit, string? id, int recordsPerUnit) =>
        Shape([], unit, id, recordsPerUnit);

    private static SamplePlan SampleOf(DatasetShape shape, long unitsMax, params string[] columns) =>
        new(shape, columns, unitsMax);

    private Task<List<string>> SampleAsync(StoreTable table, long unitsMax) =>
        SampleAsync(table, SampleOf(PeopleShape("unit", "id", 2), unitsMax, "unit", "id", "text"));

    private async Task<List<string>> SampleAsync(StoreTable table, SamplePlan plan, byte[]? key = null)
    {
        await using var store = Open(table, key);
        var rows = new List<string>();
        await foreach (var record in store.SampleAsync(plan, Token))
        {
            rows.Add(string.Join('|', record.Values));
        }

        return rows;
    }
}
