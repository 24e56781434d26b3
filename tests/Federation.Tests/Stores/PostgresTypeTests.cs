using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

/// <summary>A table of PostgreSQL with types that no file has.</summary>
public sealed class PostgresTypeTests : IDisposable
{
    private readonly PostgresTables _tables;

    public PostgresTypeTests()
    {
        PostgresTables.SkipWithoutServer();
        _tables = new PostgresTables();
    }

    public void Dispose() => _tables?.Dispose();

    [Fact]
    public async Task Units_and_numbers_of_any_type_are_read_without_an_error()
    {
        var options = _tables.Make("""
            CREATE TABLE @ AS SELECT * FROM (VALUES
                (1::int2, 'a'::char(3), 1e400::numeric, '\x00ff'::bytea, DATE '2026-01-02'),
                (1::int2, 'b'::char(3), 'NaN'::numeric, '\x00ff'::bytea, DATE '2026-01-02'),
                (2::int2, 'c'::char(3), 5::numeric, NULL, 'infinity'::date),
                (NULL, 'd'::char(3), 5::numeric, NULL, NULL)) AS source(unit, id, x, b, d)
            """);
        await using var store = StoreFactory.Open(options, new byte[32]);
        var description = await store.DescribeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["int2", "bpchar", "numeric", "bytea", "date"], description.Columns.Select(column => column.EngineType));
        var shape = new DatasetShape("people", "people", 1, "unit", "id", 2,
        [
            new("x", ColumnKind.Number, new NumericBounds(0, 10, 1), [], Treatment.Exclude, Treatment.Lower, Treatment.Upper),
            new("d", ColumnKind.Text, null, [DomainValue.Of("2026-01-02"), DomainValue.Of("infinity")], default, default, default),
        ], 1_000);
        var query = new TypedQuery("people", null, ["d"], [new(MeasureKind.Count, null), new(MeasureKind.Sum, "x")]);
        Assert.Equal(
            ["2026-01-02|CountRows 2|PairLow x 10|PairHigh x 10", "infinity|CountRows 1|PairLow x 5|PairHigh x 5"],
            await StoreAnswers.AskAsync(store, shape, query, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_declared_text_that_the_server_cannot_keep_is_refused_whatever_the_data()
    {
        await using var store = StoreFactory.Open(_tables.Make("CREATE TABLE @ AS SELECT 'a' AS t"), new byte[32]);
        var shape = new DatasetShape("people", "people", 1, null, null, 1,
            [new("t", ColumnKind.Text, null, [DomainValue.Of("a\0")], default, default, default)], 1_000);
        var query = new TypedQuery("people", null, ["t"], [new(MeasureKind.Count, null)]);
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => StoreAnswers.AskAsync(store, shape, query, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_server_that_is_not_there_is_unavailable_and_says_no_more()
    {
        var options = PostgresTables.OptionsOf("public.t");
        options = options with { Server = options.Server! with { Port = 1 } };
        var error = Assert.Throws<StoreUnavailableException>(() => StoreFactory.Open(options, new byte[32]));
        Assert.Null(error.InnerException);
    }
}
