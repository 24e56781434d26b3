using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>The records that count in one statement, for as long as it runs.</summary>
internal sealed class ChosenRecords : IDisposable
{
    private readonly ChoiceBook _book;
    private readonly long _number;

    /// <summary>Enters them into the book.</summary>
    public ChosenRecords(ChoiceBook book, RowMarks kept, PlacedRows rows)
    {
        (_book, _number) = (book, book.Enter(kept));
        Relation = $"{rows.Relation} WHERE {EngineFunctions.Kept}({Statement.Literal(_number)}, {rows.Place}) = 1";
    }

    /// <summary>What stands after FROM.</summary>
    public string Relation { get; }

    /// <inheritdoc/>
    public void Dispose() => _book.Leave(_number);
}
