using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

/// <summary>A table of ranks is read while it fits, in the snapshot that is read, and changes no answer.</summary>
public sealed class PostgresRanksTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];
    private static readonly TypedQuery Query = new(
        "people", null, ["g"], [new(MeasureKind.Count, null), new(MeasureKind.Sum, "x")]);

    private readonly PostgresTables _tables;

    public PostgresRanksTests()
    {
        PostgresTables.SkipWithoutServer();
        _tables = new PostgresTables();
    }

    public void Dispose() => _tables?.Dispose();

    [Fact]
    public async Task It_is_found_by_a_role_that_may_only_read()
    {
        var role = $"reader {Guid.NewGuid():N}";
        PostgresTables.Execute($"CREATE ROLE {PostgresTables.Quote(role)} LOGIN");
        try
        {
            var (options, builder) = (People(), People().Server!);
            var schema = PostgresTables.Quote(options.Table!.Split('.')[0]);
            PostgresTables.Execute($"GRANT USAGE ON SCHEMA {schema} TO {PostgresTables.Quote(role)}; "
                + $"GRANT SELECT ON {Quoted(options.Table!)} TO {PostgresTables.Quote(role)}");
            options = options with { Server = builder with { Username = role } };
            RanksTable.Build(options, Shape(3), builder, Key);
            Assert.Equal(ContributionIndexState.Found, await StateAsync(options, Shape(3)));
            Assert.Equal(await AskAsync(options with { Ranks = null }), await AskAsync(options));
        }
        finally
        {
            PostgresTables.Execute(
                $"DROP OWNED BY {PostgresTables.Quote(role)}; DROP ROLE {PostgresTables.Quote(role)}");
        }
    }

    [Theory]
    [InlineData("INSERT INTO {0} VALUES ('u1', 9000, 1, 5)")]
    [InlineData("UPDATE {0} SET x = x + 1 WHERE id = 1")]
    [InlineData("DELETE FROM {0} WHERE id = 1")]
    [InlineData("TRUNCATE {0}")]
    [InlineData("SET session_replication_role = replica; DELETE FROM {0} WHERE id = 1")]
    [InlineData("ALTER TABLE {0} ALTER COLUMN x TYPE double precision USING x + 1")]
    [InlineData("ALTER TABLE {0} DISABLE TRIGGER ALL")]
    [InlineData("DROP TRIGGER federation_touch ON {0}")]
    [InlineData("ALTER TABLE {0} ENABLE ROW LEVEL SECURITY")]
    [InlineData("CREATE TABLE {0}_child () INHERITS ({0})")]
    [InlineData("UPDATE {1} SET n = n + 1000")]
    [InlineData("DELETE FROM {1}")]
    [InlineData("TRUNCATE {1}")]
    [InlineData("DO 'DECLARE k text; BEGIN SELECT conname INTO k FROM pg_constraint WHERE conrelid = $r${1}$r$::regclass; EXECUTE format($f$ALTER TABLE %s DROP CONSTRAINT %I$f$, $r${1}$r$, k); END'")]
    [InlineData("DROP TABLE {1}")]
    [InlineData("DROP TABLE {2}")]
    [InlineData("UPDATE {2} SET seal = repeat('0', 64)")]
    [InlineData("CREATE OR REPLACE FUNCTION {3}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN NULL; END'")]
    public async Task What_changed_is_not_read_in_an_open_store_nor_in_a_new_one(string change)
    {
        var options = People();
        RanksTable.Build(options, Shape(3), options.Server!, Key);
        await using var store = StoreFactory.Open(Indexed(options, Shape(3), null), Key);
        Assert.Equal(await AskAsync(options with { Ranks = null }), await AskAsync(store));
        string[] names = [.. new[] { "", "_ranks", "_ranks_seal", "_ranks_touch" }.Select(ending => Quoted(options.Table + ending))];
        var words = names.Index().Aggregate(change, (sql, name) => sql.Replace(
            $"{{{name.Index}}}_child", Quoted(options.Table + "_child"), StringComparison.Ordinal).Replace(
            $"{{{name.Index}}}", name.Item, StringComparison.Ordinal));
        PostgresTables.Execute(words);
        Assert.Equal(await AskAsync(options with { Ranks = null }), await AskAsync(store));
        Assert.Equal(ContributionIndexState.Unfit, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public async Task A_change_that_is_not_committed_leaves_it_fit()
    {
        var options = People();
        RanksTable.Build(options, Shape(3), options.Server!, Key);
        PostgresTables.Execute($"BEGIN; DELETE FROM {Quoted(options.Table!)}; ROLLBACK");
        Assert.Equal(ContributionIndexState.Found, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public async Task Another_key_bound_unit_grid_or_domain_does_not_fit_and_what_is_built_anew_does()
    {
        var options = People();
        var (g, x) = (Shape(3).Columns[0], Shape(3).Columns[1]);
        RanksTable.Build(options, Shape(3), options.Server!, Key);
        DatasetShape[] others =
        [
            Shape(4), Shape(3) with { UnitColumn = "g" }, Shape(3) with { RecordIdColumn = null },
            Shape(3) with { Columns = [g, x with { Bounds = new(0, 100, 2) }] },
            Shape(3) with { Columns = [g with { Domain = [DomainValue.Of(1), DomainValue.Of(0)] }, x] },
        ];
        foreach (var other in others)
        {
            Assert.Equal(ContributionIndexState.Unfit, await StateAsync(options, other));
        }

        Assert.Equal(ContributionIndexState.Unfit, await StateAsync(options, Shape(3), OtherKey));
        RanksTable.Build(options, Shape(4), options.Server!, Key);
        Assert.Equal(ContributionIndexState.Found, await StateAsync(options, Shape(4)));
        Assert.Equal(ContributionIndexState.Unfit, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public void A_table_of_somebody_else_is_never_replaced_and_a_view_never_ranked()
    {
        var options = People();
        PostgresTables.Execute($"CREATE TABLE {Quoted(options.Ranks!)} AS SELECT 1 AS mine");
        Assert.Throws<StoreUnavailableException>(() => RanksTable.Build(options, Shape(3), options.Server!, Key));
        var view = $"{options.Table}_view";
        PostgresTables.Execute($"CREATE VIEW {Quoted(view)} AS SELECT * FROM {Quoted(options.Table!)}");
        var viewed = options with { Table = view, Ranks = $"{view}_ranks" };
        Assert.Throws<StoreUnavailableException>(() => RanksTable.Build(viewed, Shape(3), viewed.Server!, Key));
    }

    private static DatasetShape Shape(int recordsPerUnit) => new("people", "people", 1, "unit", "id", recordsPerUnit,
    [
        new("g", ColumnKind.Integer, null, [DomainValue.Of(0), DomainValue.Of(1)], default, default, default),
        new("x", ColumnKind.Number, new NumericBounds(0, 100, 1), [], default, default, default),
    ], 1_000_000);

    private static string Quoted(string table) => string.Join('.', table.Split('.').Select(PostgresTables.Quote));

    private StoreOptions People()
    {
        var options = _tables.Write(new StoreTable(
            [new("unit", "VARCHAR"), new("id", "BIGINT"), new("g", "BIGINT"), new("x", "DOUBLE")],
            [.. Enumerable.Range(0, 300).Select(i => new object?[] { $"u{i * i % 41}", (long)i, i % 2L, i % 90.0 })]));
        return options with { Ranks = $"{options.Table}_ranks" };
    }

    private static StoreOptions Indexed(
        StoreOptions options, DatasetShape shape, Action<ContributionIndexState>? report) =>
        options with { Index = new ContributionIndexOptions("", shape) { Report = report } };

    private static async Task<List<string>> AskAsync(StoreOptions options)
    {
        await using var store = StoreFactory.Open(Indexed(options, Shape(3), null), Key);
        return await AskAsync(store);
    }

    private static Task<List<string>> AskAsync(IDataStore store) =>
        StoreAnswers.AskAsync(store, Shape(3), Query, TestContext.Current.CancellationToken);

    private static async Task<ContributionIndexState?> StateAsync(
        StoreOptions options, DatasetShape shape, byte[]? key = null)
    {
        ContributionIndexState? state = null;
        await using var store = StoreFactory.Open(Indexed(options, shape, one => state = one), key ?? Key);
        return state;
    }
}
