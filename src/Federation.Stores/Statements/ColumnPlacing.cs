using Federation.Privacy.Schemas;

namespace Federation.Stores.Statements;

/// <summary>How a declared column becomes whole numbers: first it is read, then placed on its grid and in its domain.
/// </summary>
/// <remarks>
/// Read, a column is <c>x_</c>, a number on its way to the grid, or <c>v_</c>, a value. Placed, it is its grid index
/// <c>k_</c>, its value <c>v_</c>, its place in its domain <c>g_</c> and its absence <c>z_</c>. What is placed depends
/// on the declaration alone, never on the question: so an index may hold it.
/// </remarks>
internal sealed class ColumnPlacing(Dialect dialect, SourceLayout layout)
{
    /// <summary>The expressions that read a column.</summary>
    /// <param name="shape">The column.</param>
    /// <param name="isPositioned">Whether its place in its domain is asked.</param>
    public IEnumerable<string> Read(ColumnShape shape, bool isPositioned)
    {
        var source = layout.Find(shape.Name);
        if (IsNumber(shape))
        {
            var number = shape.Kind == ColumnKind.Date ? dialect.Day(source) : dialect.Number(source);
            yield return $"{number} AS x_{source.Alias}";
        }

        if (shape.Kind is not (ColumnKind.Number or ColumnKind.Date) && (shape.Bounds is null || isPositioned))
        {
            yield return $"{Value(shape.Kind, source)} AS v_{source.Alias}";
        }
    }

    /// <summary>The columns that place a column, each an expression over what was read, and its name.</summary>
    /// <param name="shape">The column.</param>
    /// <param name="isPositioned">Whether its place in its domain is asked.</param>
    /// <param name="statement">Takes the bounds and declared texts.</param>
    public IEnumerable<(string Expression, string Name)> Place(
        ColumnShape shape, bool isPositioned, Statement statement)
    {
        var alias = layout.Find(shape.Name).Alias;
        var (number, value) = ($"x_{alias}", $"v_{alias}");
        var isNumber = IsNumber(shape);
        if (shape.Bounds is not null)
        {
            yield return (dialect.Grid(number, GridRule.Of(shape), statement), $"k_{alias}");
        }
        else if (!isNumber)
        {
            yield return (value, value);
        }

        if (isPositioned)
        {
            yield return (DomainText.PlaceOf(value, shape, statement), $"g_{alias}");
        }

        var missing = isNumber ? dialect.NumberIsNull(number) : $"{value} IS NULL";
        yield return ($"CASE WHEN {missing} THEN 1 ELSE 0 END", $"z_{alias}");
    }

    /// <summary>The same columns out of an index, which keeps them narrow: arithmetic needs room.</summary>
    public IEnumerable<string> Kept(ColumnShape shape, bool isPositioned)
    {
        var alias = layout.Find(shape.Name).Alias;
        if (shape.Bounds is not null)
        {
            yield return $"CAST(k_{alias} AS BIGINT) AS k_{alias}";
        }
        else if (!IsNumber(shape))
        {
            yield return $"v_{alias}";
        }

        if (isPositioned)
        {
            yield return $"CAST(g_{alias} AS INTEGER) AS g_{alias}";
        }

        yield return $"z_{alias}";
    }

    /// <summary>The columns of an index: all that can be placed of a column, in the narrowest type.</summary>
    public IEnumerable<string> Keep(ColumnShape shape, Statement statement)
    {
        foreach (var (expression, name) in Place(shape, shape.Domain.Count > 0, statement))
        {
            var type = name[0] switch
            {
                'k' => Narrowest(GridRule.Of(shape).Cells),
                'g' => Narrowest(shape.Domain.Count),
                'z' => Narrowest(1),
                _ => null,
            };
            yield return type is null ? expression : $"CAST({expression} AS {type}) AS {name}";
        }
    }

    private static string Narrowest(long largest) =>
        largest <= short.MaxValue ? "SMALLINT" : largest <= int.MaxValue ? "INTEGER" : "BIGINT";

    private static bool IsNumber(ColumnShape shape) =>
        shape.Bounds is not null || shape.Kind is ColumnKind.Number or ColumnKind.Date;

    private string Value(ColumnKind kind, SourceColumn source) => kind switch
    {
        ColumnKind.Integer => dialect.Whole(source),
        ColumnKind.Boolean => dialect.Truth(source),
        _ => dialect.Text(source),
    };
}
