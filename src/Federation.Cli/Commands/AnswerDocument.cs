using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>An answer as one JSON document.</summary>
internal static class AnswerDocument
{
    public static object Of(StatisticAnswer answer) => new
    {
        answer.Dataset,
        answer.RequestId,
        answer.AccessId,
        answer.IsComplete,
        answer.GroupColumns,
        answer.Measures,
        HiddenGroupsCount = answer.HiddenRowsCount,
        Groups = answer.Rows.Select(row => new
        {
            Key = row.Key.Select(Texts.Of),
            Estimates = row.Estimates.Select(estimate => new
            {
                estimate.Value,
                estimate.StandardError,
                Low = estimate.Interval95.Lower,
                High = estimate.Interval95.Upper,
            }),
            row.MissingSilos,
        }),
        Rest = answer.Rest.Select(estimate => new
        {
            estimate.Value,
            estimate.StandardError,
            Low = estimate.Interval95.Lower,
            High = estimate.Interval95.Upper,
        }),
        Coverage = answer.Coverage.Select(silo => new
        {
            silo.Silo,
            Answered = silo.Release is not null,
            EpsilonMicros = silo.Release?.LineageCost?.EpsilonMicros is long.MaxValue
                ? null : silo.Release?.LineageCost?.EpsilonMicros,
            silo.Release?.LineageCost?.RhoMicros,
            Noise = silo.Release?.Components.Select(NoiseOf),
            silo.Release?.Lineage,
            silo.Release?.Epoch,
            silo.Release?.AccessId,
            Refusal = silo.Refusal?.Reason.ToString(),
            silo.Refusal?.Message,
        }),
    };

    private static object NoiseOf(Component component) => new
    {
        Part = component.Kind.ToString(),
        component.Column,
        Distribution = Texts.NameOf(component.Noise?.Kind),
        Scale = component.Noise is { ScaleDenominator: > 0 } noise
            ? (double)noise.ScaleNumerator / noise.ScaleDenominator : (double?)null,
    };
}
