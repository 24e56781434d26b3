using CsCheck;
using DuckDB.NET.Data;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;
using Federation.Stores.DuckDb;
using Federation.Stores.DuckDb.Choosing;

namespace Federation.Tests.Stores;

/// <summary>What is chosen beside the engine is what its statement would choose, which other kinds of file still do.
/// </summary>
public sealed class RecordChooserTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 3))];
    private static readonly TypedQuery Query =
        new("people", null, ["g"], [new(MeasureKind.Count, null), new(MeasureKind.Sum, "x")]);

    private readonly StoreFiles _files = new();

    public void Dispose() => _files.Dispose();

    /// <summary>Ids repeat and are missing, so that ties are common; contents of equal ids differ, or do not.</summary>
    [Fact]
    public void Units_and_ids_of_any_form_give_the_records_that_a_statement_gives() => Gen.Select(
        Gen.Bool, Gen.Bool, Gen.OneOf(1, 2, 5, 24, 25, 60), Gen.OneOf(3, 40, 100_000), Gen.Int[0, 400], Gen.Int[0, 9_999]).Sample(
        (isUnitText, isIdText, bound, ids, count, salt) =>
        {
            var table = Table(isUnitText, isIdText, ids, count, salt);
            Assert.Equal(Ask(StoreKind.Csv, table, bound), Ask(StoreKind.Parquet, table, bound));
            Assert.Equal(Ask(StoreKind.Sqlite, table, bound), Ask(StoreKind.Parquet, table, bound));
        }, iter: 40, seed: "0000WWp2ZiZ3", threads: 1);

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    [InlineData(true, 40)]
    [InlineData(false, 40)]
    public void Many_chunks_and_partitions_give_the_records_that_a_statement_gives(bool isText, int bound)
    {
        var table = Table(isText, isText, ids: 50_000, count: 70_000, salt: 7);
        Assert.Equal(Ask(StoreKind.Sqlite, table, bound), Ask(StoreKind.Parquet, table, bound));
    }

    [Fact]
    public void A_file_with_a_column_named_as_the_engine_numbers_rows_is_answered_by_the_statement()
    {
        var table = Table(isUnitText: true, isIdText: false, ids: 40, count: 300, salt: 1);
        var named = table with { Columns = [.. table.Columns, new("FILE_row_number", "BIGINT")], Rows = [.. table.Rows.Select(row => (object?[])[.. row, 0L])] };
        Assert.Equal(Ask(StoreKind.Sqlite, table, 3), Ask(StoreKind.Parquet, named, 3));
    }

    [Fact]
    public void What_memory_does_not_hold_is_not_taken_for_the_whole()
    {
        using var duck = Engine(out var book);
        var form = new RecordForm(IsUnitText: false, IsRecordText: false, Seed: 5, RowsCount: 200_000);
        Assert.True(Collect(duck, book, form, bytesMax: 64L << 20));
        Assert.False(Collect(duck, book, form, bytesMax: 2L << 20));
        Assert.False(Collect(duck, book, form with { RowsCount = 200_001 }, bytesMax: 64L << 20)); // A row was not seen.
    }

    [Fact]
    public void A_query_that_is_over_collects_nothing_and_reads_nothing()
    {
        using var duck = Engine(out var book);
        var marks = new RowMarks(10);
        marks.Add(3);
        var number = book.Enter(marks);
        Assert.Equal(1L, Count(duck, number));
        Assert.Equal(0L, Count(duck, number + 1));
        book.Leave(number);
        Assert.Equal(0L, Count(duck, number));
    }

    [Fact]
    public void Two_units_never_share_a_number_even_where_their_hashes_do()
    {
        var form = new RecordForm(IsUnitText: false, IsRecordText: false, Seed: 0, RowsCount: 1);
        var table = new UnitTable(form);
        var numbers = Enumerable.Range(0, 4_000).Select(unit => table.CountRecord((long)unit << 40)).ToArray();
        Assert.Equal(Enumerable.Range(0, 4_000), numbers);
        Assert.All(numbers, unit => Assert.Equal(unit, table.CountRecord((long)unit << 40)));
        Assert.All(table.Units.ToArray(), unit => Assert.Equal(2, unit.Count));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(24)]
    [InlineData(25)]
    public void The_last_key_that_a_bound_lets_in_is_that_of_a_sort(int bound) =>
        Gen.OneOf(Gen.Long, Gen.Long[0, 9], Gen.OneOf(long.MaxValue, long.MinValue)).Array[bound, 120].Sample(keys =>
        {
            var last = keys.Order().ElementAt(bound - 1);
            Assert.Equal(last, new SmallestKeys(bound).Find(keys));
        }, iter: 300, seed: "0000WWp2ZiZ3", threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(KeyLanes.BoundMax)]
    public void Four_units_side_by_side_have_the_last_keys_that_each_has_alone(int bound) =>
        Gen.OneOf(Gen.Long, Gen.Long[0, 9], Gen.OneOf(long.MaxValue, long.MinValue))
            .Array[bound + 1, KeyLanes.KeysMax].Array[KeyLanes.Count].Sample(lanes =>
            {
                long[][] units = [.. lanes.OrderBy(keys => keys.Length)];
                var ends = units.Select((_, i) => units.Take(i + 1).Sum(keys => keys.Length));
                UnitRecords[] four = [.. units.Zip(ends, (keys, end) => new UnitRecords { Count = keys.Length, Next = end })];
                var last = new KeyLanes(bound).Find(units.SelectMany(keys => keys).ToArray(), four);
                Assert.All(units, (keys, lane) => Assert.Equal(keys.Order().ElementAt(bound - 1), last[lane]));
            }, iter: 300, seed: "0000WWp2ZiZ3", threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(KeyLanes.BoundMax + 1)]
    public void Units_in_order_are_each_there_once_quiet_ones_first_then_those_that_lanes_hold(int bound) =>
        Gen.Int[1, 200].Array[0, 300].Sample(counts =>
        {
            UnitRecords[] units = [.. counts.Select(count => new UnitRecords { Count = count })];
            var order = new UnitOrder(bound);
            order.Sort(new UnitRecords[7]); // What was there before does not show.
            order.Sort(units);
            int[] all = [.. order.QuietOnes, .. order.BusyOnes];
            Assert.Equal(Enumerable.Range(0, counts.Length), all.Order());
            Assert.All(order.QuietOnes.ToArray(), number => Assert.InRange(counts[number], 1, bound));
            Assert.All(order.BusyOnes.ToArray(), number => Assert.True(counts[number] > bound));
            int[] laned = [.. order.BusyOnes[..order.LanedCount].ToArray().Select(number => counts[number])];
            Assert.Equal(laned.Order(), laned);
            var held = bound <= KeyLanes.BoundMax ? KeyLanes.KeysMax : 0;
            Assert.Equal(counts.Count(count => count > bound && count <= held), laned.Length);
        }, iter: 100, seed: "0000WWp2ZiZ3", threads: 1);

    private static DuckDBConnection Engine(out ChoiceBook book)
    {
        book = new ChoiceBook();
        var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        EngineFunctions.Register(duck, book);
        return duck;
    }

    private static bool Collect(DuckDBConnection duck, ChoiceBook book, RecordForm form, long bytesMax)
    {
        using var pool = new SlabPool();
        using var collector = new RecordCollector(form, pool, new MemoryBudget(bytesMax));
        var number = book.Enter(collector);
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT bool_or(fed_note_nn({number}, i, i % 7, i)) FROM range(200000) AS t(i)";
        Assert.Equal(false, command.ExecuteScalar());
        book.Leave(number);
        return collector.IsWhole;
    }

    private static object? Count(DuckDBConnection duck, long number)
    {
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM range(100) AS t(i) WHERE fed_kept({number}, i - 50) = 1";
        return command.ExecuteScalar();
    }

    private static StoreTable Table(bool isUnitText, bool isIdText, int ids, int count, int salt)
    {
        object? Unit(long i) => (i * i) % 97 % 23 is var unit && unit == 22 ? null
            : isUnitText ? $"{(unit < 4 ? "a unit whose text is long " : "")}{unit}" : unit;
        object? Id(long i) => i * 31 % ids is var id && id % 11 == 10 ? null : isIdText ? $"{id} 中" : id;
        return new StoreTable(
            [new("unit", isUnitText ? "VARCHAR" : "BIGINT"), new("id", isIdText ? "VARCHAR" : "BIGINT"), new("g", "BIGINT"), new("x", "BIGINT")],
            [.. Enumerable.Range(0, count).Select(i => new object?[] { Unit(i + salt), Id(i + salt), i % 5L, (i * 7L % 40) })]);
    }

    private static DatasetShape Shape(int bound) => new("people", "people", 1, "unit", "id", bound,
    [
        new("g", ColumnKind.Integer, null, [.. new long[] { 0, 1, 3, 4 }.Select(DomainValue.Of)], default, default, default),
        new("x", ColumnKind.Integer, new NumericBounds(0, 39, 1), [], default, default, default),
    ], 1_000_000);

    private List<string> Ask(StoreKind kind, StoreTable table, int bound)
    {
        var store = StoreFactory.Open(_files.Write(kind, table), Key);
        try
        {
            return StoreAnswers.AskAsync(store, Shape(bound), Query, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        }
        finally
        {
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
