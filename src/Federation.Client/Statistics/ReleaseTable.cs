using System.Globalization;
using Federation.Answers;
using Federation.Contracts.Type.V1;
using Grid = Federation.Answers.Grid;
using NoiseKind = Federation.Answers.NoiseKind;
using NoiseTerm = Federation.Answers.NoiseTerm;

namespace Federation.Client.Statistics;

/// <summary>Reads a release as the table that Answers adds up.</summary>
internal static class ReleaseTable
{
    /// <summary>The table of a release.</summary>
    /// <exception cref="FederationException">A component or a noise is unknown or out of range.</exception>
    public static SiloTable Of(StatisticRelease release) => new(
        release.Silo,
        [.. release.GroupColumns],
        [.. release.Components.Select(component => Component(release.Silo, component))],
        [.. release.Cells.Select(cell => new NoisyCell([.. cell.Key.Select(Text)], [.. cell.Values]))])
    {
        Chosen = release.Selection is not { } selection ? null : new ChosenGroups(
            [.. release.Rest], selection.UnitsHiddenBelow, release.RecordsPerUnit, selection.IsCut),
    };

    /// <summary>A value as invariant text.</summary>
    public static string Text(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.Text => value.Text,
        Value.KindOneofCase.Boolean => value.Boolean ? "true" : "false",
        Value.KindOneofCase.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.Decimal => Number(value.Decimal).ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.Day => DayText.Of(value.Day),
        _ => "",
    };

    /// <summary>A decimal of the wire.</summary>
    public static decimal Number(Contracts.Type.V1.Decimal? number)
    {
        var unscaled = number?.Unscaled ?? 0;
        var digits = (ulong)Int128.Abs(unscaled);
        var scale = (byte)Math.Clamp(number?.Scale ?? 0, 0, 18);
        return new decimal(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, unscaled < 0, scale);
    }

    private static AnswerComponent Component(string silo, Component component)
    {
        var kind = component.Kind switch
        {
            ComponentKind.Rows => AnswerKind.Rows,
            ComponentKind.PairLow => AnswerKind.PairLow,
            ComponentKind.PairHigh => AnswerKind.PairHigh,
            ComponentKind.TripleLow => AnswerKind.TripleLow,
            ComponentKind.TripleMiddle => AnswerKind.TripleMiddle,
            ComponentKind.TripleHigh => AnswerKind.TripleHigh,
            ComponentKind.Units => AnswerKind.Units,
            ComponentKind.Quantile => AnswerKind.Quantile,
            ComponentKind.QuantileTree => AnswerKind.QuantileTree,
            ComponentKind.Distinct => AnswerKind.Distinct,
            _ => throw FederationException.Unverified(silo, "it names a number that this client does not know"),
        };
        var grid = component.Grid is { } wire
            ? new Grid(Number(wire.Lower), Number(wire.Step), wire.StepsCount)
            : null;
        return new AnswerComponent(
            kind, kind is AnswerKind.Rows or AnswerKind.Units ? null : component.Column, grid,
            NoiseOf(silo, component.Noise))
        {
            ValuesCount = Math.Max(1, component.ValuesCount),
            Quantile = component.Quantile is null ? null : Number(component.Quantile),
            LevelSteps = component.LevelSteps.Count == 0 ? [] : [.. component.LevelSteps], // None are alike.
        };
    }

    /// <summary>A noise of the wire.</summary>
    /// <exception cref="FederationException">It is unknown or out of range.</exception>
    public static NoiseDistribution NoiseOf(string silo, Noise? noise)
    {
        NoiseKind? kind = noise?.Kind switch
        {
            Contracts.Type.V1.NoiseKind.DiscreteLaplace => NoiseKind.DiscreteLaplace,
            Contracts.Type.V1.NoiseKind.DiscreteGaussian => NoiseKind.DiscreteGaussian,
            Contracts.Type.V1.NoiseKind.OneSidedGeometric => NoiseKind.OneSidedGeometric,
            Contracts.Type.V1.NoiseKind.RefinedGaussian => NoiseKind.RefinedGaussian,
            _ => null,
        };
        try
        {
            return kind switch
            {
                { } known when noise!.Terms.Count > 0 == (known == NoiseKind.RefinedGaussian) => noise.Terms.Count == 0
                    ? new NoiseDistribution(known, noise.ScaleNumerator, noise.ScaleDenominator)
                    : NoiseDistribution.Refined([.. noise.Terms.Select(term =>
                        new NoiseTerm(term.ScaleNumerator, term.ScaleDenominator, term.Weight))]),
                _ => throw FederationException.Unverified(silo, "it names a noise that this client does not know"),
            };
        }
        catch (ArgumentException)
        {
            throw FederationException.Unverified(silo, "it states a noise that is out of range");
        }
    }
}
