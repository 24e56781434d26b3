using Federation.Curation;
using Federation.Curation.Detection;
using Federation.Curation.Redaction;
using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>Reads one permitted column: what is cut from its text, and what stands in its place.</summary>
internal static class SampleColumnReader
{
    /// <summary>How a person says in writing that a text needs no redactor.</summary>
    private const string NonePublic = "none-public";

    private const string Custom = "custom";
    private const int PatternsMax = 100;

    private static readonly (string Word, Transform Transform)[] Words =
    [
        ("label", Transform.Label), ("erase", Transform.Erase), ("mask", Transform.Mask),
        ("pseudonym", Transform.Pseudonym), ("surrogate", Transform.Surrogate),
        ("generalise", Transform.Generalise), ("drop", Transform.DropRecord),
    ];

    /// <summary>How policies write a transform.</summary>
    public static string WordOf(Transform transform) => Words.First(row => row.Transform == transform).Word;

    public static SampleColumn Read(YamlMap map, DatasetShape shape, KnownValueRules? known, int year)
    {
        var name = map.RequiredString("name", 128);
        var declared = shape.Find(name);
        if (declared is null)
        {
            map.Reject("name", $"'{name}' is not a declared column",
                $"write one of: {string.Join(", ", shape.Columns.Select(column => column.Name))}");
        }

        if (known?.Columns.Any(column => column.Name == name) == true)
        {
            map.Reject("name", $"'{name}' is let out and also one of the known values that are removed",
                "remove it here, or from knownValues");
        }

        var names = ReadRedactors(map, mustSay: declared?.Kind == ColumnKind.Text);
        var patterns = ReadPatterns(map);
        var redactors = names.Where(redactor => redactor != NonePublic).ToList();
        if (names.Contains(NonePublic) && patterns.Count > 0)
        {
            map.Reject("patterns", $"patterns stand beside '{NonePublic}'", "keep one of the two");
        }

        var kinds = redactors.Concat(known?.Columns.Select(column => column.Kind) ?? [])
            .Concat(patterns.Count > 0 ? [Custom] : []).ToHashSet(StringComparer.Ordinal);
        var redaction = new RedactionRecipe(redactors, ReadTransforms(map, kinds), patterns, Key: null)
        {
            ReferenceYear = year,
        };
        return new SampleColumn(name, declared?.Kind ?? ColumnKind.Text, redaction)
        {
            Text = TextRulesReader.Read(map, isText: declared is null or { Kind: ColumnKind.Text }),
        };
    }

    private static IReadOnlyList<string> ReadRedactors(YamlMap map, bool mustSay)
    {
        var names = map.RequiredScalars(
            "redactors", mustSay ? 1 : 0, item => item.AsChoice([.. RedactorCatalog.Names, NonePublic]));
        if (names.Contains(NonePublic) && names.Count > 1)
        {
            map.Reject("redactors", $"'{NonePublic}' stands beside redactors", "keep either it or the redactors");
        }

        return names;
    }

    private static List<CustomPattern> ReadPatterns(YamlMap map) =>
        [.. map.RequiredScalars("patterns", map.Has("patterns") ? 1 : 0, ReadPattern, PatternsMax)
            .OfType<CustomPattern>()];

    private static CustomPattern? ReadPattern(YamlScalar item)
    {
        var text = item.AsString(1_000);
        try
        {
            return item.IsConfirmed ? CustomPattern.Of(text) : null;
        }
        catch (ArgumentException)
        {
            item.Reject("the pattern cannot be used",
                "write a regular expression that is no empty match, without look-around and back-references");
            return null;
        }
    }

    private static Dictionary<PiiType, Transform> ReadTransforms(YamlMap column, HashSet<string> kinds)
    {
        var transforms = new Dictionary<PiiType, Transform>();
        if (column.OptionalMap("transforms") is not { } map)
        {
            return transforms;
        }

        foreach (var kind in RedactorCatalog.Names.Append(Custom))
        {
            map.Ignore(kind);
            if (!map.Keys.Contains(kind))
            {
                continue;
            }

            var word = map.RequiredChoice(kind, [.. Words.Select(row => row.Word)]);
            if (!kinds.Contains(kind))
            {
                map.Reject(kind, $"'{kind}' has a transform but is not cut",
                    kind == Custom ? "add patterns, or remove it" : "add it to redactors, or remove it");
            }

            var transform = Words.First(row => row.Word == word).Transform;
            foreach (var type in kind == Custom ? [PiiType.Custom] : PiiTypes.OfPolicyName(kind))
            {
                transforms[type] = transform;
            }
        }

        return transforms;
    }
}
