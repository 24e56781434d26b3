using System.Globalization;
using Federation.Adapter.Catalogues;
using Federation.Adapter.Requests;
using Federation.Answers;
using Federation.Contracts.Type.V1;
using Federation.Privacy;
using Federation.Privacy.Plans;
using ComponentKind = Federation.Privacy.Plans.ComponentKind;

namespace Federation.Adapter.Previews;

/// <summary>Plans a question by a silo's catalogue, as the silo would: touches no data, asks nobody, spends
/// nothing.</summary>
public static class CostPreviewer
{
    /// <summary>Plans a question.</summary>
    /// <param name="silo">Which silo.</param>
    /// <param name="listing">The dataset as its holder lists it.</param>
    /// <param name="query">The question.</param>
    /// <param name="epsilonMicros">The loss it would be asked at, in millionths of a nat.</param>
    /// <param name="deltaFemtos">δ that the answer may have, in units of 10⁻¹⁵; 0 for a pure answer.</param>
    /// <exception cref="Hosting.Errors.RefusalException">The silo would refuse it.</exception>
    public static CostPreview Run(
        string silo, DatasetListing listing, AggregateQuery query, long epsilonMicros, long deltaFemtos = 0)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(query);
        if (epsilonMicros < 1 || epsilonMicros > listing.RequestEpsilonMicrosMax)
        {
            throw Refusals.RequestInvalid("epsilon_micros", $"must be in [1, {listing.RequestEpsilonMicrosMax}]");
        }

        if (deltaFemtos < 0 || deltaFemtos > listing.RequestDeltaFemtosMax)
        {
            throw Refusals.RequestInvalid("delta_femtos", $"must be in [0, {listing.RequestDeltaFemtosMax}]");
        }

        var shape = ListingShape.Of(listing);
        var plan = Planner.Plan(WireQuery.Parse(query), shape, new Epsilon(epsilonMicros), deltaFemtos) switch
        {
            Planned planned => planned.Plan,
            NotPlanned { Faults: [var first, ..] } => throw Refusals.QueryInvalid(first),
            _ => throw Refusals.RequestInvalid("query", "cannot be planned"),
        };
        var table = new SiloTable(
            silo, [],
            StatisticPreviewer.Describe(plan), [new NoisyCell([], new long[plan.ValuesCount])]);
        return new CostPreview(
            plan.Cost.EpsilonMicros, plan.Cost.RhoMicros,
            shape.RecordsPerUnitBound, plan.CellsCount,
            [.. StepsOf(plan, query.Filter is not null)], table);
    }

    private static IEnumerable<string> StepsOf(BoundedPlan plan, bool isFiltered)
    {
        var shape = plan.Shape;
        yield return shape.UnitColumn is { } unit
            ? $"keep at most {shape.RecordsPerUnitBound} records of each {unit}, chosen by a keyed hash"
            : "each row is a privacy unit of its own";
        if (isFiltered)
        {
            yield return "then keep the rows that fit the condition";
        }

        if (plan.GroupsPerUnit is { } groups)
        {
            yield return $"then keep at most {groups} groups of each {shape.UnitColumn}, chosen by a keyed hash";
        }

        if (plan.Selection is { } selection)
        {
            yield return $"then group by {string.Join(", ", plan.Groups.Select(WordsOf))}, and show the groups " +
                $"that are chosen: none of fewer than {selection.UnitsMin} units, all of " +
                $"{selection.UnitsHiddenBelow} or more; the others are summed up as the rest";
        }
        else if (plan.Groups.Count > 0)
        {
            yield return $"then make {plan.CellsCount} groups by {string.Join(", ", plan.Groups.Select(WordsOf))}; " +
                "each is answered, also where it is empty";
        }

        foreach (var component in plan.Components)
        {
            if (component.IsFirstOfPart)
            {
                yield return $"then add up {WordsOf(component)}, each with {WordsOf(component.Noise)}";
            }
        }

        foreach (var quantile in plan.Quantiles)
        {
            yield return WordsOf(quantile);
        }
    }

    private static string WordsOf(PlanQuantile quantile) => quantile is SelectedQuantile selected
        ? $"then pick the quantile {selected.Fraction.ToDecimal().ToString(CultureInfo.InvariantCulture)} of " +
            $"{selected.Column} from its grid by permute-and-flip, and two guards around it"
        : $"then count the rows of {quantile.Column} in a tree of {quantile.ValuesCount} nodes over its grid, " +
            $"each with {WordsOf(quantile.Noise)}";

    private static string WordsOf(NoiseDistribution noise)
    {
        var scale = noise.Scale.ToString("0.######", CultureInfo.InvariantCulture);
        return noise.Kind == Answers.NoiseKind.DiscreteGaussian
            ? $"discrete Gaussian noise of deviation {scale}" : $"discrete Laplace noise of scale {scale}";
    }

    private static string WordsOf(PlanGroup group) => group.Keys is not null
        ? $"{group.Column} (undeclared keys)" : !group.IsBinned
        ? $"{group.Column} ({group.Values.Count} declared values)"
        : $"{group.Column} ({group.Values.Count} bins)";

    private static string WordsOf(PlanComponent component) => component.Kind switch
    {
        ComponentKind.CountRows => "rows",
        ComponentKind.CountUnits => "privacy units",
        ComponentKind.CountDistinct => $"distinct values of {component.Column}",
        ComponentKind.PairLow => $"two sums of {component.Column}, which give its count, sum and mean",
        _ => $"three sums of {component.Column}, which give its count, sum, mean and variance",
    };
}
