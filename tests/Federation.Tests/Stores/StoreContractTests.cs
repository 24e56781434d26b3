using Federation.Stores;

namespace Federation.Tests.Stores;

public sealed class CsvStoreTests : DataStoreContract
{
    protected override StoreKind Kind => StoreKind.Csv;
}

public sealed class JsonLinesStoreTests : DataStoreContract
{
    protected override StoreKind Kind => StoreKind.JsonLines;
}

public sealed class ParquetStoreTests : DataStoreContract
{
    protected override StoreKind Kind => StoreKind.Parquet;
}

public sealed class SqliteStoreTests : DataStoreContract
{
    protected override StoreKind Kind => StoreKind.Sqlite;
}

public sealed class PostgresStoreTests : DataStoreContract
{
    public PostgresStoreTests() => PostgresTables.SkipWithoutServer();

    protected override StoreKind Kind => StoreKind.Postgres;
}
