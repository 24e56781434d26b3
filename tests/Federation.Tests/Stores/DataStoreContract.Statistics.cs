using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Stores;

public abstract partial class DataStoreContract
{
    private static readonly StoreTableColumn[] SurveyColumns =
    [
        new("unit", "VARCHAR"), new("id", "BIGINT"), new("age", "DOUBLE"), new("sex", "VARCHAR"),
        new("grade", "BIGINT"), new("member", "BOOLEAN"),
    ];

    private static readonly ColumnShape Age = Bounded("age", 0, 100, 1);
    private static readonly ColumnShape Sex = Declared("sex", ColumnKind.Text, DomainValue.Of("f"), DomainValue.Of("m"));
    private static readonly ColumnShape Grade = Declared("grade", ColumnKind.Integer, [.. Integers(1, 5)]);
    private static readonly ColumnShape Member =
        Declared("member", ColumnKind.Boolean, DomainValue.Of(false), DomainValue.Of(true));

    [Fact]
    public async Task Each_unit_is_cut_to_its_share_before_rows_are_counted()
    {
        object?[][] rows = [Row("ada", 1), Row("ada", 2), Row("ada", 3), Row("ada", 4), Row("bob", 5)];
        Assert.Equal(3, await CountAsync(rows, recordsPerUnit: 2));
    }

    [Fact]
    public async Task Units_are_cut_before_the_filter_so_no_filter_reaches_a_record_beyond_the_bound()
    {
        var rows = Enumerable.Range(0, 40).Select(i => Row("ada", i, age: i % 8)).ToArray();
        var total = 0L;
        for (var age = 0; age < 8; age++)
        {
            total += await CountAsync(rows, Is("age", ComparisonOperator.Equal, age), recordsPerUnit: 3);
        }

        Assert.Equal(3, total);
    }

    [Fact]
    public async Task Rows_without_a_unit_are_dropped() =>
        Assert.Equal(1, await CountAsync([Row(null, 1), Row("", 2), Row("ada", 3)], recordsPerUnit: 9));

    [Fact]
    public async Task An_empty_table_counts_zero_in_every_cell() => Assert.Equal(
        ["f|CountRows 0", "m|CountRows 0"], await AskAsync(Survey([]), SurveyShape(1), Query(null, ["sex"], Count)));

    [Fact]
    public async Task Where_each_row_is_a_unit_every_row_counts()
    {
        var table = Survey([Row(null, 1), Row("ada", 1), Row("ada", 1)]);
        var shape = SurveyShape(1) with { UnitColumn = null };
        Assert.Equal(["|CountRows 3"], await AskAsync(table, shape, Query(null, [], Count)));
    }

    [Fact]
    public async Task Every_cell_of_the_domains_is_answered_and_a_value_outside_them_is_in_none()
    {
        object?[][] rows =
        [
            Row("a", 1, sex: "f", member: true), Row("b", 2, sex: "F", member: true),
            Row("c", 3, sex: null, member: true), Row("d", 4, sex: "f ", member: false),
            Row("e", 5, sex: "m", member: null), Row("g", 6, sex: "ｆ", member: true),
        ];
        Assert.Equal(
            ["false,f|CountRows 0", "false,m|CountRows 0", "true,f|CountRows 1", "true,m|CountRows 0"],
            await AskAsync(Survey(rows), SurveyShape(1), Query(null, ["sex", "member"], Count)));
    }

    [Fact]
    public async Task The_rows_of_every_grid_cell_are_counted_for_quantiles_beside_or_without_other_numbers()
    {
        object?[][] rows =
        [
            Row("a", 1, age: 30, sex: "f"), Row("b", 2, age: 30.4, sex: "f"), Row("c", 3, age: null, sex: "f"),
            Row("d", 4, age: 1e300, sex: "m"), Row("e", 5, age: double.NaN, sex: "m"), Row("e", 6, age: 7, sex: "x"),
        ];
        var median = new Measure(MeasureKind.Quantile, "age") { Quantile = 0.5m };
        Assert.Equal(
            ["f|CountRows 3|age at 30:2", "m|CountRows 2|age at 100:1"],
            await AskAsync(Survey(rows), SurveyShape(9), Query(null, ["sex"], Count, median)));
        Assert.Equal(["|age at 7:1 30:2 100:1"], await AskAsync(Survey(rows), SurveyShape(9), Query(null, [], median)));
        var young = Is("age", ComparisonOperator.Less, 30);
        Assert.Equal(["|age at 7:1"], await AskAsync(Survey(rows), SurveyShape(9), Query(young, [], median)));
    }

    [Theory]
    [InlineData(Treatment.Exclude, 1, 150, 50)]
    [InlineData(Treatment.Lower, 1, 550, 50)]
    [InlineData(Treatment.Upper, 1, 150, 450)]
    public async Task A_value_that_is_no_finite_number_counts_as_its_treatment_says(
        Treatment treatment, int fifty, long low, long high)
    {
        object?[][] rows =
        [
            Row("a", 1, age: null), Row("b", 2, age: double.NaN), Row("c", 3, age: double.PositiveInfinity),
            Row("d", 4, age: double.NegativeInfinity), Row("e", 5, age: 50.0 * fifty), Row("g", 6, age: 0.0),
        ];
        var age = Age with { OnNull = treatment, OnNaN = treatment, OnInfinity = treatment };
        var lines = await AskAsync(Survey(rows), SurveyShape(1, age), Query(null, [], Sum));
        Assert.Contains($"PairLow age {low}", lines[0], StringComparison.Ordinal);
        Assert.Contains($"PairHigh age {high}", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_beyond_the_bounds_are_held_to_them()
    {
        object?[][] rows = [Row("a", 1, age: 1e300), Row("b", 2, age: -1e300), Row("c", 3, age: 101), Row("d", 4, age: -0.0)];
        var lines = await AskAsync(Survey(rows), SurveyShape(1), Query(null, [], Sum));
        Assert.Contains("PairHigh age 200", lines[0], StringComparison.Ordinal);
        Assert.Contains("PairLow age 200", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_grid_adds_up_without_error()
    {
        var age = Bounded("age", 0, NumericBounds.StepsMax, 1);
        var rows = Enumerable.Range(0, 64).Select(i => Row($"u{i}", i, age: i == 0 ? 0 : 1e12)).ToArray();
        var lines = await AskAsync(Survey(rows), SurveyShape(1, age), Query(null, [], Sum));
        Assert.Contains($"PairHigh age {63 * NumericBounds.StepsMax}", lines[0], StringComparison.Ordinal);
        Assert.Contains($"PairLow age {NumericBounds.StepsMax}", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ComparisonOperator.Equal, 2, 1)]
    [InlineData(ComparisonOperator.NotEqual, 2, 3)]
    [InlineData(ComparisonOperator.Less, 2, 2)]
    [InlineData(ComparisonOperator.LessOrEqual, 2, 3)]
    [InlineData(ComparisonOperator.Greater, 2, 1)]
    [InlineData(ComparisonOperator.GreaterOrEqual, 2, 2)]
    public async Task Comparisons_are_made_on_the_grid_at_its_very_edges(ComparisonOperator comparison, int on, long count)
    {
        object?[][] rows =
            [Row("a", 1, age: 1.49), Row("b", 2, age: 1.5), Row("c", 3, age: 2.5), Row("d", 4, age: 0.2), Row("e", 5)];
        Assert.Equal(count, await CountAsync(rows, Is("age", comparison, on)));
    }

    [Theory]
    [InlineData(ComparisonOperator.Equal, 1.5, 0)]
    [InlineData(ComparisonOperator.Less, 1.5, 1)]
    [InlineData(ComparisonOperator.GreaterOrEqual, 1.5, 2)]
    [InlineData(ComparisonOperator.Greater, 100.0, 0)]
    [InlineData(ComparisonOperator.GreaterOrEqual, 100.0, 1)]
    [InlineData(ComparisonOperator.Less, 0.0, 0)]
    [InlineData(ComparisonOperator.Greater, -5.0, 3)]
    [InlineData(ComparisonOperator.Less, 500.0, 3)]
    public async Task Constants_between_and_beyond_the_grid_compare_as_numbers_do(
        ComparisonOperator comparison, double constant, long count)
    {
        object?[][] rows = [Row("a", 1, age: 1.0), Row("b", 2, age: 2.0), Row("c", 3, age: 400.0)];
        Assert.Equal(count, await CountAsync(rows, Is("age", comparison, (decimal)constant)));
    }

    [Fact]
    public async Task Filters_follow_the_three_valued_logic_of_sql()
    {
        object?[][] rows =
        [
            Row("a", 1, sex: "f", grade: 1, member: true), Row("b", 2, sex: null, grade: 2, member: false),
            Row("c", 3, sex: "m", grade: null, member: null), Row("d", 4, sex: "x'--", grade: 9, member: true),
        ];
        var f = Is("sex", DomainValue.Of("f"));
        var oneOrTwo = new In("grade", [Literal.Of(DomainValue.Of(1)), Literal.Of(DomainValue.Of(2))]);
        Assert.Equal(1, await CountAsync(rows, f));
        Assert.Equal(2, await CountAsync(rows, new Not(f)));
        Assert.Equal(1, await CountAsync(rows, new IsNull("sex")));
        Assert.Equal(3, await CountAsync(rows, new Not(new IsNull("sex"))));
        Assert.Equal(2, await CountAsync(rows, oneOrTwo));
        Assert.Equal(1, await CountAsync(rows, new Not(oneOrTwo)));
        Assert.Equal(3, await CountAsync(rows, new Any([f, new Not(f)])));
        Assert.Equal(0, await CountAsync(rows, new All([f, new Not(f)])));
        Assert.Equal(2, await CountAsync(rows, Is("member", DomainValue.Of(true))));
        Assert.Equal(1, await CountAsync(rows, new Not(Is("member", DomainValue.Of(true)))));
        Assert.Equal(2, await CountAsync(rows, new Not(new All([oneOrTwo, Is("member", DomainValue.Of(true))]))));
        Assert.Equal(2, await CountAsync(rows, Is("grade", ComparisonOperator.LessOrEqual, 2)));
    }

    [Fact]
    public async Task Hostile_constants_are_only_values()
    {
        string[] hostile = ["' OR 1=1 --", "\"; DROP TABLE data", "中文'\"", "$1", "%_\\", ""];
        var sex = Declared("sex", ColumnKind.Text, [.. hostile.Select(DomainValue.Of)]);
        var rows = hostile.Select((text, i) => Row($"u{i}", i, sex: text)).ToArray();
        var lines = await AskAsync(
            Survey(rows), SurveyShape(1, sex), Query(Is("sex", DomainValue.Of(hostile[0])), ["sex"], Count));
        Assert.Equal(1, lines.Sum(line => long.Parse(line.Split(' ')[^1], null)));
        Assert.Contains($"{hostile[0]}|CountRows 1", lines);
    }

    [Fact]
    public async Task Hostile_column_names_are_only_names()
    {
        string[] names = ["a\"b'c; --", "名 字", "c1"];
        var table = new StoreTable(
            [new(names[0], "VARCHAR"), new(names[1], "BIGINT"), new(names[2], "DOUBLE")], [["ada", 1L, 7.0]]);
        var shape = Shape([Bounded(names[2], 0, 10, 1)], names[0], names[1]);
        var lines = await AskAsync(table, shape, Query(null, [], new Measure(MeasureKind.Sum, names[2])));
        Assert.Contains("PairHigh c1 7", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_is_the_same_whatever_the_order_of_the_file()
    {
        var table = Survey([.. Enumerable.Range(0, 60).Select(i => Row($"u{i % 7}", i % 20, age: i, sex: i % 3 == 0 ? "f" : "m"))]);
        var query = Query(null, ["sex"], Count, Sum);
        Assert.Equal(
            await AskAsync(table, SurveyShape(3), query), await AskAsync(table.Reversed(), SurveyShape(3), query));
    }

    [Fact]
    public async Task A_statistic_that_was_cancelled_before_it_began_reads_nothing()
    {
        await using var store = Open(Survey([Row("ada", 1)]));
        var plan = StoreAnswers.Plan(SurveyShape(1), Query(null, [], Count));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.AggregateAsync(plan, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Cancelling_stops_the_engine_in_the_middle_of_a_query()
    {
        var table = Survey([.. Enumerable.Range(0, 60_000).Select(i => Row($"u{i % 900}", i, age: i % 100))]);
        await using var store = Open(table);
        var plan = StoreAnswers.Plan(SurveyShape(3), Query(null, ["sex"], Count, Sum));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.AggregateAsync(plan, cancellation.Token));
        Assert.Equal(60_000, (await store.DescribeAsync(Token)).Rows);
    }

    private static readonly Measure Count = new(MeasureKind.Count, null);
    private static readonly Measure Sum = new(MeasureKind.Sum, "age");

    private static object?[] Row(
        string? unit, long id, object? age = null, string? sex = null, long? grade = null, bool? member = null) =>
        [unit, id, age is int whole ? (double)whole : age, sex, grade, member];

    private static StoreTable Survey(object?[][] rows) => new(SurveyColumns, rows);

    /// <summary>The declared survey; a column given takes the place of the one of its name.</summary>
    private static DatasetShape SurveyShape(int recordsPerUnit, params ColumnShape[] instead) => Shape(
        [.. new[] { Age, Sex, Grade, Member }.Select(column => instead.FirstOrDefault(one => one.Name == column.Name) ?? column)],
        "unit", "id", recordsPerUnit);

    private static ColumnShape Bounded(string name, decimal lower, decimal upper, decimal step) => new(
        name, ColumnKind.Number, new NumericBounds(lower, upper, step), [],
        Treatment.Exclude, Treatment.Exclude, Treatment.Exclude);

    private static ColumnShape Declared(string name, ColumnKind kind, params DomainValue[] domain) =>
        new(name, kind, null, domain, Treatment.Exclude, Treatment.Exclude, Treatment.Exclude);

    private static IEnumerable<DomainValue> Integers(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(value => DomainValue.Of(value));

    private static Comparison Is(string column, ComparisonOperator comparison, decimal value) =>
        new(column, comparison, Literal.Of(value));

    private static Comparison Is(string column, DomainValue value) =>
        new(column, ComparisonOperator.Equal, Literal.Of(value));

    private static TypedQuery Query(Predicate? filter, string[] groups, params Measure[] measures) =>
        new("people", filter, groups, measures);

    private async Task<long> CountAsync(object?[][] rows, Predicate? filter = null, int recordsPerUnit = 1)
    {
        var lines = await AskAsync(Survey(rows), SurveyShape(recordsPerUnit), Query(filter, [], Count));
        return long.Parse(Assert.Single(lines).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<List<string>> AskAsync(StoreTable table, DatasetShape shape, TypedQuery query)
    {
        await using var store = Open(table);
        return await StoreAnswers.AskAsync(store, shape, query, Token);
    }
}
