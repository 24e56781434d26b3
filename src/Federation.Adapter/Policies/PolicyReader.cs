using System.Security.Cryptography;
using System.Text;
using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Policies;

/// <summary>Reads one policy file strictly. Silence is not consent: what gives something away has no default.</summary>
internal static class PolicyReader
{
    private const string NamePattern = "[a-z][a-z0-9-]{1,62}";
    private const string PurposePattern = "[a-z][a-z0-9-]{0,62}";
    private const long RowsMax = 1_000_000_000_000;
    private const int ReplySlotMsMax = 600_000;

    /// <summary>Reads a file; its digest is that of the very bytes that were read.</summary>
    /// <exception cref="ConfigurationException">The file is no document; other faults come with
    /// <see cref="PolicyReading.Finish"/>.</exception>
    public static PolicyReading Read(string file)
    {
        _ = YamlDocumentReader.ReadFile(file); // Tells of a missing, oversized or foreign file.
        return Read(File.ReadAllBytes(file), file);
    }

    /// <summary>Reads bytes as if they stood in a file.</summary>
    /// <exception cref="ConfigurationException">They are no document.</exception>
    public static PolicyReading Read(byte[] bytes, string file)
    {
        var text = new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
        return Read(YamlDocumentReader.Read(text, file), file, SHA256.HashData(bytes));
    }

    private static PolicyReading Read(YamlMap root, string file, byte[] digest)
    {
        var dataset = root.RequiredString("dataset", pattern: NamePattern);
        var description = root.RequiredString("description");
        var purposes = root.RequiredStrings("purposes", 1, PurposePattern);
        var shape = ReadShape(root, dataset);
        var store = ReadStore(root.RequiredMap("store"), shape.UnitColumn);
        var budgetMap = root.RequiredMap("budget");
        var budget = BudgetReader.Read(budgetMap, purposes, shape.Lineage);
        var samples = SampleRulesReader.Read(root, shape, budget);
        var replySlotMs = root.OptionalInteger("replySlotMs", 0, ReplySlotMsMax, DefaultSlotMs(shape.RowsMax));
        var requiresWitnesses = root.Has("witnessQuorum")
            && root.RequiredChoice("witnessQuorum", "required", "none") == "required";
        var agreements = AgreementReader.ReadAll(root, purposes, samples is not null);
        return new PolicyReading(shape, budget, root, budgetMap, store, samples?.UnitsMax, () => new DatasetPolicy
        {
            Dataset = dataset,
            Description = description,
            Store = store,
            Shape = shape,
            Budget = budget,
            Purposes = purposes,
            Samples = samples,
            Agreements = agreements,
            ReplySlotMs = (int)replySlotMs,
            RequiresWitnesses = requiresWitnesses,
            Digest = digest,
            File = file,
        });
    }

    /// <summary>
    /// From the declared size alone: 20 ms and one more for 5,000 rows, at most 2 s, which a broker's deadline leaves
    /// room for. A holder with a slower store or a tighter budget of time writes its own.
    /// </summary>
    private static long DefaultSlotMs(long rowsMax) => Math.Min(2_000, 20 + (rowsMax / 5_000));

    private static StoreOptions ReadStore(YamlMap map, string? unit)
    {
        var kind = map.RequiredChoice("kind", "csv", "parquet", "jsonl", "sqlite", "postgres") switch
        {
            "postgres" => StoreKind.Postgres,
            "csv" => StoreKind.Csv,
            "parquet" => StoreKind.Parquet,
            "jsonl" => StoreKind.JsonLines,
            _ => StoreKind.Sqlite,
        };
        var store = kind == StoreKind.Postgres ? ReadServer(map) : new StoreOptions
        {
            Kind = kind,
            Path = map.RequiredPath("path"),
            Table = kind == StoreKind.Sqlite ? map.RequiredString("table", 128) : null,
        };
        var view = ViewReader.Read(map, store, unit);
        if (view is not null && store.Ranks is not null)
        {
            map.Reject("ranks", "a view has no table of ranks", "remove 'ranks', or the view");
        }

        return store with { View = view };
    }

    /// <summary>The password stays in a file of its own: a policy is read by many and kept for long.</summary>
    private static StoreOptions ReadServer(YamlMap map) => new()
    {
        Kind = StoreKind.Postgres,
        Path = "",
        Table = map.RequiredString("table", 128, "[^.]+[.][^.]+"),
        Ranks = map.OptionalString("ranks", 100, "[^.]{1,50}[.][^.]{1,50}"),
        Server = new PostgresServer(
            map.RequiredString("host", 255),
            (int)map.OptionalInteger("port", 1, 65_535, 5_432),
            map.RequiredString("database", 63),
            map.RequiredString("username", 63),
            map.OptionalPath("passwordFile"),
            map.OptionalPath("authorityFile")),
    };

    private static DatasetShape ReadShape(YamlMap root, string dataset)
    {
        var unit = ReadColumnOr(root, "unit", "each-row");
        var recordId = ReadColumnOr(root, "recordId", "content-hash");
        var columns = root.RequiredList("columns", 1, ColumnReader.Read, maxItems: 1_000);
        if (columns.GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twins)
        {
            root.Reject("columns", $"column '{twins.Key}' is declared twice", "keep one of the two");
        }

        var shape = new DatasetShape(
            dataset, root.RequiredString("lineage", pattern: NamePattern),
            root.RequiredInteger("epoch", 1, long.MaxValue), unit, recordId,
            (int)root.RequiredInteger("recordsPerUnit", 1, 1_000_000), columns,
            root.RequiredInteger("rowsMax", 1, RowsMax))
        {
            GroupsPerUnit = root.Has("groupsPerUnit")
                ? (int)root.RequiredInteger("groupsPerUnit", 1, 1_000_000) : null,
            KeyUnitsMin = columns.Any(column => column.Keys is not null) || root.Has("keyUnitsMin")
                ? root.RequiredInteger("keyUnitsMin", 1, RowsMax) : 1,
        };
        if (unit is null && root.Has("unit") && shape.RecordsPerUnit != 1 && root.IsConfirmed("recordsPerUnit"))
        {
            root.Reject("recordsPerUnit", "each row is a unit, so a unit has one record", "write recordsPerUnit: 1");
        }

        return shape;
    }

    /// <summary>Either a column, or the word that says in writing that there is none.</summary>
    private static string? ReadColumnOr(YamlMap root, string key, string alternative)
    {
        var map = root.RequiredMap(key);
        var column = map.OptionalString("column", 128);
        var isOther = map.OptionalBoolean(alternative, fallback: false);
        var isConfirmed = map.IsConfirmed(alternative) || !map.Has(alternative);
        if (root.Has(key) && isConfirmed && (column is not null) == isOther)
        {
            root.Reject(key, $"'{key}' must say exactly one of two things",
                $"write '{key}: {{column: NAME}}' or '{key}: {{{alternative}: true}}'");
        }

        return column;
    }
}
