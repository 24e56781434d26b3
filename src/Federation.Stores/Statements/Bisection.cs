namespace Federation.Stores.Statements;

/// <summary>Writes a table of whole numbers as nested cases, which every engine searches in few steps.</summary>
internal static class Bisection
{
    /// <summary>The value of a whole number between two ends, both included; a number beyond one has that end's.
    /// </summary>
    /// <param name="number">The expression; never NULL.</param>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last number.</param>
    /// <param name="valueOf">The value of each.</param>
    /// <param name="startOf">Where a number begins, if not at itself.</param>
    public static string Of(string number, int from, int to, Func<int, long> valueOf, Func<int, long>? startOf = null)
    {
        if (from == to)
        {
            return Statement.Literal(valueOf(from));
        }

        var middle = (from + to + 1) / 2;
        return $"CASE WHEN {number} < {Statement.Literal(startOf?.Invoke(middle) ?? middle)} "
            + $"THEN {Of(number, from, middle - 1, valueOf, startOf)} "
            + $"ELSE {Of(number, middle, to, valueOf, startOf)} END";
    }
}
