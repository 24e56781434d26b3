using System.Data.Common;
using Federation.Privacy.Plans;
using Federation.Privacy.Schemas;

namespace Federation.Stores;

/// <summary>Reads the rows of a statement whose keys nobody declared: cell, keys, size, then the components.</summary>
internal static class KeyedRows
{
    /// <summary>Adds one row: a group, or in cell −1 all groups of too few units.</summary>
    public static void Add(DbDataReader row, ExactTable table)
    {
        var plan = table.Plan;
        PlanGroup[] columns = [.. plan.Groups.Where(group => group.Keys is not null)];
        var first = columns.Length + 2;
        var cell = (int)row.GetInt64(0);
        if (cell < 0)
        {
            for (var component = 0; component < plan.Components.Count; component++)
            {
                table.SetRest(component, row.GetInt64(first + component));
            }

            return;
        }

        var keys = columns.Select((group, i) => plan.Shape.Find(group.Column)!.Kind == ColumnKind.Text
            ? DomainValue.Of(row.GetString(i + 1)) : DomainValue.Of(row.GetInt64(i + 1)));
        table.Add(cell, [.. keys], row.GetInt64(columns.Length + 1),
            [.. Enumerable.Range(first, plan.Components.Count).Select(row.GetInt64)]);
    }
}
