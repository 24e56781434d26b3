using Federation.Curation;
using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>Reads what a sample may hold. Redactors are made only once the whole file holds.</summary>
internal sealed class SampleRulesReader
{
    /// <summary>How a person says in writing that a text needs no redactor.</summary>
    private const string NonePublic = "none-public";

    private readonly List<(string Name, ColumnKind Kind, IReadOnlyList<string> Redactors)> _columns = [];
    private int _unitsMax;
    private int _recordsPerRequestMax;

    private SampleRulesReader()
    {
    }

    /// <summary>The cap on units as written.</summary>
    public int UnitsMax => _unitsMax;

    public static SampleRulesReader? Read(YamlMap root, DatasetShape shape)
    {
        if (root.OptionalMap("samples") is not { } map)
        {
            return null;
        }

        var rules = new SampleRulesReader();
        rules._columns.AddRange(map.RequiredList("columns", 1, column => ReadColumn(column, shape), maxItems: 1_000));
        rules._unitsMax = (int)map.RequiredInteger("unitsMax", 1, int.MaxValue);
        rules._recordsPerRequestMax = (int)map.RequiredInteger("recordsPerRequest", 1, 1_000_000);
        if (rules._columns.DistinctBy(column => column.Name).Count() < rules._columns.Count)
        {
            map.Reject("columns", "a sample lists a column twice", "keep one of each");
        }

        return rules;
    }

    public SampleRules Build() => new(
        [.. _columns.Select(column => new SampleColumn(column.Name, column.Kind, Redactor.Of(column.Redactors)))],
        _unitsMax, _recordsPerRequestMax);

    private static (string Name, ColumnKind Kind, IReadOnlyList<string> Redactors) ReadColumn(
        YamlMap map, DatasetShape shape)
    {
        var name = map.RequiredString("name", 128);
        var declared = shape.Find(name);
        if (declared is null)
        {
            map.Reject("name", $"'{name}' is not a declared column",
                $"write one of: {string.Join(", ", shape.Columns.Select(column => column.Name))}");
        }

        var mustSay = declared?.Kind == ColumnKind.Text;
        var names = map.RequiredScalars(
            "redactors", mustSay ? 1 : 0, item => item.AsChoice([.. RedactorCatalog.Names, NonePublic]));
        if (names.Contains(NonePublic) && names.Count > 1)
        {
            map.Reject("redactors", $"'{NonePublic}' stands beside redactors", "keep either it or the redactors");
        }

        return (name, declared?.Kind ?? ColumnKind.Text, [.. names.Where(redactor => redactor != NonePublic)]);
    }
}
