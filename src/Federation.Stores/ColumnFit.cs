using Federation.Privacy.Schemas;
using Federation.Stores.DuckDb;
using Federation.Stores.Postgres;
using Federation.Stores.Statements;

namespace Federation.Stores;

/// <summary>Whether what a store keeps can be read as what a policy declares: for the holder's eyes only.</summary>
public static class ColumnFit
{
    private const int DayCharacters = 10;

    /// <summary>Whether a column's type fits; null where each value decides for itself.</summary>
    /// <param name="store">The form of the data.</param>
    /// <param name="engineType">The engine's word for the column's type.</param>
    /// <param name="kind">What the column is declared to hold.</param>
    public static bool? OfType(StoreKind store, string engineType, ColumnKind kind) =>
        kind == ColumnKind.Text ? true
        : FormOf(store, engineType) switch
        {
            null or ColumnForm.Text => null,
            ColumnForm.Day or ColumnForm.Moment => kind == ColumnKind.Date,
            ColumnForm.Whole or ColumnForm.Real or ColumnForm.Truth => kind != ColumnKind.Date,
            _ => false,
        };

    /// <summary>Whether a value that is kept as text is read as one of that kind; what is not counts as NULL.</summary>
    public static bool OfValue(string text, ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => ScalarRules.Whole(text) is not null,
        ColumnKind.Number => ScalarRules.Number(text) is not null,
        ColumnKind.Boolean => ScalarRules.Truth(text) is not null,
        ColumnKind.Date => DayRule.Apply(text) is not null,
        _ => true,
    };

    /// <summary>The number that a value of a column stands for: of days, in days since 1970-01-01; null where it is
    /// none.</summary>
    public static double? NumberOf(string text, ColumnKind kind)
    {
        ArgumentNullException.ThrowIfNull(text);
        return kind switch
        {
            ColumnKind.Integer or ColumnKind.Number => ScalarRules.Number(text),
            ColumnKind.Date => DayRule.Apply(text) ?? DayRule.Apply(text[..Math.Min(text.Length, DayCharacters)]),
            _ => null,
        };
    }

    /// <summary>The kind that a typed engine means; null where the values have to tell.</summary>
    public static ColumnKind? KindOf(StoreKind store, string engineType) =>
        FormOf(store, engineType) switch
        {
            ColumnForm.Whole => ColumnKind.Integer,
            ColumnForm.Real => ColumnKind.Number,
            ColumnForm.Truth => ColumnKind.Boolean,
            ColumnForm.Day or ColumnForm.Moment => ColumnKind.Date,
            null or ColumnForm.Text => null,
            _ => ColumnKind.Text,
        };

    private static ColumnForm? FormOf(StoreKind store, string engineType) => store switch
    {
        StoreKind.Parquet => ParquetSource.FormOf(engineType),
        StoreKind.Postgres => PostgresColumns.FormOf(engineType),
        _ => null,
    };
}
