namespace Federation.Stores.Statements;

/// <summary>Writes the one statement of a sample.</summary>
/// <remarks>
/// The bounded records of the first units in keyed order, ordered by their own keys. Which records these are, and in
/// which order, depends on the key and on the records' ids and contents alone: never on their places in the file, on
/// the columns asked for or on how far the caller reads.
/// </remarks>
internal sealed class SampleStatement(Dialect dialect, SourceLayout layout)
{
    /// <summary>Builds the statement; its rows hold the asked columns as text.</summary>
    public Statement Build(SamplePlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.UnitsMax, 1);
        ArgumentOutOfRangeException.ThrowIfZero(plan.Columns.Count);
        var statement = new Statement();
        var columns = plan.Columns.Select(layout.Find).ToArray();
        var bounded = new BoundedRecords(dialect, layout, plan.Shape).ForSample(columns, statement);
        var texts = columns.Select(dialect.Text);
        statement.Sql = $"""
            WITH {bounded},
            units AS (SELECT u FROM (SELECT DISTINCT u FROM bounded) AS every
                ORDER BY {dialect.UnitKey("u", statement)}, u LIMIT {Statement.Literal(plan.UnitsMax)})
            SELECT {string.Join(", ", texts)} FROM bounded WHERE u IN (SELECT u FROM units) ORDER BY h, u, t
            """;
        return statement;
    }
}
