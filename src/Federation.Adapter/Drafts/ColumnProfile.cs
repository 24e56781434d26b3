using System.Globalization;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Drafts;

/// <summary>What a look at some values of a column suggests: the holder's data, so never more than a guess.</summary>
internal sealed class ColumnProfile(string name, ColumnKind? typed)
{
    /// <summary>The most values that are suggested as a domain.</summary>
    public const int ValuesMax = 20;

    private const int RecordsPerValueMin = 5;
    private const int ValueCharactersMax = 64;
    private const int DayCharacters = 10;
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private int _presentCount;
    private int _wholeCount;
    private int _numberCount;
    private int _truthCount;
    private int _dayCount;

    public string Name { get; } = name;

    public ColumnKind Kind => typed
        ?? (_presentCount == 0 ? ColumnKind.Text
            : _wholeCount == _presentCount ? ColumnKind.Integer
            : _numberCount == _presentCount ? ColumnKind.Number
            : _truthCount == _presentCount ? ColumnKind.Boolean
            : _dayCount == _presentCount ? ColumnKind.Date : ColumnKind.Text);

    public decimal? Min { get; private set; }

    public decimal? Max { get; private set; }

    /// <summary>The first and the last day, in days since 1970-01-01.</summary>
    public (long First, long Last)? Days { get; private set; }

    /// <summary>Whether (nearly) every record has a value of its own, as ids have.</summary>
    public bool LooksLikeId =>
        Kind == ColumnKind.Integer && _presentCount >= ValuesMax && _values.Count > _presentCount * 0.9m;

    /// <summary>The values, where they are few and each stands for several records; else none.</summary>
    public IReadOnlyList<string> FewValues =>
        _values.Count is > 0 and <= ValuesMax
        && _values.Count * RecordsPerValueMin <= _presentCount
        && _values.All(value => value.Length is > 0 and <= ValueCharactersMax)
            ? Kind switch
            {
                ColumnKind.Text => [.. _values.Order(StringComparer.Ordinal)],
                ColumnKind.Integer when _wholeCount == _presentCount => [.. _values
                    .Select(value => long.Parse(value, CultureInfo.InvariantCulture)).Distinct().Order()
                    .Select(value => value.ToString(CultureInfo.InvariantCulture))],
                _ => [],
            }
            : [];

    public void Add(string? text)
    {
        if (text is null)
        {
            return;
        }

        _presentCount++;
        _values.Add(text);
        var isWhole = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && ColumnFit.OfValue(text, ColumnKind.Integer);
        var isNumber = isWhole || ColumnFit.OfValue(text, ColumnKind.Number);
        _wholeCount += isWhole ? 1 : 0;
        _numberCount += isNumber ? 1 : 0;
        _truthCount += ColumnFit.OfValue(text, ColumnKind.Boolean) ? 1 : 0;
        AddDay(text);
        if (isNumber && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            Min = Min is { } min && min < number ? min : number;
            Max = Max is { } max && max > number ? max : number;
        }
    }

    private void AddDay(string text)
    {
        _dayCount += ColumnFit.OfValue(text, ColumnKind.Date) ? 1 : 0;
        if (CalendarDay.TryParse(text[..Math.Min(text.Length, DayCharacters)], out var day))
        {
            Days = Days is { } days ? (Math.Min(days.First, day), Math.Max(days.Last, day)) : (day, day);
        }
    }
}
