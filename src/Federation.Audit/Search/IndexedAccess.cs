using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;

namespace Federation.Audit;

/// <summary>One access in the index: texts as numbers of the index's list.</summary>
internal struct IndexedAccess
{
    public Guid Id;
    public long Index;
    public long LastIndex;
    public long StartedUnixMs;
    public LoggedCost Cost;
    public long RecordsCount;
    public long LengthBytes;
    public int Trainer;
    public int Agreement;
    public int Purpose;
    public int Dataset;
    public int Lineage;
    public int ReleasesCount;
    public RefusalReason Reason;
    public Decision Decision;
    public Delivery Delivery;
    public OutcomeStatus Status;

    /// <summary>Reads what an INTENT says.</summary>
    public void Take(ReadOnlySpan<byte> intent, TextNumbers texts)
    {
        var reader = new WireReader(intent);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case Intent.DecisionFieldNumber:
                    Decision = (Decision)reader.Number;
                    break;
                case Intent.ReasonFieldNumber:
                    Reason = (RefusalReason)reader.Number;
                    break;
                case Intent.DeliveryFieldNumber:
                    Delivery = (Delivery)reader.Number;
                    break;
                case Intent.TrainerFingerprintFieldNumber:
                    Trainer = texts.Of(reader.Bytes);
                    break;
                case Intent.AgreementFieldNumber:
                    Agreement = texts.Of(reader.Bytes);
                    break;
                case Intent.PurposeFieldNumber:
                    Purpose = texts.Of(reader.Bytes);
                    break;
                case Intent.DatasetFieldNumber:
                    Dataset = texts.Of(reader.Bytes);
                    break;
                case Intent.LineageFieldNumber:
                    Lineage = texts.Of(reader.Bytes);
                    break;
                case Intent.LineageCostFieldNumber:
                    Cost = LoggedCost.Read(reader.Bytes);
                    break;
            }
        }
    }

    /// <summary>Reads what a RELEASE says.</summary>
    public void TakeRelease(ReadOnlySpan<byte> release)
    {
        ReleasesCount++;
        var reader = new WireReader(release);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case ReleaseRecord.RecordsCountFieldNumber:
                    RecordsCount += (long)reader.Number;
                    break;
                case ReleaseRecord.LengthBytesFieldNumber:
                    LengthBytes += (long)reader.Number;
                    break;
            }
        }
    }

    /// <summary>Reads what an OUTCOME says.</summary>
    public void TakeOutcome(ReadOnlySpan<byte> outcome)
    {
        var reader = new WireReader(outcome);
        while (reader.Read())
        {
            if (reader.Field == Outcome.StatusFieldNumber)
            {
                Status = (OutcomeStatus)reader.Number;
            }
        }
    }
}
