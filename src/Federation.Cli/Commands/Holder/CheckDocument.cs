using Federation.Adapter.Checks;
using Federation.Adapter.Explanations;
using Federation.Adapter.Policies;
using Federation.Privacy.Schemas;

namespace Federation.Cli.Commands.Holder;

/// <summary>What can leave of one dataset, for machines.</summary>
internal static class CheckDocument
{
    public static object Of(DatasetPolicy policy, StoreFinding finding, DateTimeOffset now) => new
    {
        policy.Dataset,
        policy.File,
        policy.Purposes,
        IsAvailable = finding.Unavailable is null,
        finding.Unavailable,
        Warnings = finding.Warnings.Concat(PolicyWords.WarningsOf(policy)),
        Unit = policy.Shape.UnitColumn,
        RecordsPerUnit = policy.Shape.RecordsPerUnitBound,
        Statistics = new
        {
            Columns = policy.Shape.Columns.Select(Of),
            policy.Budget.RequestEpsilonMicrosMax,
            policy.Budget.TrainerEpsilonMicrosMax,
            policy.Budget.LineageEpsilonMicrosMax,
            policy.Budget.RequestDeltaFemtosMax,
            policy.Budget.SelectionDeltaFemtosMax,
            policy.Budget.LineageDeltaFemtosMax,
            policy.Budget.ToAdmissionRule().RhoMicrosMax,
            PurposeEpsilonMicrosMax = policy.Budget.PurposeLimits.EpsilonMicrosMax,
            policy.Budget.ShowsLineage,
            RequestsAtLimitOfTrainer = policy.Budget.TrainerEpsilonMicrosMax / policy.Budget.RequestEpsilonMicrosMax,
            RequestsAtLimitOfLineage = policy.Budget.LineageEpsilonMicrosMax / policy.Budget.RequestEpsilonMicrosMax,
        },
        Samples = policy.Samples is not { } samples ? null : new
        {
            Columns = samples.Columns.Select(column => new
            {
                column.Name,
                Redactors = column.Redaction.Names,
                Rules = TextWords.Of(column, samples.KnownValues),
            }),
            KnownValues = samples.KnownValues,
            samples.UnitsMax,
            samples.RecordsPerRequestMax,
            NeverLeave = policy.Shape.Columns.Select(column => column.Name)
                .Except(samples.Columns.Select(column => column.Name)),
        },
        Agreements = policy.Agreements.Select(agreement => Of(agreement, now)),
    };

    public static object Of(Agreement agreement, DateTimeOffset now) => new
    {
        agreement.Id,
        agreement.TrainerFingerprint,
        Deliveries = agreement.Deliveries.Select(delivery => delivery.ToString()),
        agreement.Purposes,
        agreement.ValidFrom,
        agreement.ValidUntil,
        Term = AgreementWords.TermOf(agreement, now).ToString(),
        agreement.Quotas,
    };

    private static object Of(ColumnShape column) => new
    {
        column.Name,
        Type = Words.Of(column.Kind),
        Domain = column.Domain.Select(value => value.ToString()),
        Bounds = column.Bounds is not { } bounds ? null : new { bounds.Lower, bounds.Upper, bounds.Step },
        OnNull = column.OnNull.ToString(),
        OnNaN = column.OnNaN.ToString(),
        OnInfinity = column.OnInfinity.ToString(),
    };
}
