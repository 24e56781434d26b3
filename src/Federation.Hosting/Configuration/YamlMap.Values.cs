namespace Federation.Hosting.Configuration;

public sealed partial class YamlMap
{
    /// <inheritdoc cref="YamlScalar.AsString"/>
    public string RequiredString(string key, int charactersMax = 4096, string? pattern = null) =>
        Scalar(key, isRequired: true)?.AsString(charactersMax, pattern) ?? "";

    /// <summary>Text, or null where the key is not written.</summary>
    /// <inheritdoc cref="YamlScalar.AsString"/>
    public string? OptionalString(string key, int charactersMax = 4096, string? pattern = null) =>
        Scalar(key, isRequired: false)?.AsString(charactersMax, pattern);

    /// <summary>A path; a relative one starts at the folder of this file.</summary>
    public string RequiredPath(string key) => Resolve(RequiredString(key));

    /// <summary>A path from the folder of this file, or null where the key is not written.</summary>
    public string? OptionalPath(string key) => OptionalString(key) is { } path ? Resolve(path) : null;

    /// <inheritdoc cref="YamlScalar.AsInteger"/>
    public long RequiredInteger(string key, long min, long max) =>
        Scalar(key, isRequired: true)?.AsInteger(min, max) ?? min;

    /// <summary>A whole number, or <paramref name="fallback"/> where the key is not written.</summary>
    public long OptionalInteger(string key, long min, long max, long fallback) =>
        Scalar(key, isRequired: false)?.AsInteger(min, max) ?? fallback;

    /// <inheritdoc cref="YamlScalar.AsDecimal"/>
    public decimal RequiredDecimal(string key, decimal min = decimal.MinValue, decimal max = decimal.MaxValue) =>
        Scalar(key, isRequired: true)?.AsDecimal(min, max) ?? min;

    /// <summary>A decimal number, or null where the key is not written.</summary>
    public decimal? OptionalDecimal(string key, decimal min = decimal.MinValue, decimal max = decimal.MaxValue) =>
        Scalar(key, isRequired: false)?.AsDecimal(min, max);

    /// <summary>A part of one in units of 10⁻¹⁵, at most <paramref name="max"/>; 0 where the key is not
    /// written.</summary>
    public long OptionalFemtos(string key, long max) => Scalar(key, isRequired: false)?.AsFemtos(max) ?? 0;

    /// <inheritdoc cref="YamlScalar.AsBoolean"/>
    public bool RequiredBoolean(string key) => Scalar(key, isRequired: true)?.AsBoolean() ?? false;

    /// <summary><c>true</c> or <c>false</c>, or <paramref name="fallback"/> where the key is not written.</summary>
    public bool OptionalBoolean(string key, bool fallback) => Scalar(key, isRequired: false)?.AsBoolean() ?? fallback;

    /// <inheritdoc cref="YamlScalar.AsDuration"/>
    public TimeSpan RequiredDuration(string key, TimeSpan min, TimeSpan max) =>
        Scalar(key, isRequired: true)?.AsDuration(min, max) ?? min;

    /// <summary>A duration, or <paramref name="fallback"/> where the key is not written.</summary>
    public TimeSpan OptionalDuration(string key, TimeSpan min, TimeSpan max, TimeSpan fallback) =>
        Scalar(key, isRequired: false)?.AsDuration(min, max) ?? fallback;

    /// <inheritdoc cref="YamlScalar.AsInstant"/>
    public DateTimeOffset RequiredInstant(string key) =>
        Scalar(key, isRequired: true)?.AsInstant() ?? DateTimeOffset.UnixEpoch;

    /// <inheritdoc cref="YamlScalar.AsEnum"/>
    public T RequiredEnum<T>(string key)
        where T : struct, Enum => Scalar(key, isRequired: true)?.AsEnum<T>() ?? default;

    /// <summary>One of the values of <typeparamref name="T"/>, or <paramref name="fallback"/> where the key is not
    /// written.</summary>
    public T OptionalEnum<T>(string key, T fallback)
        where T : struct, Enum => Scalar(key, isRequired: false)?.AsEnum<T>() ?? fallback;

    /// <inheritdoc cref="YamlScalar.AsChoice"/>
    public string RequiredChoice(string key, params IReadOnlyList<string> choices) =>
        Scalar(key, isRequired: true)?.AsChoice(choices) ?? choices[0];

    /// <summary>A list of different texts.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minItems">The fewest items; with 0 the key may be left out.</param>
    /// <param name="pattern">A regular expression that each must match as a whole, or null.</param>
    public IReadOnlyList<string> RequiredStrings(string key, int minItems, string? pattern = null) =>
        Distinct(key, RequiredScalars(key, minItems, item => item.AsString(pattern: pattern)));

    /// <summary>A list of different whole numbers.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minItems">The fewest items; with 0 the key may be left out.</param>
    /// <param name="min">The smallest that an item may be.</param>
    /// <param name="max">The largest that an item may be.</param>
    public IReadOnlyList<long> RequiredIntegers(string key, int minItems, long min, long max) =>
        Distinct(key, RequiredScalars(key, minItems, item => item.AsInteger(min, max)));

    /// <summary>A list of different values of <typeparamref name="T"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="minItems">The fewest items; with 0 the key may be left out.</param>
    public IReadOnlyList<T> RequiredEnums<T>(string key, int minItems)
        where T : struct, Enum => Distinct(key, RequiredScalars(key, minItems, item => item.AsEnum<T>()));

    private YamlScalar? Scalar(string key, bool isRequired) =>
        Find(key, isRequired) is { } found ? AsScalar(found, key) : null;

    private IReadOnlyList<T> Distinct<T>(string key, IReadOnlyList<T> items)
    {
        if (items.Distinct().Count() < items.Count)
        {
            Reject(key, $"'{Name(key)}' lists a value twice", "keep one of each");
        }

        return items;
    }

    private string Resolve(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(FileName))!;
        return path.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(path, folder);
    }
}
