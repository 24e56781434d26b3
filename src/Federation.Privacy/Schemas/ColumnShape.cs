namespace Federation.Privacy.Schemas;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>Whole numbers of 64 bits.</summary>
    Integer,

    /// <summary>Numbers, stored as doubles or decimals.</summary>
    Number,

    /// <summary>Text, compared code unit by code unit.</summary>
    Text,

    /// <summary>Truth values.</summary>
    Boolean,

    /// <summary>Calendar days, in UTC: as a number, whole days since 1970-01-01. A time of day is left out.</summary>
    Date,
}

/// <summary>What a value that is not a finite number becomes where a bounded column is counted or summed.</summary>
public enum Treatment
{
    /// <summary>The row is not counted in the column, and false for every comparison on it.</summary>
    Exclude,

    /// <summary>It counts as the lower bound.</summary>
    Lower,

    /// <summary>It counts as the upper bound.</summary>
    Upper,
}

/// <summary>One declared column.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Bounds">The bounds within which it is summed and compared; null where it is not summed.</param>
/// <param name="Domain">The declared public values by which it can be grouped; empty where it cannot.</param>
/// <param name="OnNull">What NULL becomes.</param>
/// <param name="OnNaN">What NaN becomes.</param>
/// <param name="OnInfinity">What +∞ and −∞ become.</param>
public sealed record ColumnShape(
    string Name,
    ColumnKind Kind,
    NumericBounds? Bounds,
    IReadOnlyList<DomainValue> Domain,
    Treatment OnNull,
    Treatment OnNaN,
    Treatment OnInfinity)
{
    /// <summary>Whether it may make groups of values that are not declared; null where it may not. Never beside a
    /// domain.</summary>
    public PrivateKeys? Keys { get; init; }

    /// <summary>The most distinct values of the column with which one unit counts, over all groups; null for as many as
    /// its records.</summary>
    public int? DistinctPerUnit { get; init; }

    /// <summary>Whether some row may be left out of the column's counts and sums.</summary>
    public bool CanExclude =>
        OnNull == Treatment.Exclude
        || (Kind == ColumnKind.Number && (OnNaN == Treatment.Exclude || OnInfinity == Treatment.Exclude));
}
