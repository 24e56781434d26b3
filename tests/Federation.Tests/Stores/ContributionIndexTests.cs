using DuckDB.NET.Data;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;
using Federation.Stores;
using Federation.Stores.DuckDb;
using Federation.Stores.Statements;

namespace Federation.Tests.Stores;

/// <summary>The index beside the data is read where it fits, never where it does not, and never changes an answer.</summary>
public sealed class ContributionIndexTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];
    private static readonly TypedQuery Query = new(
        "people", null, ["g"], [new(MeasureKind.Count, null), new(MeasureKind.Sum, "x")]);

    private readonly StoreFiles _files = new();
    private readonly string _path;

    public ContributionIndexTests() => _path = Path.Combine(_files.Folder, "made", "people's.parquet");

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task It_is_built_once_and_found_again()
    {
        var options = _files.Write(StoreKind.Parquet, People(300));
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3)));
        Assert.Equal(ContributionIndexState.Found, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public async Task Another_key_bound_unit_record_id_or_column_builds_it_anew()
    {
        var options = _files.Write(StoreKind.Parquet, People(300));
        DatasetShape[] others =
        [
            Shape(4), Shape(3) with { UnitColumn = "g" }, Shape(3) with { RecordIdColumn = null },
            Shape(3) with { Columns = [.. Shape(3).Columns.Take(1)] },
            Shape(3) with { Columns = [Shape(3).Columns[0], Shape(3).Columns[1] with { Bounds = new(0, 100, 2) }] },
            Shape(3) with { Columns = [Shape(3).Columns[0], Shape(3).Columns[1] with { OnNaN = Treatment.Lower }] },
            Shape(3) with
            {
                Columns = [Shape(3).Columns[0] with { Domain = [DomainValue.Of(1), DomainValue.Of(0)] }, Shape(3).Columns[1]],
            },
        ];
        foreach (var other in others)
        {
            await StateAsync(options, Shape(3));
            Assert.Equal(ContributionIndexState.Built, await StateAsync(options, other));
        }

        await StateAsync(options, Shape(3));
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3), OtherKey));
    }

    [Fact]
    public async Task Data_that_changed_are_indexed_anew_and_answered_as_they_are_now()
    {
        var options = _files.Write(StoreKind.Csv, People(300));
        await StateAsync(options, Shape(3));
        File.AppendAllText(options.Path, "new,9999,1,1\n");
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3)));
        Assert.Equal(await AskAsync(options), await AskAsync(Indexed(options, Shape(3))));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(200)]
    [InlineData(-9)]
    public async Task A_damaged_file_is_built_anew(int place)
    {
        var options = _files.Write(StoreKind.Parquet, People(300));
        await StateAsync(options, Shape(3));
        var bytes = File.ReadAllBytes(_path);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(_path, bytes);
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public async Task A_file_without_its_seal_or_cut_short_is_built_anew()
    {
        var options = _files.Write(StoreKind.Parquet, People(300));
        await StateAsync(options, Shape(3));
        File.Delete(_path + ".seal");
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3)));
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..^20]);
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public async Task A_file_touched_while_the_store_is_open_is_not_read()
    {
        var options = _files.Write(StoreKind.Parquet, People(300));
        var expected = await AskAsync(options);
        await using var store = StoreFactory.Open(Indexed(options, Shape(3)), Key);
        Assert.Equal(expected, await AskAsync(store));
        File.WriteAllText(_path, "not any more");
        Assert.Equal(expected, await AskAsync(store));
        File.Delete(_path);
        Assert.Equal(expected, await AskAsync(store));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_leaves_the_store_without_an_index()
    {
        _files.WriteText("in the way", "made");
        var options = _files.Write(StoreKind.Parquet, People(300));
        Assert.Equal(ContributionIndexState.Failed, await StateAsync(options, Shape(3)));
        Assert.Equal(await AskAsync(options), await AskAsync(Indexed(options, Shape(3))));
    }

    [Fact]
    public async Task A_type_that_the_side_file_cannot_keep_is_kept_as_the_places_that_are_asked()
    {
        var path = Path.Combine(_files.Folder, "huge.parquet");
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "COPY (SELECT 'a' AS unit, 1 AS id, CAST(1 AS HUGEINT) AS g, "
                + $"CAST('a' AS ENUM ('a', 'b')) AS x) TO '{path}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }

        var options = new StoreOptions { Kind = StoreKind.Parquet, Path = path };
        Assert.Equal(ContributionIndexState.Built, await StateAsync(options, Shape(3)));
    }

    [Fact]
    public async Task Small_data_and_rows_that_are_units_get_none()
    {
        var options = _files.Write(StoreKind.Parquet, People(300));
        Assert.Equal(
            ContributionIndexState.NotWorthwhile, await StateAsync(options, Shape(1) with { UnitColumn = null }));
        Assert.Equal(
            ContributionIndexState.NotWorthwhile, await StateAsync(options, Shape(3), sourceBytesMin: 1_000_000));
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public async Task Only_its_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no modes here.");
            return;
        }

        await StateAsync(_files.Write(StoreKind.Parquet, People(300)), Shape(3));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_path));
        Assert.Equal([_path, _path + ".seal"], Directory.GetFiles(Path.GetDirectoryName(_path)!).Order());
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(1, true)]
    [InlineData(4, false)]
    public void A_statement_ranks_no_record_where_the_index_covers_its_bound(int bound, bool isCovered)
    {
        SourceColumn[] columns = [.. new[] { "unit", "id", "g", "x" }.Select(
            (name, i) => new SourceColumn(name, "BIGINT", ColumnForm.Whole, $"c{i}"))];
        var layout = new SourceLayout(columns, "data", new RankedSource("side", Shape(3)));
        var statement = new AggregateStatement(new DuckDbDialect(new SelectionKey(Key)), layout)
            .Build(StoreAnswers.Plan(Shape(bound), Query));
        Assert.Equal(isCovered, statement.Sql.Contains($"FROM side WHERE n BETWEEN 1 AND {bound}", StringComparison.Ordinal));
        Assert.Equal(!isCovered, statement.Sql.Contains("fed_order", StringComparison.Ordinal));
    }

    [Fact]
    public void A_statement_places_anew_what_another_grid_domain_or_treatment_placed()
    {
        SourceColumn[] columns = [.. new[] { "unit", "id", "g", "x" }.Select(
            (name, i) => new SourceColumn(name, "BIGINT", ColumnForm.Whole, $"c{i}"))];
        var (g, x) = (Shape(3).Columns[0], Shape(3).Columns[1]);
        DatasetShape[] others =
        [
            Shape(3) with { Columns = [g, x with { Bounds = new(0, 100, 2) }] },
            Shape(3) with { Columns = [g with { Domain = [DomainValue.Of(1), DomainValue.Of(0)] }, x] },
            Shape(3) with { Columns = [g, x with { OnNull = Treatment.Upper }] },
        ];
        Assert.All(others, other =>
        {
            var layout = new SourceLayout(columns, "data", new RankedSource("side", other));
            var statement = new AggregateStatement(new DuckDbDialect(new SelectionKey(Key)), layout)
                .Build(StoreAnswers.Plan(Shape(3), Query));
            Assert.DoesNotContain("FROM side", statement.Sql, StringComparison.Ordinal);
        });
    }

    private static DatasetShape Shape(int recordsPerUnit) => new("people", "people", 1, "unit", "id", recordsPerUnit,
    [
        new("g", ColumnKind.Integer, null, [DomainValue.Of(0), DomainValue.Of(1)], default, default, default),
        new("x", ColumnKind.Number, new NumericBounds(0, 100, 1), [], default, default, default),
    ], 1_000_000);

    private static StoreTable People(int rows) => new(
        [new("unit", "VARCHAR"), new("id", "BIGINT"), new("g", "BIGINT"), new("x", "DOUBLE")],
        [.. Enumerable.Range(0, rows).Select(i => new object?[] { $"u{i * i % 41}", (long)i, i % 2L, i % 90.0 })]);

    private static async Task<List<string>> AskAsync(StoreOptions options)
    {
        await using var store = StoreFactory.Open(options, Key);
        return await AskAsync(store);
    }

    private static Task<List<string>> AskAsync(IDataStore store) =>
        StoreAnswers.AskAsync(store, Shape(3), Query, TestContext.Current.CancellationToken);

    private StoreOptions Indexed(
        StoreOptions options, DatasetShape shape, long sourceBytesMin = 0, Action<ContributionIndexState>? report = null) =>
        options with
        {
            Index = new ContributionIndexOptions(_path, shape) { SourceBytesMin = sourceBytesMin, Report = report },
        };

    private async Task<ContributionIndexState?> StateAsync(
        StoreOptions options, DatasetShape shape, byte[]? key = null, long sourceBytesMin = 0)
    {
        ContributionIndexState? state = null;
        await using var store = StoreFactory.Open(
            Indexed(options, shape, sourceBytesMin, one => state = one), key ?? Key);
        return state;
    }
}
