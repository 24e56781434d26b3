using Federation.Adapter.Requests;
using Federation.Contracts.Type.V1;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Catalogues;

/// <summary>Reads a listing back as the declared dataset, as far as a plan's cost and noise depend on it.</summary>
/// <remarks>What a listing does not tell is put so that the cost is the same: which rows a column leaves out, not why.
/// </remarks>
internal static class ListingShape
{
    public static DatasetShape Of(DatasetListing listing) => new(
        listing.Dataset,
        listing.Lineage,
        listing.Epoch,
        listing.PrivacyUnit == "row" ? null : listing.PrivacyUnit,
        RecordIdColumn: null,
        Math.Max(1, listing.RecordsPerUnit),
        [.. listing.Columns.Select(ColumnOf)],
        Math.Max(1, listing.RowsMax))
    {
        GroupsPerUnit = listing.GroupsPerUnit > 0 ? listing.GroupsPerUnit : null,
        KeyUnitsMin = Math.Max(1, listing.KeyUnitsMin),
    };

    private static ColumnShape ColumnOf(ColumnListing column)
    {
        var treatment = column.CountsEveryRow ? Treatment.Lower : Treatment.Exclude;
        return new ColumnShape(
            column.Name,
            column.Kind switch
            {
                Contracts.Type.V1.ColumnKind.Integer => Privacy.Schemas.ColumnKind.Integer,
                Contracts.Type.V1.ColumnKind.Number => Privacy.Schemas.ColumnKind.Number,
                Contracts.Type.V1.ColumnKind.Date => Privacy.Schemas.ColumnKind.Date,
                Contracts.Type.V1.ColumnKind.Boolean => Privacy.Schemas.ColumnKind.Boolean,
                _ => Privacy.Schemas.ColumnKind.Text,
            },
            column.Grid is { } grid ? BoundsOf(grid) : null,
            [.. column.Domain.Select(ValueOf)],
            treatment, treatment, treatment)
        {
            Keys = column.PrivateKeyBytesMax > 0 ? new PrivateKeys(column.PrivateKeyBytesMax) : null,
            DistinctPerUnit = column.DistinctPerUnit > 0 ? column.DistinctPerUnit : null,
        };
    }

    private static NumericBounds BoundsOf(Grid grid)
    {
        var (lower, step) = (WireDecimal.Parse(grid.Lower, "grid.lower"), WireDecimal.Parse(grid.Step, "grid.step"));
        return new NumericBounds(lower, lower + (step * grid.StepsCount), step);
    }

    private static DomainValue ValueOf(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.Integer => DomainValue.Of(value.Integer),
        Value.KindOneofCase.Boolean => DomainValue.Of(value.Boolean),
        _ => DomainValue.Of(value.Text),
    };
}
