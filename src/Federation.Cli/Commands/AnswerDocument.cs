using Federation.Client.Statistics;

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
        }),
        Coverage = answer.Coverage.Select(silo => new
        {
            silo.Silo,
            Answered = silo.Release is not null,
            EpsilonMicros = silo.Release?.LineageCost?.EpsilonMicros,
            silo.Release?.Lineage,
            silo.Release?.Epoch,
            silo.Release?.AccessId,
            Refusal = silo.Refusal?.Reason.ToString(),
            silo.Refusal?.Message,
        }),
    };
}
