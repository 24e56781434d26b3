using System.Globalization;
using Federation.Adapter.Policies;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Explanations;

/// <summary>Values of a policy as people read them, the same under every culture.</summary>
public static class Words
{
    private const decimal MicrosPerNat = 1_000_000m;

    /// <summary>A kind of column, as policies spell it.</summary>
    public static string Of(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => "integer",
        ColumnKind.Number => "number",
        ColumnKind.Boolean => "boolean",
        ColumnKind.Date => "date",
        _ => "text",
    };

    /// <summary>A privacy loss in nats.</summary>
    public static string Epsilon(long micros) =>
        $"ε {(micros / MicrosPerNat).ToString("0.######", CultureInfo.InvariantCulture)}";

    /// <summary>A δ, which is kept in units of 10⁻¹⁵, as policies write it.</summary>
    public static string Delta(long femtos)
    {
        var (digits, exponent) = (femtos, -15);
        while (digits != 0 && digits % 10 == 0)
        {
            (digits, exponent) = (digits / 10, exponent + 1);
        }

        return digits == 0 ? "δ 0" : string.Create(CultureInfo.InvariantCulture, $"δ {digits}e{exponent}");
    }

    /// <summary>A ρ of zero-concentrated differential privacy, which is kept in millionths.</summary>
    public static string Rho(long micros) =>
        $"ρ {(micros / MicrosPerNat).ToString("0.######", CultureInfo.InvariantCulture)}";

    /// <summary>A number without trailing zeros.</summary>
    public static string Number(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A whole number with its thousands.</summary>
    public static string Count(long count, string one, string many) =>
        $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";

    /// <summary>A point in time; midnight in UTC is its date.</summary>
    public static string Instant(DateTimeOffset instant) => instant.ToUniversalTime().ToString(
        instant.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss 'UTC'",
        CultureInfo.InvariantCulture);

    /// <summary>A list with "and" before its last item.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";

    /// <summary>A list with "or" before its last item.</summary>
    public static string Or(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} or {items[^1]}";

    /// <summary>A name or value on one line, whatever it holds.</summary>
    public static string Quoted(string text) => $"'{OneLine(text)}'";

    /// <summary>A text on one line, whatever it holds; cut after 80 characters.</summary>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = string.Concat(text.Select(character =>
            char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : character));
        return line.Length <= 80 ? line : line[..80] + "…";
    }

    /// <summary>What the unit of a policy is.</summary>
    public static string Unit(DatasetPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Shape.UnitColumn is { } column ? Quoted(column) : "row";
    }
}
