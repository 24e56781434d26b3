using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>
/// Reads one declared column: its bounds, its public values, and what becomes of values that are none.
/// </summary>
internal static class ColumnReader
{
    /// <summary>What a draft writes before a bound that it guessed.</summary>
    public const string Unconfirmed = "UNCONFIRMED";

    public static ColumnShape Read(YamlMap map)
    {
        var name = map.RequiredString("name", 128);
        var kind = map.RequiredEnum<ColumnKind>("type");
        var isNumeric = kind is ColumnKind.Integer or ColumnKind.Number;
        var bounds = ReadBounds(map);
        var domain = map.RequiredScalars("domain", 0, item => ReadValue(item, kind));
        if (map.Has("domain") && (domain.Count == 0 || domain.Distinct().Count() < domain.Count))
        {
            map.Reject("domain", $"the domain of '{name}' is empty or lists a value twice", "list each value once");
        }

        if (kind == ColumnKind.Number && map.Has("domain"))
        {
            map.Reject("domain", "a number has no domain", "remove it, or declare the column as integer or text");
        }

        if (!isNumeric && bounds is not null)
        {
            map.Reject("bounds", $"'{name}' is no number and has no bounds", "remove them, or list a domain");
        }

        return new ColumnShape(
            name, kind, bounds, domain, ReadTreatment(map, "onNull", bounds is not null),
            ReadTreatment(map, "onNaN", bounds is not null && kind == ColumnKind.Number),
            ReadTreatment(map, "onInfinity", bounds is not null && kind == ColumnKind.Number));
    }

    private static NumericBounds? ReadBounds(YamlMap column)
    {
        if (column.OptionalMap("bounds") is not { } map)
        {
            return null;
        }

        var keys = new[] { "lower", "upper", "step" };
        var values = keys.Select(key => ReadBound(map, key)).ToList();
        if (values.Contains(null) || !keys.All(map.Has))
        {
            return null;
        }

        var bounds = new NumericBounds(values[0]!.Value, values[1]!.Value, values[2]!.Value);
        if (bounds.Upper <= bounds.Lower)
        {
            map.Reject("upper", "'upper' is not above 'lower'", "write the smaller of the two as lower");
        }
        else if (!bounds.IsValid)
        {
            map.Reject("step", "'step' does not divide upper − lower into 1 to 2147483648 equal steps",
                "write a step above 0 that divides it, with bounds within ±10^12 and at most 12 decimals");
        }

        return bounds;
    }

    private static decimal? ReadBound(YamlMap map, string key)
    {
        if (map.Has(key) && map.OptionalString(key) is { } text
            && text.StartsWith(Unconfirmed, StringComparison.Ordinal))
        {
            var guess = text[Unconfirmed.Length..].Trim();
            map.Reject(key, $"'{key}' is a guess from the data that nobody confirmed",
                $"write what is publicly known, not what the data show; the guess was '{guess}'");
            return null;
        }

        return map.RequiredDecimal(key);
    }

    private static Treatment ReadTreatment(YamlMap map, string key, bool isRequired) =>
        isRequired ? map.RequiredEnum<Treatment>(key) : Treatment.Exclude;

    private static DomainValue ReadValue(YamlScalar item, ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => DomainValue.Of(item.AsInteger(long.MinValue, long.MaxValue)),
        ColumnKind.Boolean => DomainValue.Of(item.AsBoolean()),
        _ => DomainValue.Of(item.AsString(256)),
    };
}
