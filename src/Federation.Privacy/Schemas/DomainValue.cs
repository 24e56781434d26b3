using System.Globalization;

namespace Federation.Privacy.Schemas;

/// <summary>What a declared value is.</summary>
public enum DomainValueKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Text, compared code unit by code unit.</summary>
    Text,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A decimal number: the lower end of a bin. Never declared by a holder.</summary>
    Decimal,

    /// <summary>A calendar day: the first day of a bin. Never declared by a holder.</summary>
    Day,
}

/// <summary>One declared value of a column: a whole number, text or a truth value; or the lower end of a bin.</summary>
public readonly record struct DomainValue : IComparable<DomainValue>
{
    private readonly long _number;
    private readonly string? _text;
    private readonly decimal _decimal;

    private DomainValue(DomainValueKind kind, long number, string? text, decimal fraction = 0)
    {
        Kind = kind;
        _number = number;
        _text = text;
        _decimal = fraction;
    }

    /// <summary>Which of the five it is.</summary>
    public DomainValueKind Kind { get; }

    /// <summary>The whole number.</summary>
    /// <exception cref="InvalidOperationException">It is not one.</exception>
    public long Integer => Kind == DomainValueKind.Integer ? _number : throw Mismatch();

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">It is not text.</exception>
    public string Text => Kind == DomainValueKind.Text ? _text ?? "" : throw Mismatch();

    /// <summary>The truth value.</summary>
    /// <exception cref="InvalidOperationException">It is not one.</exception>
    public bool Boolean => Kind == DomainValueKind.Boolean ? _number != 0 : throw Mismatch();

    /// <summary>The decimal number.</summary>
    /// <exception cref="InvalidOperationException">It is not one.</exception>
    public decimal Decimal => Kind == DomainValueKind.Decimal ? _decimal : throw Mismatch();

    /// <summary>The day, in days since 1970-01-01.</summary>
    /// <exception cref="InvalidOperationException">It is not one.</exception>
    public long Day => Kind == DomainValueKind.Day ? _number : throw Mismatch();

    /// <summary>Makes a calendar day from days since 1970-01-01.</summary>
    public static DomainValue OfDay(long days) => new(DomainValueKind.Day, days, null);

    /// <summary>Makes a whole number.</summary>
    public static DomainValue Of(long value) => new(DomainValueKind.Integer, value, null);

    /// <summary>Makes a text.</summary>
    public static DomainValue Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new DomainValue(DomainValueKind.Text, 0, value);
    }

    /// <summary>Makes a truth value.</summary>
    public static DomainValue Of(bool value) => new(DomainValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>Makes a decimal number.</summary>
    public static DomainValue Of(decimal value) => new(DomainValueKind.Decimal, 0, null, value);

    /// <summary>Whether the left value comes before the right one.</summary>
    public static bool operator <(DomainValue left, DomainValue right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left value comes after the right one.</summary>
    public static bool operator >(DomainValue left, DomainValue right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left value does not come after the right one.</summary>
    public static bool operator <=(DomainValue left, DomainValue right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left value does not come before the right one.</summary>
    public static bool operator >=(DomainValue left, DomainValue right) => left.CompareTo(right) >= 0;

    /// <summary>A total order for canonical forms: by kind, then by value, text by ordinal.</summary>
    public int CompareTo(DomainValue other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind)
        : Kind == DomainValueKind.Text ? string.CompareOrdinal(_text, other._text)
        : Kind == DomainValueKind.Decimal ? _decimal.CompareTo(other._decimal)
        : _number.CompareTo(other._number);

    /// <summary>The value as invariant text: digits, the text itself, or <c>true</c> and <c>false</c>.</summary>
    public override string ToString() => Kind switch
    {
        DomainValueKind.Integer => _number.ToString(CultureInfo.InvariantCulture),
        DomainValueKind.Day => CalendarDay.Format(_number),
        DomainValueKind.Boolean => _number != 0 ? "true" : "false",
        DomainValueKind.Decimal => _decimal.ToString("0.############", CultureInfo.InvariantCulture),
        _ => _text ?? "",
    };

    private InvalidOperationException Mismatch() => new($"The value is of kind {Kind}.");
}
