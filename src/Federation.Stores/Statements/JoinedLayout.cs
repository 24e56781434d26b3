namespace Federation.Stores.Statements;

/// <summary>Two relations as one, joined on the privacy unit as text: the columns of the left, then those of the right
/// but for the unit.</summary>
internal static class JoinedLayout
{
    /// <summary>Joins two layouts whose aliases differ.</summary>
    /// <exception cref="StoreUnavailableException">The unit is missing on a side, or both name a column alike.
    /// </exception>
    public static SourceLayout Of(SourceLayout left, SourceLayout right, string on, Dialect dialect)
    {
        var (leftUnit, rightUnit) = (left.Find(on), right.Find(on));
        SourceColumn[] columns = [.. left.Columns, .. right.Columns.Where(column => column != rightUnit)];
        if (columns.GroupBy(column => column.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)
            is { } twins)
        {
            throw new StoreUnavailableException(
                $"Both sides of the view have a column '{twins.Key}'. Rename it on one side, in the data.");
        }

        return new SourceLayout(
            columns,
            $"(SELECT {string.Join(", ", columns.Select(column => column.Alias))} "
            + $"FROM (SELECT * FROM {left.Relation}) AS leftside JOIN (SELECT * FROM {right.Relation}) AS rightside "
            + $"ON {dialect.JoinKey(leftUnit)} = {dialect.JoinKey(rightUnit)}) AS joined");
    }
}
