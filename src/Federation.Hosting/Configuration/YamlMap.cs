namespace Federation.Hosting.Configuration;

/// <summary>The keys of one level of a document. What nobody read before <see cref="Finish"/> is a fault.</summary>
/// <remarks>
/// Every method collects its fault and returns a harmless stand-in, so that one reading finds all faults. Call
/// <see cref="Finish"/> on the top level after the last read and before anything is built from the values.
/// </remarks>
public sealed partial class YamlMap
{
    private readonly MapNode? _node;
    private readonly string _path;
    private readonly FaultList _faults;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<YamlMap> _inner = [];

    internal YamlMap(MapNode? node, string path, FaultList faults)
    {
        _node = node;
        _path = path;
        _faults = faults;
    }

    /// <summary>The file it was read from.</summary>
    public string FileName => _faults.File;

    /// <summary>The line it starts on, from 1; 1 also for the stand-in of a map that is missing.</summary>
    public int Line => _node?.Line ?? 1;

    /// <summary>The line that a key stands on; that of the map where it is not written.</summary>
    public int LineOf(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Line ?? Line;

    /// <summary>The keys in the order in which they are written.</summary>
    public IReadOnlyList<string> Keys => [.. Entries.Select(entry => entry.Key)];

    private IReadOnlyList<MapEntry> Entries => _node?.Entries ?? [];

    /// <summary>Whether a key is written with a value. Asking does not count as reading it.</summary>
    public bool Has(string key) =>
        Entries.Any(entry => entry.Key == key && entry.Value is not ScalarNode { IsEmpty: true });

    /// <summary>Whether a key holds a value that is no guess. Rules between keys hold only for such.</summary>
    public bool IsConfirmed(string key) => Has(key) && !Entries.Any(entry =>
        entry.Key == key && entry.Value is ScalarNode scalar && YamlScalar.IsGuess(scalar.Text));

    /// <summary>A level below; an empty stand-in where it is missing.</summary>
    public YamlMap RequiredMap(string key) => Inner(Find(key, isRequired: true), key);

    /// <summary>A level below, or null where the key is not written.</summary>
    public YamlMap? OptionalMap(string key) =>
        Find(key, isRequired: false) is { } found ? Inner(found, key) : null;

    /// <summary>A list of maps, each read by <paramref name="read"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minItems">The fewest items; with 0 the key may be left out.</param>
    /// <param name="read">Reads one item.</param>
    /// <param name="maxItems">The most items.</param>
    public IReadOnlyList<T> RequiredList<T>(string key, int minItems, Func<YamlMap, T> read, int maxItems = 10_000) =>
        [.. Items(key, minItems, maxItems).Select((item, index) => read(Inner(item, $"{key}[{index + 1}]")))];

    /// <summary>A list of values, each read by <paramref name="read"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minItems">The fewest items; with 0 the key may be left out.</param>
    /// <param name="read">Reads one value.</param>
    /// <param name="maxItems">The most items.</param>
    public IReadOnlyList<T> RequiredScalars<T>(
        string key, int minItems, Func<YamlScalar, T> read, int maxItems = 10_000) =>
        [.. Items(key, minItems, maxItems).Select((item, index) => AsScalar(item, $"{key}[{index + 1}]"))
            .OfType<YamlScalar>().Select(read)];

    /// <summary>A map whose keys are names the author chose, such as columns, in the order they are written.</summary>
    /// <param name="key">The key of the map.</param>
    /// <param name="minEntries">The fewest entries; with 0 the key may be left out.</param>
    /// <param name="read">Reads one entry, given its name.</param>
    public IReadOnlyList<T> RequiredEntries<T>(string key, int minEntries, Func<string, YamlMap, T> read)
    {
        if (Find(key, isRequired: minEntries > 0) is not { } found)
        {
            return [];
        }

        var map = Inner(found, key);
        if (map.Entries.Count < minEntries && found is MapNode or ScalarNode)
        {
            RejectCount(found.Line, key, minEntries, map.Entries.Count);
        }

        return [.. map.Entries.Select(entry => read(entry.Key, map.RequiredMap(entry.Key)))];
    }

    /// <summary>Knows a key that this reader has no use for.</summary>
    public void Ignore(string key) => _asked.Add(key);

    /// <summary>Makes a rule of the caller a fault of the file, on the line of <paramref name="key"/>.</summary>
    /// <param name="key">The key that breaks the rule; where it is not written, the line of the map is named.</param>
    /// <param name="what">What is wrong, without a closing full stop.</param>
    /// <param name="fix">What to write instead, without a closing full stop.</param>
    public void Reject(string key, string what, string fix)
    {
        if (_node is not null)
        {
            _faults.Add(Entries.FirstOrDefault(entry => entry.Key == key)?.Line ?? Line, what, fix);
        }
    }

    /// <summary>Ends the reading of the whole document: keys that nobody asked for are unknown.</summary>
    /// <exception cref="ConfigurationException">There is at least one fault; all of them are in it.</exception>
    public void Finish()
    {
        RejectUnread();
        _faults.ThrowIfAny();
    }

    private void RejectUnread()
    {
        foreach (var entry in Entries.Where(entry => !_asked.Contains(entry.Key)))
        {
            var known = _asked.Where(key => Entries.All(other => other.Key != key)).ToList();
            var fix = Suggestion.For(entry.Key, known) is { } meant
                ? $"did you mean '{meant}'?"
                : $"remove it; known here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}";
            _faults.Add(entry.Line, $"'{Name(entry.Key)}' is not a known key", fix);
        }

        _inner.ForEach(map => map.RejectUnread());
    }

    private IReadOnlyList<YamlNode> Items(string key, int minItems, int maxItems)
    {
        if (Find(key, isRequired: minItems > 0) is not { } found)
        {
            return [];
        }

        if (found is not ListNode list)
        {
            _faults.Add(found.Line, $"'{Name(key)}' must be a list", "write one item a line, each after '- '");
            return [];
        }

        if (list.Items.Count < minItems)
        {
            RejectCount(found.Line, key, minItems, list.Items.Count);
        }
        else if (list.Items.Count > maxItems)
        {
            _faults.Add(found.Line, $"'{Name(key)}' has {list.Items.Count} items", $"write at most {maxItems}");
            return [];
        }

        return list.Items;
    }

    private YamlNode? Find(string key, bool isRequired)
    {
        _asked.Add(key);
        var entry = Entries.FirstOrDefault(candidate => candidate.Key == key);
        if (entry is { Value: not ScalarNode { IsEmpty: true } })
        {
            return entry.Value;
        }

        if (entry is not null)
        {
            _faults.Add(
                entry.Line, $"'{Name(key)}' has no value", isRequired ? "write one" : "write one, or remove the key");
        }
        else if (isRequired && _node is not null)
        {
            _faults.Add(Line, $"'{Name(key)}' is missing", $"add '{key}:' with its value");
        }

        return null;
    }

    private YamlMap Inner(YamlNode? node, string key)
    {
        if (node is not (null or MapNode))
        {
            _faults.Add(
                node.Line, $"'{Name(key)}' must hold keys of its own", "write lines like 'key: value' below it");
        }

        var inner = new YamlMap(node as MapNode, Name(key), _faults);
        _inner.Add(inner);
        return inner;
    }

    private YamlScalar? AsScalar(YamlNode node, string key)
    {
        if (node is ScalarNode { IsEmpty: false } scalar)
        {
            return new YamlScalar(scalar, Name(key), _faults);
        }

        _faults.Add(node.Line, $"'{Name(key)}' must be a single value", "write one value");
        return null;
    }

    private void RejectCount(int line, string key, int minimum, int count) => _faults.Add(line,
        $"'{Name(key)}' has {count} items, but needs at least {minimum}", "list them; an empty list allows nothing");

    private string Name(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
