using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Privacy.Plans;
using Federation.Privacy.Queries;
using Federation.Privacy.Schemas;

namespace Federation.Tests.Stores;

/// <summary>What every engine must answer, computed row by row from the words of the specification.</summary>
public static class StoreModel
{
    /// <summary>The bounded, filtered rows of the table, each as its values by column name.</summary>
    public static List<Dictionary<string, object?>> Select(
        StoreTable table, DatasetShape shape, Predicate? filter, byte[] key)
    {
        var rows = table.Rows.Select(row => table.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second));
        return [.. Bound(rows, shape, key).Where(row => filter is null || Holds(filter, row, shape) == true)];
    }

    /// <summary>The rows that stay where a unit's groups are bounded: those of its first groups by keyed hash.</summary>
    public static List<Dictionary<string, object?>> Share(
        List<Dictionary<string, object?>> rows, BoundedPlan plan, byte[] key) => plan.GroupsPerUnit is not { } bound
        ? rows
        : [.. rows.Where(row => KeyOf(row, plan) is not null)
            .GroupBy(row => StoreTable.TextOf(row[plan.Shape.UnitColumn!])!)
            .SelectMany(unit => unit.GroupBy(row => HashedText(row, plan))
                .OrderBy(group => RecordKey(key, unit.Key, group.Key), StringComparer.Ordinal).Take(bound)
                .SelectMany(group => group))];

    /// <summary>The rows with the values of a column that a unit counts with: of its first pairs of group and value by
    /// keyed hash.</summary>
    public static List<Dictionary<string, object?>> Cap(
        List<Dictionary<string, object?>> rows, BoundedPlan plan, byte[] key)
    {
        foreach (var column in plan.Components.Where(part => part.Kind == ComponentKind.CountDistinct).Select(part => plan.Shape.Find(part.Column!)!))
        {
            if (plan.Shape.DistinctPerUnitBound(column) >= plan.Shape.RecordsPerUnitBound)
            {
                continue;
            }

            var pairs = rows.Where(row => KeyOf(row, plan) is not null && ValueOf(row, column) is not null)
                .GroupBy(row => (Unit: StoreTable.TextOf(row[plan.Shape.UnitColumn!])!, Pair: $"{ValueOf(row, column)}={HashedText(row, plan)}"));
            foreach (var unit in pairs.GroupBy(pair => pair.Key.Unit))
            {
                foreach (var row in unit.OrderBy(pair => RecordKey(key, unit.Key, pair.Key.Pair), StringComparer.Ordinal)
                    .Skip(plan.Shape.DistinctPerUnitBound(column)).SelectMany(pair => pair))
                {
                    row[$"capped {column.Name}"] = true;
                }
            }
        }

        return rows;
    }

    /// <summary>The value with which a row counts among distinct ones; null where with none.</summary>
    public static string? CountedOf(Dictionary<string, object?> row, string column, DatasetShape shape) =>
        row.ContainsKey($"capped {column}") ? null : ValueOf(row, shape.Find(column)!);

    private static string? ValueOf(Dictionary<string, object?> row, ColumnShape column) => column.Bounds is not null
        ? Index(row[column.Name], column)?.ToString(CultureInfo.InvariantCulture)
        : row[column.Name] is bool truth ? truth ? "1" : "0" : StoreTable.TextOf(row[column.Name]);

    /// <summary>The key of a row's group as text; null where it is in none.</summary>
    public static string? KeyOf(Dictionary<string, object?> row, BoundedPlan plan)
    {
        var places = plan.Groups.Select(group => PlaceOf(row[group.Column], group, plan.Shape)).ToList();
        return places.Contains(null) || plan.Groups.Zip(places).Any(pair =>
            pair.First.Keys is null && !pair.First.Values.Any(value => value.ToString() == pair.Second)) ? null : string.Join(',', places);
    }

    /// <summary>The value, or of a column in bins the lower end of the last bin that does not begin above it.</summary>
    public static string? PlaceOf(object? value, PlanGroup group, DatasetShape shape) =>
        group.Keys is { } keys && value is string text
            ? Encoding.UTF8.GetByteCount(text.Normalize()) <= keys.BytesMax ? text.Normalize() : null
        : !group.IsBinned ? StoreTable.TextOf(value)
        : Index(value, shape.Find(group.Column)!) is { } index
            ? group.Values.Where((_, bin) => (group.BinSteps > 0 ? bin * group.BinSteps : group.Starts[bin]) <= index).Last().ToString() : null;

    /// <summary>The cell, then each undeclared key, with strokes between.</summary>
    private static string HashedText(Dictionary<string, object?> row, BoundedPlan plan)
    {
        var cell = 0;
        var text = new StringBuilder();
        foreach (var group in plan.Groups)
        {
            var place = PlaceOf(row[group.Column], group, plan.Shape);
            if (group.Keys is not null)
            {
                text.Append('|').Append(place);
                continue;
            }

            cell = (cell * group.Values.Count) + group.Values.Select(value => value.ToString()).ToList().IndexOf(place!);
        }

        return cell.ToString(CultureInfo.InvariantCulture) + text;
    }

    /// <summary>The grid index of a value of a bounded column; null where it is excluded.</summary>
    public static long? Index(object? value, ColumnShape column)
    {
        var (bounds, top) = (column.Bounds!, column.Bounds!.StepsCount);
        return value switch
        {
            null => Treated(column.OnNull, top),
            _ when column.Kind == ColumnKind.Date =>
                DayOf(value) is { } day ? Cell(day, bounds) : Treated(column.OnNull, top),
            double.NaN => Treated(column.OnNaN, top),
            double.PositiveInfinity or double.NegativeInfinity => Treated(column.OnInfinity, top),
            _ => Cell(Convert.ToDouble(value, CultureInfo.InvariantCulture), bounds),
        };
    }

    private static long Cell(double value, NumericBounds bounds)
    {
        var held = Math.Min(Math.Max(value, (double)bounds.Lower), (double)bounds.Upper);
        return (long)Math.Floor(((held - (double)bounds.Lower) / (double)bounds.Step) + 0.5);
    }

    /// <summary>Days since 1970-01-01, by another way than the stores': forms that a parser is told one by one.</summary>
    public static int? DayOf(object? value)
    {
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss.fff", "yyyy-MM-dd HH:mm:ss.fff"];
        var text = StoreTable.TextOf(value) ?? "";
        return DateTime.TryParseExact(
            text.EndsWith('Z') && text.Length > 11 ? text[..^1] : text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (int)(day.Date - DateTime.UnixEpoch).TotalDays : null;
    }

    private static IEnumerable<Dictionary<string, object?>> Bound(
        IEnumerable<Dictionary<string, object?>> rows, DatasetShape shape, byte[] key) => shape.UnitColumn is not { } unit
        ? rows
        : rows.Where(row => StoreTable.TextOf(row[unit]) is { Length: > 0 })
            .GroupBy(row => StoreTable.TextOf(row[unit])!)
            .SelectMany(group => group
                .OrderBy(row => OrderModel.KeyOf(key, group.Key, StoreTable.TextOf(row[shape.RecordIdColumn!]) ?? ""))
                .Take(shape.RecordsPerUnit));

    private static string RecordKey(byte[] key, string unit, string record)
    {
        static byte[] Prefixed(string text)
        {
            var bytes = new byte[4 + Encoding.UTF8.GetByteCount(text)];
            BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
            Encoding.UTF8.GetBytes(text, bytes.AsSpan(4));
            return bytes;
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Prefixed(unit));
        hmac.AppendData(Prefixed(record));
        return Convert.ToHexString(hmac.GetHashAndReset());
    }

    private static bool? Holds(Predicate predicate, Dictionary<string, object?> row, DatasetShape shape) => predicate switch
    {
        Comparison comparison => Compare(comparison, row[comparison.Column], shape.Find(comparison.Column)!),
        In one => one.Values.Select(value =>
                Compare(new Comparison(one.Column, ComparisonOperator.Equal, value), row[one.Column], shape.Find(one.Column)!))
            .Aggregate((bool?)false, (left, right) => left | right),
        IsNull isNull => row[isNull.Column] is null || (shape.Find(isNull.Column)!.Kind == ColumnKind.Date && DayOf(row[isNull.Column]) is null),
        All all => all.Operands.Aggregate((bool?)true, (left, operand) => left & Holds(operand, row, shape)),
        Any any => any.Operands.Aggregate((bool?)false, (left, operand) => left | Holds(operand, row, shape)),
        Not not => !Holds(not.Operand, row, shape),
        _ => throw new ArgumentOutOfRangeException(nameof(predicate)),
    };

    private static bool? Compare(Comparison comparison, object? value, ColumnShape column)
    {
        if (column.Bounds is { } bounds)
        {
            var constant = column.Kind == ColumnKind.Date
                ? DayOf(comparison.Value.Value!.Value.ToString()) : comparison.Value.Number;
            return Index(value, column) is { } index
                ? Decide(comparison.Operator, (bounds.Lower + (index * bounds.Step)).CompareTo(constant))
                : null;
        }

        return value switch
        {
            null => null,
            long whole => Decide(comparison.Operator, ((decimal)whole).CompareTo(comparison.Value.Number)),
            bool truth => Decide(comparison.Operator, truth.CompareTo(comparison.Value.Value!.Value.Boolean)),
            _ => Decide(comparison.Operator, string.CompareOrdinal((string)value, comparison.Value.Value!.Value.Text)),
        };
    }

    private static bool Decide(ComparisonOperator comparison, int sign) => comparison switch
    {
        ComparisonOperator.Equal => sign == 0,
        ComparisonOperator.NotEqual => sign != 0,
        ComparisonOperator.Less => sign < 0,
        ComparisonOperator.LessOrEqual => sign <= 0,
        ComparisonOperator.Greater => sign > 0,
        _ => sign >= 0,
    };

    private static long? Treated(Treatment treatment, long top) =>
        treatment switch { Treatment.Lower => 0, Treatment.Upper => top, _ => null };
}
