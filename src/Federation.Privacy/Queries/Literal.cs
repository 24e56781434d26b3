using Federation.Privacy.Schemas;

namespace Federation.Privacy.Queries;

/// <summary>A constant in a query: a declared value, or an exact decimal number.</summary>
public readonly record struct Literal
{
    private readonly DomainValue _value;
    private readonly decimal _number;

    private Literal(bool isDecimal, DomainValue value, decimal number)
    {
        IsDecimal = isDecimal;
        _value = value;
        _number = number;
    }

    /// <summary>Whether it was written as a decimal number.</summary>
    public bool IsDecimal { get; }

    /// <summary>The number, where it is a whole or a decimal one.</summary>
    public decimal? Number =>
        IsDecimal ? _number : _value.Kind == DomainValueKind.Integer ? _value.Integer : null;

    /// <summary>The declared value, where it is one; a decimal without fraction counts as a whole number.</summary>
    public DomainValue? Value =>
        !IsDecimal ? _value
        : decimal.Truncate(_number) == _number && _number is >= long.MinValue and <= long.MaxValue
            ? DomainValue.Of((long)_number) : null;

    /// <summary>The day, in days since 1970-01-01: where it is one, or text that writes one.</summary>
    internal long? Day => IsDecimal ? null : _value.Kind switch
    {
        DomainValueKind.Day => _value.Day,
        DomainValueKind.Text when CalendarDay.TryParse(_value.Text, out var days) => days,
        _ => null,
    };

    /// <summary>Makes a constant from a declared value.</summary>
    public static Literal Of(DomainValue value) => new(false, value, 0);

    /// <summary>Makes a decimal constant.</summary>
    public static Literal Of(decimal number) => new(true, default, number);
}
