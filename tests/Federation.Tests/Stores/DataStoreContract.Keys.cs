using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Stores;

public abstract partial class DataStoreContract
{
    private static readonly ColumnShape City =
        Declared("city", ColumnKind.Text) with { Keys = new PrivateKeys(12) };

    [Fact]
    public async Task Undeclared_keys_are_grouped_by_their_normal_form_and_long_ones_are_in_no_group()
    {
        string?[] cities = ["é", "e\u0301", "É", null, "thirteen byte", "twelve bytes", "城市城市", "城市城市城"];
        Assert.Equal(
            ["twelve bytes|1|CountRows  1", "É|1|CountRows  1", "é|2|CountRows  2", "城市城市|1|CountRows  1", "rest|0|CountRows  0"],
            await AskKeysAsync(cities.Select((city, i) => ($"u{i}", city)), recordsPerUnit: 1, groupsPerUnit: null, unitsMin: 1));
    }

    [Fact]
    public async Task Groups_of_too_few_units_are_in_the_rest_however_many_rows_they_have()
    {
        (string, string?)[] rows = [("ada", "oslo"), ("ada", "oslo"), ("ada", "oslo"), ("bob", "bern"), ("eve", "bern")];
        Assert.Equal(
            ["bern|2|CountRows  2", "rest|0|CountRows  3"], await AskKeysAsync(rows, recordsPerUnit: 3, groupsPerUnit: 1, unitsMin: 2));
    }

    [Fact]
    public async Task A_unit_of_many_groups_is_counted_in_as_many_as_its_bound_and_always_in_the_same()
    {
        var rows = Enumerable.Range(0, 40).Select(i => ("ada", (string?)$"city {i % 20}")).Append(("bob", "bern")).ToArray();
        var lines = await AskKeysAsync(rows, recordsPerUnit: 40, groupsPerUnit: 3, unitsMin: 1);
        Assert.Equal(5, lines.Count);
        Assert.Equal(6, lines.Where(line => line.StartsWith("city", StringComparison.Ordinal)).Sum(line => long.Parse(line.Split(' ')[^1], null)));
        Assert.Equal(lines, await AskKeysAsync([.. rows.Reverse()], recordsPerUnit: 40, groupsPerUnit: 3, unitsMin: 1));
    }

    [Fact]
    public async Task A_unit_weighs_the_less_in_each_group_the_more_groups_it_has()
    {
        var rows = Enumerable.Range(0, 16).Select(i => ("ada", (string?)$"city {i}")).Append(("bob", "bern")).Append(("bob", "bern"));
        var lines = await AskKeysAsync(rows, recordsPerUnit: 40, groupsPerUnit: 20, unitsMin: 1);
        Assert.Equal("bern|65536|CountRows  2", lines[0]);
        Assert.Equal(16, lines.Count(line => line.EndsWith("|16384|CountRows  1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_bound_on_groups_holds_for_declared_keys_as_well()
    {
        object?[][] rows = [.. Enumerable.Range(0, 10).Select(i => Row("ada", i, grade: 1 + (i % 5)))];
        var shape = SurveyShape(10) with { GroupsPerUnit = 2 };
        var lines = await AskAsync(Survey(rows), shape, Query(null, ["grade"], Count, new Measure(MeasureKind.Units, "unit")));
        Assert.Equal(2, lines.Count(line => line.EndsWith("|CountRows 2|CountUnits 1", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.EndsWith("|CountRows 0|CountUnits 0", StringComparison.Ordinal)));
    }

    private Task<List<string>> AskKeysAsync(
        IEnumerable<(string Unit, string? City)> rows, int recordsPerUnit, int? groupsPerUnit, long unitsMin)
    {
        var table = new StoreTable(
            [new("unit", "VARCHAR"), new("id", "BIGINT"), new("city", "VARCHAR")],
            [.. rows.Select((row, i) => new object?[] { row.Unit, (long)i, row.City })]);
        var shape = Shape([City], "unit", "id", recordsPerUnit) with { GroupsPerUnit = groupsPerUnit, KeyUnitsMin = unitsMin };
        return AskAsync(table, shape, Query(null, ["city"], Count));
    }
}
