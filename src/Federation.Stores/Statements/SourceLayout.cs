namespace Federation.Stores.Statements;

/// <summary>The columns of a store and the relation that statements read them from.</summary>
/// <param name="Columns">All columns, in the order of the data.</param>
/// <param name="Relation">What stands after FROM: a relation with the columns' aliases.</param>
/// <param name="Ranked">The records that count, ranked already; null where there is no index.</param>
/// <param name="Chosen">What stands after FROM for the records that count, where they were chosen for this statement
/// alone; null where the statement chooses.</param>
internal sealed record SourceLayout(
    IReadOnlyList<SourceColumn> Columns, string Relation, RankedSource? Ranked = null, string? Chosen = null)
{
    /// <summary>Finds a column by its exact name.</summary>
    /// <exception cref="StoreUnavailableException">There is none, or more than one.</exception>
    public SourceColumn Find(string name)
    {
        var found = Columns.Where(column => column.Name == name).Take(2).ToArray();
        return found.Length == 1
            ? found[0]
            : throw new StoreUnavailableException($"The store has {(found.Length == 0 ? "no" : "more than one")} "
                + $"column named '{name}'. The policy and the data must agree.");
    }
}
