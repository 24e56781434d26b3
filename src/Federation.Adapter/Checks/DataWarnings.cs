using System.Globalization;
using Federation.Privacy.Schemas;
using Federation.Stores;

namespace Federation.Adapter.Checks;

/// <summary>What a look at some records tells a holder that no fault would: a domain that misses values, bounds that
/// cut many off, a unit that is missing or is nobody in particular. Shares only; shows no value of the data.
/// </summary>
internal static class DataWarnings
{
    private const int RowsMax = 1_000;
    private const int UnitsMax = 200;
    private const int RecordsOfUnitMax = 100;
    private const decimal ClippedShareMax = 0.01m;
    private const decimal LonelyRatioMax = 1.05m;

    /// <summary>Looks at records and units that a keyed order picks; one sentence a finding.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(
        DatasetShape shape, IDataStore store, CancellationToken cancellationToken)
    {
        var warnings = new List<string>();
        string[] columns = [.. shape.Columns.Select(column => column.Name).Append(shape.UnitColumn).OfType<string>()
            .Distinct(StringComparer.Ordinal)];
        var byRow = shape with { UnitColumn = null, RecordIdColumn = null };
        var rows = await ReadAsync(store, new SamplePlan(byRow, columns, RowsMax), RowsMax, cancellationToken);
        foreach (var (index, name) in columns.Index())
        {
            if (shape.Find(name) is { } column)
            {
                warnings.AddRange(OfColumn(column, [.. rows.Select(row => row.Values[index]).OfType<string>()]));
            }
        }

        if (shape.UnitColumn is { } unit)
        {
            var place = Array.IndexOf(columns, unit);
            warnings.AddRange(OfMissing(unit, rows.Count, rows.Count(row => string.IsNullOrEmpty(row.Values[place]))));
            warnings.AddRange(await OfUnitsAsync(shape, unit, store, cancellationToken));
        }

        return warnings;
    }

    private static IEnumerable<string> OfColumn(ColumnShape column, IReadOnlyList<string> values)
    {
        var name = column.Name;
        if (column.Domain.Count > 0)
        {
            var domain = column.Domain.Select(value => value.ToString()).ToHashSet(StringComparer.Ordinal);
            var readable = values.Where(value => ColumnFit.OfValue(value, column.Kind)).ToList();
            var strange = readable.Count(value => !domain.Contains(NormalOf(value, column.Kind)));
            if (strange > 0)
            {
                yield return $"{ShareOf(strange, readable.Count)} of the values of '{name}' that were looked at are "
                    + "not in its domain: they are in no group";
            }
        }

        if (column.Bounds is { IsValid: true } bounds)
        {
            var numbers = values.Select(value => ColumnFit.NumberOf(value, column.Kind)).OfType<double>()
                .Where(double.IsFinite).ToList();
            var outside = numbers.Count(number => number < (double)bounds.Lower || number > (double)bounds.Upper);
            if (outside > numbers.Count * ClippedShareMax)
            {
                yield return $"{ShareOf(outside, numbers.Count)} of the values of '{name}' that were looked at lie "
                    + "outside its bounds: they count as the nearer bound";
            }
        }
    }

    /// <summary>A value as domains write it: truth values have several spellings in data, whole numbers zeros.
    /// </summary>
    private static string NormalOf(string value, ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => value.ToUpperInvariant() is "TRUE" or "T" or "1" ? "true" : "false",
        ColumnKind.Integer => ColumnFit.NumberOf(value, kind) is { } number && Math.Abs(number) < 1e15
            ? number.ToString("F0", CultureInfo.InvariantCulture) : value,
        _ => value,
    };

    private static IEnumerable<string> OfMissing(string unit, int rowsCount, int missingCount)
    {
        if (missingCount > 0)
        {
            yield return $"{ShareOf(missingCount, rowsCount)} of the records that were looked at have no '{unit}': "
                + "they never count";
        }
    }

    private static async Task<IReadOnlyList<string>> OfUnitsAsync(
        DatasetShape shape, string unit, IDataStore store, CancellationToken cancellationToken)
    {
        var wide = shape with { RecordsPerUnit = Math.Max(RecordsOfUnitMax, shape.RecordsPerUnit) };
        var rows = await ReadAsync(
            store, new SamplePlan(wide, [unit], UnitsMax), UnitsMax * RecordsOfUnitMax, cancellationToken);
        var records = rows.CountBy(row => row.Values[0] ?? "", StringComparer.Ordinal)
            .Select(one => one.Value).ToList();
        if (records.Count == UnitsMax && shape.RecordsPerUnit > 1 && rows.Count <= records.Count * LonelyRatioMax)
        {
            return [$"almost every record has a '{unit}' of its own: with recordsPerUnit: 1 answers would be as true "
                + "and less noisy, if that is the person to protect"];
        }

        var cut = records.Count(count => count > shape.RecordsPerUnit);
        return cut * 2 > records.Count
            ? [$"{ShareOf(cut, records.Count)} of the units that were looked at have more records than recordsPerUnit: "
                + "the others of theirs never count"] : [];
    }

    private static string ShareOf(int part, int whole) => string.Create(
        CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Round(100m * part / Math.Max(1, whole))):0} %");

    private static async Task<List<SampledRecord>> ReadAsync(
        IDataStore store, SamplePlan plan, int recordsMax, CancellationToken cancellationToken)
    {
        var records = new List<SampledRecord>();
        await foreach (var record in store.SampleAsync(plan, cancellationToken))
        {
            records.Add(record);
            if (records.Count == recordsMax)
            {
                break;
            }
        }

        return records;
    }
}
