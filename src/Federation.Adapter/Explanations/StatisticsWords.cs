using System.Globalization;
using Federation.Adapter.Policies;
using Federation.Privacy.Schemas;

namespace Federation.Adapter.Explanations;

/// <summary>Which statistics a policy lets out, what it costs, and where it ends.</summary>
internal static class StatisticsWords
{
    private const int ValuesShownMax = 12;

    public static IEnumerable<string> Of(DatasetPolicy policy)
    {
        yield return "STATISTICS can leave: counts, sums, averages and variances with noise, never the exact numbers";
        foreach (var column in policy.Shape.Columns)
        {
            yield return $"  {Words.Quoted(column.Name)}, {Words.Of(column.Kind)}";
            foreach (var line in OfColumn(column))
            {
                yield return $"    {line}";
            }
        }

        yield return "  every other column of the data: cannot be asked about in any way";
        foreach (var line in OfBudget(policy))
        {
            yield return $"  {line}";
        }
    }

    private static IEnumerable<string> OfColumn(ColumnShape column)
    {
        yield return $"filter: {FilterOf(column)}";
        yield return GroupOf(column);
        if (column is { Kind: ColumnKind.Date, Bounds: { } days })
        {
            yield return $"sum:    no, only counts of days within {CalendarDay.Format((long)days.Lower)} to " +
                $"{CalendarDay.Format((long)days.Upper)}; what lies outside counts as the nearer bound";
            yield return $"        NULL {TreatmentOf(column.OnNull)}";
            yield break;
        }

        if (column.Bounds is not { } bounds)
        {
            yield return "sum:    no, because no bounds are declared";
            yield break;
        }

        yield return $"sum:    sums, averages, variances and counts within {Words.Number(bounds.Lower)} to " +
            $"{Words.Number(bounds.Upper)}, rounded to steps of {Words.Number(bounds.Step)}; " +
            "what lies outside counts as the nearer bound";
        yield return $"        NULL {TreatmentOf(column.OnNull)}" + (column.Kind == ColumnKind.Number
            ? $"; NaN {TreatmentOf(column.OnNaN)}; infinity {TreatmentOf(column.OnInfinity)}" : "");
    }

    private static string GroupOf(ColumnShape column)
    {
        var bins = column.Kind == ColumnKind.Date
            ? "bins of any number of days, or by day, week, month, quarter or year"
            : "bins of any width in whole steps between the bounds";
        return (column.Domain.Count > 0, column.Bounds is not null) switch
        {
            (true, true) => $"group:  by {ValuesOf(column)}, no other value is ever named; or by {bins}",
            (true, false) => $"group:  by {ValuesOf(column)}; no other value is ever named",
            (false, true) => $"group:  by {bins}",
            _ when column.Keys is not null => "group:  by values that are not listed: a group is named only if " +
                "enough units are in it, by chance and within ε and δ",
            _ => "group:  no, because neither values nor bounds are declared",
        };
    }

    private static string FilterOf(ColumnShape column) => column.Kind switch
    {
        ColumnKind.Integer or ColumnKind.Number when column.Bounds is not null =>
            "=, <>, <, <=, >, >= on the steps between the bounds, and IS NULL",
        ColumnKind.Date => "=, <>, <, <=, >, >= on days between the bounds, and IS NULL",
        ColumnKind.Integer => "=, <>, <, <=, >, >= and IS NULL",
        ColumnKind.Number => "IS NULL only, because no bounds are declared",
        ColumnKind.Boolean => "= and <>, and IS NULL",
        _ when column.Domain.Count > 0 => "= and <> on its declared values, and IS NULL",
        _ => "IS NULL only, because no values are declared",
    };

    private static string ValuesOf(ColumnShape column)
    {
        var shown = column.Domain.Take(ValuesShownMax).Select(value => Words.OneLine(value.ToString()));
        var more = column.Domain.Count - ValuesShownMax;
        return string.Join(", ", shown) + (more > 0 ? $" and {Words.Count(more, "more", "more")}" : "");
    }

    private static string TreatmentOf(Treatment treatment) => treatment switch
    {
        Treatment.Lower => "counts as the lower bound",
        Treatment.Upper => "counts as the upper bound",
        _ => "is left out",
    };

    private static IEnumerable<string> OfBudget(DatasetPolicy policy)
    {
        var budget = policy.Budget;
        var requestMicros = budget.RequestEpsilonMicrosMax;
        var ofTrainer = budget.TrainerEpsilonMicrosMax / requestMicros;
        var ofLineage = budget.LineageEpsilonMicrosMax / requestMicros;
        var factor = Math.Exp(requestMicros / 1e6).ToString("N2", CultureInfo.InvariantCulture);
        var unit = Words.Unit(policy);
        yield return $"privacy loss: at most {Words.Epsilon(requestMicros)} a request, " +
            $"{Words.Epsilon(budget.TrainerEpsilonMicrosMax)} a trainer, and " +
            $"{Words.Epsilon(budget.LineageEpsilonMicrosMax)} for lineage {policy.Shape.Lineage} over all trainers";
        var atLeast = budget.LineageDeltaFemtosMax > budget.SelectionDeltaFemtosMax ? "at least " : "";
        yield return $"  at that limit a trainer has {Words.Count(ofTrainer, "request", "requests")}, " +
            $"all trainers together {atLeast}{Words.Count(ofLineage, "request", "requests")}; " +
            (budget.Renewal is null ? "then no new question is answered in this epoch or a later one"
                : "then no new question is answered until the next period");
        foreach (var line in BudgetWords.Of(budget))
        {
            yield return line;
        }

        foreach (var (purpose, micros) in budget.PurposeLimits.EpsilonMicrosMax)
        {
            yield return $"  for {purpose} at most {Words.Epsilon(micros)} over all trainers";
        }

        yield return budget.ShowsLineage
            ? "  trainers see what is left of the lineage, and so what all others spent"
            : "  a trainer sees what is left of its own limits, and of the lineage only whether a question fits";
        if (budget.LineageDeltaFemtosMax > 0)
        {
            foreach (var line in OfDelta(policy))
            {
                yield return line;
            }
        }

        yield return $"  one such answer makes no conclusion about one {unit} more than {factor} times as likely";
        yield return "  the same question at the same ε is answered with the same numbers and costs the lineage " +
            "nothing";
    }

    private static IEnumerable<string> OfDelta(DatasetPolicy policy)
    {
        var budget = policy.Budget;
        var rule = budget.ToAdmissionRule();
        yield return "  over all answers together this may fail with a probability of " +
            $"{Words.Delta(budget.LineageDeltaFemtosMax)}; {Words.Delta(rule.DeltaFemtosMax)} of it may go to " +
            "answers that fail one by one, such as those that select keys, at most " +
            $"{Words.Delta(budget.RequestDeltaFemtosMax)} a request";
        yield return rule.RhoMicrosMax == 0
            ? "  no δ is left for composition, so that answers add up by ε alone"
            : $"  beyond that ε, answers still fit while their ρ adds up to at most {Words.Rho(rule.RhoMicrosMax)}: " +
                "many small answers cost less together than one by one";
    }
}
