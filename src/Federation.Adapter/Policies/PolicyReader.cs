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

    /// <summary>Reads a file; its digest is that of the very bytes that were read.</summary>
    /// <exception cref="ConfigurationException">Every fault of the file.</exception>
    public static PolicyReading Read(string file)
    {
        var root = YamlDocumentReader.ReadFile(file); // Tells of a missing, oversized or foreign file.
        var bytes = File.ReadAllBytes(file);
        root = YamlDocumentReader.Read(new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF'), file);
        return Read(root, file, SHA256.HashData(bytes));
    }

    private static PolicyReading Read(YamlMap root, string file, byte[] digest)
    {
        var dataset = root.RequiredString("dataset", pattern: NamePattern);
        var description = root.RequiredString("description");
        var purposes = root.RequiredStrings("purposes", 1, PurposePattern);
        var store = ReadStore(root.RequiredMap("store"));
        var shape = ReadShape(root, dataset);
        var budgetMap = root.RequiredMap("budget");
        var budget = BudgetReader.Read(budgetMap);
        var samples = SampleRulesReader.Read(root, shape);
        var agreements = AgreementReader.ReadAll(root, purposes, samples is not null);
        root.Finish();
        var policy = new DatasetPolicy
        {
            Dataset = dataset,
            Description = description,
            Store = store,
            Shape = shape,
            Budget = budget,
            Purposes = purposes,
            Samples = samples?.Build(),
            Agreements = agreements,
            Digest = digest,
            File = file,
        };
        return new PolicyReading(policy, root, budgetMap);
    }

    private static StoreOptions ReadStore(YamlMap map)
    {
        var kind = map.RequiredChoice("kind", "csv", "parquet", "jsonl", "sqlite") switch
        {
            "csv" => StoreKind.Csv,
            "parquet" => StoreKind.Parquet,
            "jsonl" => StoreKind.JsonLines,
            _ => StoreKind.Sqlite,
        };
        return new StoreOptions
        {
            Kind = kind,
            Path = map.RequiredPath("path"),
            Table = kind == StoreKind.Sqlite ? map.RequiredString("table", 128) : null,
        };
    }

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
            root.RequiredInteger("rowsMax", 1, RowsMax));
        if (unit is null && shape.RecordsPerUnit != 1)
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
        if (root.Has(key) && (column is not null) == isOther)
        {
            root.Reject(key, $"'{key}' must say exactly one of two things",
                $"write '{key}: {{column: NAME}}' or '{key}: {{{alternative}: true}}'");
        }

        return column;
    }
}
