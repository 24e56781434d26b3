using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Tests.Stores;

/// <summary>What every store must do, whatever the engine. A new engine is one subclass.</summary>
public abstract partial class DataStoreContract : IDisposable
{
    protected static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] OtherKey = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];
    private static readonly StoreTableColumn[] PeopleColumns =
        [new("unit", "VARCHAR"), new("id", "BIGINT"), new("text", "VARCHAR")];

    private readonly StoreFiles _files = new();

    protected abstract StoreKind Kind { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    private static DatasetShape Shape(
        IReadOnlyList<ColumnShape> columns, string? unit = null, string? id = null, int recordsPerUnit = 1) =>
        new("people", "people", 1, unit, id, recordsPerUnit, columns, 1_000_000);

    private IDataStore Open(StoreTable table, byte[]? key = null) => StoreFactory.Open(_files.Write(Kind, table), key ?? Key);
}
