using Federation.Adapter.Policies;
using Federation.Adapter.Releases;
using Federation.Contracts.Type.V1;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Catalogues;

/// <summary>Tells what the silo offers, from its policies alone: no count, no value read from data.</summary>
public sealed class CatalogueWriter(string silo, PolicyBook policies, string logVerifierKey, TimeProvider time)
{
    /// <summary>Writes the catalogue as of now.</summary>
    public SiloCatalogue Write()
    {
        var catalogue = new SiloCatalogue
        {
            Silo = silo,
            IssuedUnixMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            LogVerifierKey = logVerifierKey,
        };
        catalogue.Datasets.Add(policies.Datasets.Select(Format));
        return catalogue;
    }

    private static DatasetListing Format(DatasetPolicy policy)
    {
        var shape = policy.Shape;
        var listing = new DatasetListing
        {
            Dataset = policy.Dataset,
            Description = policy.Description,
            PrivacyUnit = shape.UnitColumn ?? "row",
            RecordsPerUnit = shape.RecordsPerUnit,
            Epoch = shape.Epoch,
            RequestEpsilonMicrosMax = policy.Budget.RequestEpsilonMicrosMax,
            RequestDeltaFemtosMax = policy.Budget.RequestDeltaFemtosMax,
            Lineage = shape.Lineage,
            GroupsPerUnit = shape.GroupsPerUnit ?? 0,
            KeyUnitsMin = shape.KeyUnitsMin,
            RowsMax = shape.RowsMax,
            LineageEpsilonMicrosMax = policy.Budget.LineageEpsilonMicrosMax,
            TrainerEpsilonMicrosMax = policy.Budget.TrainerEpsilonMicrosMax,
            SampleEvaluationItemsMax = policy.Samples?.EvaluationItemsMax ?? 0,
        };
        listing.Columns.Add(shape.Columns.Select(Format));
        listing.SampleColumns.Add(policy.Samples?.Columns.Select(column => column.Name) ?? []);
        return listing;
    }

    private static ColumnListing Format(ColumnShape column)
    {
        var listing = new ColumnListing
        {
            Name = column.Name,
            Kind = column.Kind switch
            {
                Privacy.Schemas.ColumnKind.Integer => Contracts.Type.V1.ColumnKind.Integer,
                Privacy.Schemas.ColumnKind.Number => Contracts.Type.V1.ColumnKind.Number,
                Privacy.Schemas.ColumnKind.Date => Contracts.Type.V1.ColumnKind.Date,
                Privacy.Schemas.ColumnKind.Text => Contracts.Type.V1.ColumnKind.Text,
                _ => Contracts.Type.V1.ColumnKind.Boolean,
            },
            CountsEveryRow = !column.CanExclude,
            PrivateKeyBytesMax = column.Keys?.BytesMax ?? 0,
            DistinctPerUnit = column.DistinctPerUnit ?? 0,
        };
        if (WireRelease.FormatGrid(column.Bounds) is { } grid)
        {
            listing.Grid = grid;
        }

        listing.Domain.Add(column.Domain.Select(WireRelease.Format));
        return listing;
    }
}
