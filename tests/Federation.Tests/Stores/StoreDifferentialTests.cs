using CsCheck;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

/// <summary>The same data give the same integers, whatever the engine: those that the words of the specification
/// give.</summary>
public sealed class StoreDifferentialTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))];
    private static readonly StoreTableColumn[] Columns =
    [
        new("unit", "VARCHAR"), new("id", "BIGINT"), new("x", "DOUBLE"), new("n", "BIGINT"), new("t", "VARCHAR"),
        new("g", "BIGINT"), new("b", "BOOLEAN"), new("d", "VARCHAR"), new("e", "DATE"), new("m", "TIMESTAMP"),
        new("c", "VARCHAR"), new("w", "BIGINT"),
    ];

    private static readonly string?[] Cities = [null, "中", "中文", "中文字", "é", "e\u0301", "Å", "\u212B", "a\u0301\u0301\u0301", "oslo", "Oslo", "oslo ", "|", "0|1"];

    private static readonly string?[] Units = [null, "", "ada", "Ada", "ada ", "单位", "é", "e\u0301", "😀", "1", "01", "a|b", "a,\"b"];
    private static readonly double?[] Reals =
    [
        null, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue,
        double.Epsilon, -0.0, 0, 0.05, 0.15, 0.25, 0.35, 9.95, 10, 10.05, -3, 1e15, 5e-324, 0.30000000000000004, 4.9999999,
    ];

    private static readonly string?[] Texts = [null, "a", "A", "中", "中文", "a ", "'", "\"", "nan", "null", "0"];
    private static readonly long?[] Wholes =
        [null, 0, 1, 2, 3, -1, 7, 50, 51, long.MaxValue, long.MinValue, 9007199254740993];

    private static readonly string?[] Days =
    [
        null, "", "2024-02-29", "2023-02-29", "2000-02-29", "1900-02-29", "2024-02-30", "2024-04-31", "2024-1-1", "0000-01-01",
        "0001-01-01", "9999-12-31", "2024-03-01T23:59:59.999Z", "2024-03-01 00:00", "2024-03-01T24:00", "2024-03-01T10:00:00+02:00",
        "2024-03-01Z", " 2024-03-01", "2024-03-01\n", "２０２４-03-01", "infinity", "now", "2024-12-31", "2025-01-01", "2024-13-01", "19723",
    ];

    private static readonly DateOnly?[] Dates =
        [null, new(2024, 2, 29), new(2024, 3, 1), new(1969, 12, 31), new(1, 1, 2), new(9999, 12, 30), new(2024, 12, 31), new(2025, 1, 1)];

    private static readonly DateTime?[] Moments =
        [null, new(2024, 2, 29, 23, 59, 59, 999), new(2024, 3, 1), new(1969, 12, 31, 23, 59, 59), new(1900, 1, 1, 0, 0, 1), new(2025, 6, 1, 12, 0, 0)];

    private readonly StoreFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void All_files_agree_with_the_model_on_any_table_and_query() =>
        Agree([StoreKind.Csv, StoreKind.Parquet, StoreKind.JsonLines, StoreKind.Sqlite]);

    [Fact]
    public void PostgreSQL_agrees_with_the_model_on_any_table_and_query()
    {
        PostgresTables.SkipWithoutServer();
        Agree([StoreKind.Postgres]);
    }

    [Theory]
    [InlineData(StoreKind.Parquet)]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public void A_unit_of_a_hundred_thousand_records_is_cut_as_the_model_says(StoreKind kind)
    {
        if (kind == StoreKind.Postgres)
        {
            PostgresTables.SkipWithoutServer();
        }

        var rows = Enumerable.Range(0, 100_000).Select(i => new object?[]
            { i == 0 ? "b" : "a", (long)i, i % 97 / 8.0, (long)(i % 50), i % 2 == 0 ? "a" : "中", i % 6L, i % 3 == 0, null, null, null, null, null });
        var table = new StoreTable(Columns, [.. rows]);
        var shape = Shapes.Single() with { UnitColumn = "unit", RecordsPerUnit = 1_000 };
        var query = new TypedQuery(
            "people", null, ["t"], [new(MeasureKind.Count, null), new(MeasureKind.Sum, "x"), new(MeasureKind.Sum, "n")]);
        Assert.Equal(StoreAnswers.Of(table, shape, query, Key), Ask(kind, table, shape, query));
    }

    [Fact]
    public void An_index_for_a_larger_bound_changes_no_answer() =>
        Agree([StoreKind.Csv, StoreKind.Parquet, StoreKind.JsonLines], isIndexed: true);

    [Fact]
    public void A_table_of_ranks_for_a_larger_bound_changes_no_answer_of_PostgreSQL()
    {
        PostgresTables.SkipWithoutServer();
        Agree([StoreKind.Postgres], isIndexed: true);
    }

    private void Agree(IReadOnlyList<StoreKind> kinds, bool isIndexed = false) =>
        Gen.Select(Rows, Shapes, Filters, Groups, Gen.Int[0, 2]).Sample(
            (rows, shape, filter, groups, spread) =>
            {
                var table = new StoreTable(Columns, rows);
                Measure[] measures =
                [
                    new(MeasureKind.Count, null), new(spread == 1 ? MeasureKind.Variance : MeasureKind.Sum, "x"),
                    new(spread == 2 ? MeasureKind.StandardDeviation : MeasureKind.Mean, "n"),
                    .. spread > 0 && !groups.Any(group => group is "c" or "w") ? [QuantileOf("x", 0.25m), QuantileOf("n", 0.5m), QuantileOf("x", 1)] : Array.Empty<Measure>(),
                    .. new[] { "t", "w", "n", "b", "d" }.Take(spread * 2).Select(column => new Measure(MeasureKind.Units, column)),
                    .. shape.UnitColumn is { } unit ? [new Measure(MeasureKind.Units, unit)] : Array.Empty<Measure>(),
                ];
                var query = new TypedQuery("people", filter, groups, measures)
                {
                    Bins = [.. groups.Where(group => group is "x" or "n" or "d" or "e" or "m").Select(group => BinsOf(group, spread))],
                };
                var expected = StoreAnswers.Of(table, shape, query, Key);
                foreach (var kind in kinds)
                {
                    Assert.Equal(expected, Ask(kind, table, shape, query, isIndexed));
                }
            },
            iter: 60, seed: "0000WWp2ZiZ3", threads: 1);

    private static Measure QuantileOf(string column, decimal quantile) =>
        new(MeasureKind.Quantile, column) { Quantile = quantile };

    private static Gen<object?[][]> Rows => Gen.Select(
            Gen.OneOf(Units), Gen.OneOf(Reals), Gen.OneOf(Wholes), Gen.OneOf(Texts), Gen.Int[0, 3], Gen.Int[0, 2],
            Gen.Select(Gen.OneOf(Days), Gen.OneOf(Dates), Gen.OneOf(Moments), Gen.OneOf(Cities), Gen.OneOf(Wholes)))
        .Select((unit, x, n, t, g, b, days) => new object?[]
            { unit, 0L, x, n, t, g == 3 ? null : (long)g, b == 2 ? null : b == 1, days.Item1, days.Item2, days.Item3, days.Item4, days.Item5 })
        .Array[1, 40]
        .Select(rows => rows.Select((row, i) =>
        {
            row[1] = (long)i; // Ids are distinct: records that share one are told apart by text, which is the engine's own.
            return row;
        }).ToArray());

    private static Gen<DatasetShape> Shapes => Gen.Select(
        Gen.Enum<Treatment>(), Gen.Enum<Treatment>(), Gen.Enum<Treatment>(), Gen.Int[1, 4], Gen.Bool,
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3])).Select(
        (onNull, onNaN, onInfinity, bound, each, keys) => new DatasetShape("people", "people", 1, each ? null : "unit", "id", bound,
        [
            new("x", ColumnKind.Number, new NumericBounds(-2.5m, 10m, 0.1m), [], onNull, onNaN, onInfinity),
            new("n", ColumnKind.Integer, new NumericBounds(0, 50, 2), [], onInfinity, Treatment.Exclude, Treatment.Exclude),
            Declared("t", ColumnKind.Text, [.. Texts.OfType<string>().Select(DomainValue.Of)]) with { DistinctPerUnit = keys.Item2 },
            Declared("g", ColumnKind.Integer, DomainValue.Of(0), DomainValue.Of(1), DomainValue.Of(5)),
            Declared("b", ColumnKind.Boolean, DomainValue.Of(true), DomainValue.Of(false)),
            .. new[] { "d", "e", "m" }.Select(name => new ColumnShape(
                name, ColumnKind.Date, new NumericBounds(DayOf("1969-11-15"), DayOf("2025-01-01"), 1), [],
                onNull, Treatment.Exclude, Treatment.Exclude)),
            Declared("c", ColumnKind.Text) with { Keys = new PrivateKeys(6) },
            Declared("w", ColumnKind.Integer) with { Keys = new PrivateKeys(8), DistinctPerUnit = 1 },
        ], 1_000_000)
        { GroupsPerUnit = keys.Item1 == 5 ? null : keys.Item1, KeyUnitsMin = keys.Item2 });

    private static Gen<string[]> Groups => Gen.OneOf<string[]>(
        [], ["t"], ["g", "b"], ["b"], ["b", "t"], ["x"], ["n", "b"], ["x", "n"], ["d"], ["e", "b"], ["m"], ["d"], ["c"], ["c"], ["w", "b"], ["c", "g"], ["c", "w"]);

    /// <summary>12 bins of 11 steps, the last of 4, over x; 5 bins of 5 steps over n.</summary>
    private static Bins BinsOf(string column, int variant) => column switch
    {
        "x" => new BinsOfWidth(column, 1.1m),
        "n" => new BinsOfCount(column, 5),
        "m" => new BinsOfWidth(column, 366),
        _ => new BinsOfCalendar(column, variant switch { 0 => CalendarUnit.Month, 1 => CalendarUnit.Quarter, _ => CalendarUnit.Year }),
    };

    private static int DayOf(string day) => StoreModel.DayOf(day)!.Value;

    private static Gen<Predicate?> Filters => Gen.Select(Tree(2), Gen.Bool).Select(
        (tree, none) => none ? null : tree);

    private static Gen<Predicate> Tree(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (1, Tree(depth - 1).Select(Predicate (one) => new Not(one))),
        (1, Tree(depth - 1).Array[1, 3].Select(Predicate (many) => new All(many))),
        (1, Tree(depth - 1).Array[1, 3].Select(Predicate (many) => new Any(many))));

    private static Gen<Predicate> Leaf => Gen.OneOf(
        Gen.Select(Gen.Enum<ComparisonOperator>(), Gen.OneOf(-2.5m, -2.45m, 0m, 0.05m, 0.1m, 9.95m, 10m, 11m, -7m))
            .Select(Predicate (comparison, value) => new Comparison("x", comparison, Literal.Of(value))),
        Gen.Select(Gen.Enum<ComparisonOperator>(), Gen.Int[-1, 52])
            .Select(Predicate (comparison, value) => new Comparison("n", comparison, Literal.Of(DomainValue.Of(value)))),
        Gen.Select(Gen.Enum<ComparisonOperator>(), Gen.OneOf(0L, 1L, 5L))
            .Select(Predicate (comparison, value) => new Comparison("g", comparison, Literal.Of(DomainValue.Of(value)))),
        Gen.Select(Gen.Bool, Gen.OneOf(Texts.OfType<string>().ToArray())).Select(Predicate (same, text) => new Comparison(
            "t", same ? ComparisonOperator.Equal : ComparisonOperator.NotEqual, Literal.Of(DomainValue.Of(text)))),
        Gen.OneOf(Texts.OfType<string>().ToArray()).Array[1, 3].Select(Predicate (texts) => new In(
            "t", [.. texts.Distinct().Select(text => Literal.Of(DomainValue.Of(text)))])),
        Gen.Bool.Select(Predicate (truth) => new Comparison("b", ComparisonOperator.Equal, Literal.Of(DomainValue.Of(truth)))),
        Gen.Select(Gen.OneOf("d", "e", "m"), Gen.Enum<ComparisonOperator>(), Gen.OneOf("2024-02-29", "2024-03-01", "1960-01-01", "2030-01-01"))
            .Select(Predicate (column, comparison, day) => new Comparison(column, comparison, Literal.Of(DomainValue.Of(day)))),
        Gen.OneOf("x", "n", "t", "g", "b", "d", "e", "m").Select(Predicate (column) => new IsNull(column)));

    private static ColumnShape Declared(string name, ColumnKind kind, params DomainValue[] domain) =>
        new(name, kind, null, domain, Treatment.Exclude, Treatment.Exclude, Treatment.Exclude);

    private List<string> Ask(
        StoreKind kind, StoreTable table, DatasetShape shape, TypedQuery query, bool isIndexed = false)
    {
        var options = _files.Write(kind, table);
        ContributionIndexState? state = null;
        var wide = shape with { RecordsPerUnit = shape.RecordsPerUnit + 1 };
        var index = new ContributionIndexOptions(options.Path + ".index", wide) { SourceBytesMin = 0, Report = one => state = one };
        var isServer = kind == StoreKind.Postgres;
        options = isServer ? options with { Ranks = $"{options.Table}_ranks" } : options;
        if (isServer && isIndexed && shape.UnitColumn is not null)
        {
            RanksTable.Build(options, wide, options.Server!, Key);
        }

        var store = StoreFactory.Open(isIndexed ? options with { Index = index } : options, Key);
        Assert.Equal(
            !isIndexed ? null
                : shape.UnitColumn is null ? ContributionIndexState.NotWorthwhile
                : isServer ? ContributionIndexState.Found : ContributionIndexState.Built,
            state);
        try
        {
            return StoreAnswers.AskAsync(store, shape, query, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }
        finally
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult(); // A server has only so many connections.
        }
    }
}
