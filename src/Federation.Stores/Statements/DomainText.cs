using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>Writes how a value finds its place in a declared domain; NULL where it has none.</summary>
/// <remarks>
/// Whole numbers that follow each other in value and place are one run: a comparison and a difference, however many
/// they are. Runs are searched by halves. Texts and truth values are compared one by one.
/// </remarks>
internal static class DomainText
{
    /// <summary>The place of a value, from 0.</summary>
    /// <param name="value">The value's expression, as the column's kind is read.</param>
    /// <param name="shape">The column; it has a domain.</param>
    /// <param name="statement">Takes declared texts.</param>
    public static string PlaceOf(string value, ColumnShape shape, Statement statement)
    {
        if (shape.Kind == ColumnKind.Integer && shape.Domain.All(one => one.Kind == DomainValueKind.Integer))
        {
            var runs = RunsOf([.. shape.Domain.Select(one => one.Integer)]);
            return Search(value, runs, 0, runs.Count - 1);
        }

        var places = shape.Domain.Select((one, place) =>
            $"WHEN {FilterText.Constant(one, statement)} THEN {Statement.Literal(place)}");
        return $"CASE {value} {string.Join(" ", places)} END";
    }

    /// <summary>The runs in order of value: the first and last value of each, and the place of the first.</summary>
    private static List<(long From, long To, int Place)> RunsOf(IReadOnlyList<long> domain)
    {
        var runs = new List<(long From, long To, int Place)>();
        foreach (var (place, value) in domain.Index().DistinctBy(one => one.Item).OrderBy(one => one.Item))
        {
            if (runs.Count > 0 && runs[^1] is var run && value == run.To + 1 && place - run.Place == value - run.From)
            {
                runs[^1] = run with { To = value };
                continue;
            }

            runs.Add((value, value, place));
        }

        return runs;
    }

    private static string Search(string value, List<(long From, long To, int Place)> runs, int first, int last)
    {
        if (first == last)
        {
            var (from, to, place) = runs[first];
            return from == to
                ? $"CASE WHEN {value} = {FilterText.Whole(from)} THEN {Statement.Literal(place)} END"
                : $"CASE WHEN {value} BETWEEN {FilterText.Whole(from)} AND {FilterText.Whole(to)} "
                    + $"THEN {value} - {FilterText.Whole(from)} + {Statement.Literal(place)} END";
        }

        var middle = (first + last + 1) / 2;
        return $"CASE WHEN {value} < {FilterText.Whole(runs[middle].From)} "
            + $"THEN {Search(value, runs, first, middle - 1)} ELSE {Search(value, runs, middle, last)} END";
    }
}
