namespace Federation.Stores.Statements;

/// <summary>How a store keeps a column, as far as reading it in a typed way depends on it.</summary>
internal enum ColumnForm
{
    /// <summary>Text; a number or a truth value is read from it by the store's own grammar.</summary>
    Text,

    /// <summary>Whole numbers of any width.</summary>
    Whole,

    /// <summary>Floating-point or decimal numbers.</summary>
    Real,

    /// <summary>True and false.</summary>
    Truth,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Calendar days.</summary>
    Day,

    /// <summary>Points in time, read in UTC.</summary>
    Moment,

    /// <summary>Anything else (times of day, lists): usable as text only.</summary>
    Other,

    /// <summary>Each value has a form of its own, as in SQLite.</summary>
    Dynamic,
}
