using System.Security.Cryptography;
using Federation.Adapter.Permits;
using Federation.Adapter.Policies;
using Federation.Adapter.Requests;
using Federation.Answers;
using Federation.Contracts.Type.V1;
using Federation.Privacy.Plans;
using Federation.Privacy.Randomness;
using Federation.Stores;
using Grid = Federation.Answers.Grid;

namespace Federation.Adapter.Previews;

/// <summary>Shows the holder what a question would release. Spends nothing and writes nothing.</summary>
/// <remarks>
/// <para>The exact numbers are not shown, not even to their holder: what stands on a screen is copied into mails and
/// tickets, where it would be a release without noise, debit or record, and beside the real answer it would tell that
/// answer's noise. So the table takes the one way that there is, through the noise; no type here can read it.</para>
/// <para>The noise of an example comes from a source that is made for it and thrown away. The real answer draws its own
/// when it is paid for, so nobody can learn, choose or repeat a draw by previews.</para>
/// </remarks>
public static class StatisticPreviewer
{
    /// <summary>Runs the very plan that the pipeline would run.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="selectionKey">The adapter's key, so that the same records are bounded; 32 bytes.</param>
    /// <param name="query">The question.</param>
    /// <param name="epsilonMicros">The loss it would be asked at, in millionths of a nat.</param>
    /// <param name="cancellationToken">Stops the engine; not looked at once numbers exist.</param>
    /// <param name="deltaFemtos">δ that the answer may have, in units of 10⁻¹⁵; 0 for a pure answer.</param>
    /// <exception cref="Hosting.Errors.RefusalException">The pipeline would refuse it for the same reason.</exception>
    /// <exception cref="StoreUnavailableException">The data cannot be read.</exception>
    public static async Task<StatisticPreview> RunAsync(
        DatasetPolicy policy, byte[] selectionKey, AggregateQuery query, long epsilonMicros,
        CancellationToken cancellationToken, long deltaFemtos = 0)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(query);
        var plan = Gatekeeper.PlanOf(
            WireQuery.Parse(query), policy, Gatekeeper.EpsilonOf(epsilonMicros, policy),
            Gatekeeper.DeltaOf(deltaFemtos, policy));
        var store = StoreFactory.Open(policy.Store, selectionKey);
        await using (store.ConfigureAwait(false))
        {
            using var noise = new SecureNoiseSource();
            var example = Perturbation.Apply(await store.AggregateAsync(plan, cancellationToken), noise);
            return Show(query, example);
        }
    }

    private static StatisticPreview Show(AggregateQuery query, NoisyTable example)
    {
        var plan = example.Plan;
        var cells = Enumerable.Range(0, example.CellsCount).Select(cell => new NoisyCell(
            [.. example.KeyOf(cell).Select(value => value.ToString())], example.ValuesOf(cell))).ToList();
        var table = new SiloTable(
            "preview", [.. plan.Groups.Select(group => group.Column)],
            Describe(plan), cells);
        var estimates = new Estimates(Merge.Sum([table]));
        return new StatisticPreview(
            Convert.ToHexStringLower(SHA256.HashData(plan.CanonicalBytes.Span)),
            plan.Cost.EpsilonMicros, plan.Cost.RhoMicros, table.GroupColumns,
            [.. cells.Select((cell, index) => new StatisticPreviewRow(
                cell.Key, cell.Values,
                [.. query.Measures.Select(measure => EstimateOf(estimates, index, measure))]))]);
    }

    private static Estimate EstimateOf(Estimates estimates, int cell, Measure measure) => measure.Kind switch
    {
        MeasureKind.Count => estimates.Count(cell, measure.Column.Length == 0 ? null : measure.Column),
        MeasureKind.Sum => estimates.Sum(cell, measure.Column),
        MeasureKind.Variance => estimates.Variance(cell, measure.Column),
        MeasureKind.StandardDeviation => estimates.StandardDeviation(cell, measure.Column),
        MeasureKind.Units => estimates.Distinct(cell, measure.Column) ?? estimates.Units(cell),
        MeasureKind.Quantile => estimates.Quantile(
            cell, measure.Column, WireDecimal.Parse(measure.Quantile, "measures.quantile")),
        _ => estimates.Mean(cell, measure.Column),
    };

    /// <summary>What the integers of a plan's cell are, as the trainer reads them.</summary>
    internal static IReadOnlyList<AnswerComponent> Describe(BoundedPlan plan) =>
    [
        .. plan.Components.Select(component => Describe(component, plan)),
        .. plan.Quantiles.Select(quantile => Describe(quantile, plan)),
    ];

    private static AnswerComponent Describe(PlanQuantile quantile, BoundedPlan plan)
    {
        var bounds = plan.Shape.Find(quantile.Column)!.Bounds!;
        var selected = quantile as SelectedQuantile;
        return new AnswerComponent(
            selected is null ? AnswerKind.QuantileTree : AnswerKind.Quantile, quantile.Column,
            new Grid(bounds.Lower, bounds.Step, bounds.StepsCount), quantile.Noise)
        {
            ValuesCount = quantile.ValuesCount,
            Quantile = selected?.Fraction.ToDecimal(),
            LevelSteps = (quantile as QuantileTree)?.LevelSteps ?? [],
        };
    }

    /// <summary>A component as the trainer reads it.</summary>
    private static AnswerComponent Describe(PlanComponent component, BoundedPlan plan)
    {
        var bounds = component.Column is { } name ? plan.Shape.Find(name)?.Bounds : null;
        var kind = component.Kind switch
        {
            Privacy.Plans.ComponentKind.CountRows => AnswerKind.Rows,
            Privacy.Plans.ComponentKind.PairLow => AnswerKind.PairLow,
            Privacy.Plans.ComponentKind.PairHigh => AnswerKind.PairHigh,
            Privacy.Plans.ComponentKind.TripleLow => AnswerKind.TripleLow,
            Privacy.Plans.ComponentKind.TripleMiddle => AnswerKind.TripleMiddle,
            Privacy.Plans.ComponentKind.CountDistinct => AnswerKind.Distinct,
            Privacy.Plans.ComponentKind.TripleHigh => AnswerKind.TripleHigh,
            _ => AnswerKind.Units,
        };
        return new AnswerComponent(
            kind, component.Column,
            bounds is null ? null : new Grid(bounds.Lower, bounds.Step, bounds.StepsCount), component.Noise);
    }
}
