using Federation.Privacy.Schemas;
using Federation.Stores.Statements;

namespace Federation.Stores.DuckDb.Choosing;

/// <summary>Tells records of equal keys apart by their content, as the whole order does.</summary>
internal sealed class TieBreaker(ChoiceBook book, Dialect dialect, PlacedRows rows)
{
    /// <summary>Puts the first of each tie among the kept; what is alike in content is alike in every answer.</summary>
    public void Break(
        IReadOnlyList<TiedRecords> ties, RowMarks kept, DatasetShape shape, SourceLayout layout,
        Func<Statement, RunningStatement> start)
    {
        var columns = shape.Columns.Select(column => layout.Find(column.Name)).ToArray();
        var contents = columns.Length == 0 ? [] : ContentsOf(ties, columns, start);
        foreach (var tie in ties)
        {
            var first = tie.Places
                .OrderBy(place => contents.GetValueOrDefault(place, ""), StringComparer.Ordinal)
                .Take(tie.KeptCount);
            foreach (var place in first)
            {
                kept.Add(place);
            }
        }
    }

    private Dictionary<uint, string> ContentsOf(
        IReadOnlyList<TiedRecords> ties, SourceColumn[] columns, Func<Statement, RunningStatement> start)
    {
        var marks = new RowMarks(rows.Count);
        foreach (var place in ties.SelectMany(tie => tie.Places))
        {
            marks.Add(place);
        }

        using var chosen = new ChosenRecords(book, marks, rows);
        using var run = start(new Statement
        {
            Sql = $"SELECT {rows.Place}, {dialect.Content(columns)} FROM {chosen.Relation}",
        });
        using var reader = run.Command.ExecuteReader();
        var contents = new Dictionary<uint, string>();
        while (reader.Read())
        {
            contents[(uint)reader.GetInt64(0)] = reader.GetString(1);
        }

        return contents;
    }
}
