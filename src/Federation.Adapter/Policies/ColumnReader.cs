using Federation.Hosting.Configuration;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Policies;

/// <summary>
/// Reads one declared column: its bounds, its public values, and what becomes of values that are none.
/// </summary>
internal static class ColumnReader
{
    private const int KeyBytesMax = 256;
    private const int KeyBytesOfWhole = sizeof(long);

    public static ColumnShape Read(YamlMap map)
    {
        var name = map.RequiredString("name", 128);
        var kind = map.RequiredEnum<ColumnKind>("type");
        var isNumeric = kind is ColumnKind.Integer or ColumnKind.Number;
        var bounds = kind == ColumnKind.Date ? ReadDays(map) : ReadBounds(map);
        var domain = map.RequiredScalars("domain", 0, item => (item.IsConfirmed, Value: ReadValue(item, kind)));
        var confirmed = domain.Where(item => item.IsConfirmed).ToList();
        if (map.Has("domain") && (domain.Count == 0 || confirmed.Distinct().Count() < confirmed.Count))
        {
            map.Reject("domain", $"the domain of '{name}' is empty or lists a value twice", "list each value once");
        }

        if (kind is ColumnKind.Number or ColumnKind.Date && map.Has("domain"))
        {
            map.Reject("domain", $"a {(kind == ColumnKind.Date ? "date" : "number")} has no domain",
                "remove it, or declare the column as integer or text");
        }

        if (!isNumeric && kind != ColumnKind.Date && map.Has("bounds"))
        {
            map.Reject("bounds", $"'{name}' is no number and has no bounds", "remove them, or list a domain");
        }

        var isBounded = map.Has("bounds");
        return new ColumnShape(
            name, kind, bounds, [.. domain.Select(item => item.Value)], ReadTreatment(map, "onNull", isBounded),
            ReadTreatment(map, "onNaN", isBounded && kind == ColumnKind.Number),
            ReadTreatment(map, "onInfinity", isBounded && kind == ColumnKind.Number))
        {
            Keys = ReadKeys(map, kind),
            DistinctPerUnit = map.Has("distinctPerUnit")
                ? (int)map.RequiredInteger("distinctPerUnit", 1, 1_000_000) : null,
        };
    }

    /// <summary>Values that nobody lists, and that make groups only where they are chosen.</summary>
    private static PrivateKeys? ReadKeys(YamlMap column, ColumnKind kind)
    {
        if (column.OptionalMap("keys") is not { } map)
        {
            return null;
        }

        _ = map.RequiredChoice("show", "chosen");
        var bytesMax = KeyBytesOfWhole;
        if (kind == ColumnKind.Text)
        {
            _ = map.RequiredChoice("normalForm", "nfc");
            bytesMax = (int)map.RequiredInteger("bytesMax", 1, KeyBytesMax);
        }

        if (column.Has("domain"))
        {
            column.Reject("keys", "the column has a domain and private keys", "keep one of the two");
        }

        if (kind is not (ColumnKind.Text or ColumnKind.Integer))
        {
            column.Reject("keys", "only text and whole numbers have private keys", "remove it, or group by bins");
        }

        return new PrivateKeys(bytesMax);
    }

    private static NumericBounds? ReadBounds(YamlMap column)
    {
        if (column.OptionalMap("bounds") is not { } map)
        {
            return null;
        }

        var bounds = new NumericBounds(
            map.RequiredDecimal("lower"), map.RequiredDecimal("upper"), map.RequiredDecimal("step"));
        if (!map.IsConfirmed("lower") || !map.IsConfirmed("upper") || !map.IsConfirmed("step"))
        {
            return null; // Each is a fault of its own by now: no rule between them can be told.
        }

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

    /// <summary>Days from one to another: a date without bounds could be asked nothing, so they are required.</summary>
    private static NumericBounds? ReadDays(YamlMap column)
    {
        var map = column.RequiredMap("bounds");
        var (lower, upper) = (ReadDay(map, "lower"), ReadDay(map, "upper"));
        if (lower is not { } first || upper is not { } last)
        {
            return null;
        }

        if (last <= first)
        {
            map.Reject("upper", "'upper' is not after 'lower'", "write the earlier of the two days as lower");
        }

        return new NumericBounds(first, last, 1);
    }

    private static int? ReadDay(YamlMap map, string key)
    {
        var text = map.RequiredString(key, 10);
        if (CalendarDay.TryParse(text, out var days))
        {
            return days;
        }

        if (map.IsConfirmed(key))
        {
            map.Reject(key, $"'{key}' is no day", "write a day as year-month-day, such as 2024-02-29");
        }

        return null;
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
