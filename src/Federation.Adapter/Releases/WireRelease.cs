using Federation.Adapter.Requests;
using Federation.Answers;
using Federation.Contracts.Type.V1;
using Federation.Privacy.Plans;
using Federation.Privacy.Schemas;
using Grid = Federation.Contracts.Type.V1.Grid;

namespace Federation.Adapter.Releases;

/// <summary>Writes a noisy table as the wire has it.</summary>
internal static class WireRelease
{
    public static void Fill(StatisticRelease release, NoisyTable noisy)
    {
        var plan = noisy.Plan;
        release.Components.Add(plan.Components.Select(component => Format(component, plan)));
        release.Components.Add(plan.Quantiles.Select(quantile => Format(quantile, plan)));
        release.GroupColumns.Add(plan.Groups.Select(group => group.Column));
        for (var cell = 0; cell < noisy.CellsCount; cell++)
        {
            var wire = new Cell();
            wire.Key.Add(noisy.KeyOf(cell).Select(Format));
            wire.Values.Add(noisy.ValuesOf(cell));
            release.Cells.Add(wire);
        }

        if (plan.Selection is { } selection)
        {
            release.Rest.Add(noisy.Rest);
            release.Selection = new GroupSelection
            {
                GroupsPerUnit = selection.GroupsPerUnit,
                UnitsMin = selection.UnitsMin,
                UnitsHiddenBelow = selection.UnitsHiddenBelow,
                IsCut = noisy.IsCut,
            };
        }
    }

    public static Grid? FormatGrid(NumericBounds? bounds) => bounds is null ? null : new Grid
    {
        Lower = WireDecimal.Format(bounds.Lower),
        Step = WireDecimal.Format(bounds.Step),
        StepsCount = bounds.StepsCount,
    };

    public static Value Format(DomainValue value) => value.Kind switch
    {
        DomainValueKind.Integer => new Value { Integer = value.Integer },
        DomainValueKind.Day => new Value { Day = (int)value.Day },
        DomainValueKind.Boolean => new Value { Boolean = value.Boolean },
        DomainValueKind.Decimal => new Value { Decimal = WireDecimal.Format(value.Decimal) },
        _ => new Value { Text = value.Text },
    };

    private static Component Format(PlanComponent component, BoundedPlan plan)
    {
        var wire = new Component
        {
            Kind = FormatKind(component.Kind),
            Column = component.Column ?? string.Empty,
            Noise = Format(component.Noise),
        };
        if (component.Column is { } name && component.Kind != Privacy.Plans.ComponentKind.CountDistinct)
        {
            wire.Grid = FormatGrid(plan.Shape.Find(name)?.Bounds);
        }

        return wire;
    }

    private static Component Format(PlanQuantile quantile, BoundedPlan plan)
    {
        var wire = new Component
        {
            Kind = Contracts.Type.V1.ComponentKind.QuantileTree,
            Column = quantile.Column,
            Grid = FormatGrid(plan.Shape.Find(quantile.Column)?.Bounds),
            Noise = Format(quantile.Noise),
            ValuesCount = quantile.ValuesCount,
        };
        if (quantile is SelectedQuantile selected)
        {
            wire.Kind = Contracts.Type.V1.ComponentKind.Quantile;
            wire.Quantile = WireDecimal.Format(selected.Fraction.ToDecimal());
        }
        else if (quantile is QuantileTree tree)
        {
            wire.LevelSteps.Add(tree.LevelSteps);
        }

        return wire;
    }

    private static Contracts.Type.V1.ComponentKind FormatKind(Privacy.Plans.ComponentKind kind) => kind switch
    {
        Privacy.Plans.ComponentKind.CountRows => Contracts.Type.V1.ComponentKind.Rows,
        Privacy.Plans.ComponentKind.PairLow => Contracts.Type.V1.ComponentKind.PairLow,
        Privacy.Plans.ComponentKind.PairHigh => Contracts.Type.V1.ComponentKind.PairHigh,
        Privacy.Plans.ComponentKind.TripleLow => Contracts.Type.V1.ComponentKind.TripleLow,
        Privacy.Plans.ComponentKind.TripleMiddle => Contracts.Type.V1.ComponentKind.TripleMiddle,
        Privacy.Plans.ComponentKind.CountDistinct => Contracts.Type.V1.ComponentKind.Distinct,
        Privacy.Plans.ComponentKind.TripleHigh => Contracts.Type.V1.ComponentKind.TripleHigh,
        _ => Contracts.Type.V1.ComponentKind.Units,
    };

    public static Noise Format(NoiseDistribution noise)
    {
        var wire = new Noise
        {
            Kind = noise.Kind switch
            {
                Answers.NoiseKind.DiscreteGaussian => Contracts.Type.V1.NoiseKind.DiscreteGaussian,
                Answers.NoiseKind.OneSidedGeometric => Contracts.Type.V1.NoiseKind.OneSidedGeometric,
                Answers.NoiseKind.RefinedGaussian => Contracts.Type.V1.NoiseKind.RefinedGaussian,
                _ => Contracts.Type.V1.NoiseKind.DiscreteLaplace,
            },
            ScaleNumerator = noise.ScaleNumerator,
            ScaleDenominator = noise.ScaleDenominator,
        };
        wire.Terms.Add(noise.Terms.Select(term => new Contracts.Type.V1.NoiseTerm
        {
            ScaleNumerator = term.ScaleNumerator,
            ScaleDenominator = term.ScaleDenominator,
            Weight = term.Weight,
        }));
        return wire;
    }
}
