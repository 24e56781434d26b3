using Federation.Hosting.Configuration;

namespace Federation.Adapter.Checks;

/// <summary>Where in its file a policy speaks of something, for faults that only the data show.</summary>
internal sealed class PolicyLines
{
    private readonly string _file;
    private readonly YamlMap _root;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private PolicyLines(string file)
    {
        _file = file;
        _root = YamlDocumentReader.ReadFile(file);
        _root.RequiredList("columns", 0, map => _columns.TryAdd(map.RequiredString("name"), map.Line));
    }

    /// <summary>Reads the lines of a policy file that holds.</summary>
    public static PolicyLines Of(string file) => new(file);

    /// <summary>A fault on the line that declares a column.</summary>
    public ConfigurationFault OfColumn(string column, string what, string fix) =>
        new(_file, _columns.GetValueOrDefault(column, 1), what, fix);

    /// <summary>A fault on the line of a key of the budget.</summary>
    public ConfigurationFault OfBudget(string key, string what, string fix) =>
        new(_file, _root.RequiredMap("budget").LineOf(key), what, fix);

    /// <summary>A fault on the line of a key of the top level.</summary>
    public ConfigurationFault OfKey(string key, string what, string fix) => new(_file, _root.LineOf(key), what, fix);
}
