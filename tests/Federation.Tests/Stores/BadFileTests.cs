using System.Text;
using Federation.Stores;

namespace Federation.Tests.Stores;

public sealed class BadFileTests : IDisposable
{
    private readonly StoreFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("ragged short", StoreKind.Csv, "a,b\n1,2\nSECRET\n4,5\n")]
    [InlineData("ragged long", StoreKind.Csv, "a,b\n1,2\n1,SECRET,3\n")]
    [InlineData("open quote", StoreKind.Csv, "a,b\n1,\"SECRET\n2,3\n")]
    [InlineData("text after a quote", StoreKind.Csv, "a,b\n1,\"SEC\"RET\n")]
    [InlineData("repeated name", StoreKind.Csv, "a,a\n1,SECRET\n")]
    [InlineData("nothing", StoreKind.Csv, "")]
    [InlineData("an array", StoreKind.JsonLines, "{\"a\":1}\n[\"SECRET\"]\n")]
    [InlineData("cut short", StoreKind.JsonLines, "{\"a\":1}\n{\"a\":\"SECRET")]
    [InlineData("two keys alike", StoreKind.JsonLines, "{\"a\":1,\"a\":\"SECRET\"}\n")]
    [InlineData("keys alike but for case", StoreKind.JsonLines, "{\"a\":1,\"A\":\"SECRET\"}\n")]
    [InlineData("not parquet", StoreKind.Parquet, "PAR1 SECRET")]
    [InlineData("no database", StoreKind.Sqlite, "SECRET, and not a database at all")]
    public void A_broken_file_is_refused_when_opened_without_a_word_of_it(string fault, StoreKind kind, string text)
    {
        var path = _files.WriteText(text, "broken");
        var error = Assert.Throws<StoreUnavailableException>(() => Open(kind, path));
        Assert.DoesNotContain("SEC", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData(StoreKind.Csv, "a,b\n1,好的SECRET\n")]
    [InlineData(StoreKind.JsonLines, "{\"a\":\"好的SECRET\"}\n")]
    public void Another_encoding_is_refused_when_opened(StoreKind kind, string text)
    {
        var path = Path.Combine(_files.Folder, "latin");
        File.WriteAllBytes(path, Encoding.Unicode.GetBytes(text)[1..]);
        Assert.Throws<StoreUnavailableException>(() => Open(kind, path));
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(text).Select(one => one == 0xE5 ? (byte)0xC4 : one)]);
        Assert.Throws<StoreUnavailableException>(() => Open(kind, path));
    }

    [Fact]
    public async Task A_file_that_changed_since_it_was_opened_must_be_opened_again()
    {
        var path = _files.WriteText("a,b\n1,2\n", "grows");
        await using var store = Open(StoreKind.Csv, path);
        File.AppendAllText(path, "3,4\n");
        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.DescribeAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_pattern_is_no_path() =>
        Assert.Throws<StoreUnavailableException>(() => Open(StoreKind.Csv, Path.Combine(_files.Folder, "*.csv")));

    [Fact]
    public async Task A_header_alone_is_a_store_without_rows()
    {
        await using var store = Open(StoreKind.Csv, _files.WriteText("\uFEFFa,\"b\"\"c\"\r\n", "header"));
        var description = await store.DescribeAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b\"c"], description.Columns.Select(column => column.Name));
        Assert.Equal(0, description.Rows);
    }

    private static IDataStore Open(StoreKind kind, string path) =>
        StoreFactory.Open(new StoreOptions { Kind = kind, Path = path, Table = "t" }, new byte[32]);
}
