using Federation.Stores;

namespace Federation.Tests.Stores;

public abstract partial class DataStoreContract
{
    private static readonly StoreTable Patients = new(
        [new("unit", "VARCHAR"), new("age", "DOUBLE")],
        [["ada", 30.0], ["bob", 50.0], ["eve", 70.0], [null, 90.0], ["dan", 20.0]]);

    private static readonly StoreTable Visits = new(
        [new("unit", "VARCHAR"), new("id", "BIGINT"), new("sex", "VARCHAR")],
        [["ada", 1L, "f"], ["ada", 2L, "f"], ["ada", 3L, "f"], ["bob", 4L, "m"], ["zoe", 5L, "f"], [null, 6L, "m"]]);

    [Fact]
    public async Task A_view_pairs_rows_of_one_unit_and_is_cut_to_its_bound_after_the_join()
    {
        await using var store = StoreFactory.Open(ViewOf(Visits, Patients), Key);
        var shape = Shape([Age, Sex], "unit", "id", recordsPerUnit: 2);
        var lines = await StoreAnswers.AskAsync(store, shape, Query(null, ["sex"], Count, Sum), Token);
        Assert.Equal(["f|CountRows 2|PairLow age 140|PairHigh age 60", "m|CountRows 1|PairLow age 50|PairHigh age 50"], lines);
        Assert.Equal(4, (await store.DescribeAsync(Token)).Rows);
        Assert.Equal(["unit", "id", "sex", "age"], (await store.DescribeAsync(Token)).Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task A_view_of_many_with_many_is_cut_alike_whatever_the_order_of_the_files()
    {
        var left = Visits with { Rows = [.. Visits.Rows.Take(3)] };
        var right = Patients with { Rows = [["ada", 1.0], ["ada", 2.0], ["ada", 3.0]] };
        var shape = Shape([Age, Sex], "unit", "id", recordsPerUnit: 4);
        await using var one = StoreFactory.Open(ViewOf(left, right), Key);
        await using var other = StoreFactory.Open(ViewOf(left.Reversed(), right.Reversed()), Key);
        var lines = await StoreAnswers.AskAsync(one, shape, Query(null, [], Count, Sum), Token);
        Assert.StartsWith("|CountRows 4|", Assert.Single(lines), StringComparison.Ordinal);
        Assert.Equal(lines, await StoreAnswers.AskAsync(other, shape, Query(null, [], Count, Sum), Token));
    }

    [Fact]
    public void A_view_whose_sides_share_a_column_or_lack_the_unit_is_unavailable()
    {
        var twice = Assert.Throws<StoreUnavailableException>(() => StoreFactory.Open(ViewOf(Visits, Visits), Key));
        Assert.Contains("'id'", twice.Message, StringComparison.Ordinal);
        Assert.Throws<StoreUnavailableException>(() => StoreFactory.Open(ViewOf(Visits, Patients, on: "pid"), Key));
    }

    [Fact]
    public void A_view_reads_both_of_its_tables_so_both_share_its_lineage()
    {
        var options = ViewOf(Visits, Patients);
        var sources = StoreSources.Find(options);
        Assert.Equal(2, sources.Count);
        Assert.Subset(sources.ToHashSet(), StoreSources.Find(options with { View = null }).ToHashSet());
    }

    private StoreOptions ViewOf(StoreTable left, StoreTable right, string on = "unit")
    {
        var (options, other) = (_files.Write(Kind, left), _files.Write(Kind, right));
        if (Kind == StoreKind.Sqlite)
        {
            StoreFiles.CopyTable(other, options, "be\"side");
            other = options with { Table = "be\"side" };
        }

        return options with { View = new JoinedView(other.Path, other.Table, on) };
    }
}
