namespace Federation.Curation.Redaction;

/// <summary>The names of transforms in policies, options and records.</summary>
public static class TransformNames
{
    private static readonly Dictionary<string, Transform> Table = new(StringComparer.Ordinal)
    {
        ["label"] = Transform.Label,
        ["erase"] = Transform.Erase,
        ["mask"] = Transform.Mask,
        ["pseudonym"] = Transform.Pseudonym,
        ["surrogate"] = Transform.Surrogate,
        ["generalise"] = Transform.Generalise,
        ["drop"] = Transform.DropRecord,
    };

    /// <summary>All names, in the order of the documentation.</summary>
    public static IReadOnlyCollection<string> All => Table.Keys;

    /// <summary>The name of a transform.</summary>
    public static string Of(Transform transform) => Table.First(pair => pair.Value == transform).Key;

    /// <summary>The transform of a name.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string name, out Transform transform) => Table.TryGetValue(name, out transform);
}
