using Federation.Adapter.Previews;
using Federation.Answers;
using Federation.Cli.Shell;
using Federation.Client;
using Federation.Client.Sql;
using Federation.Client.Statistics;
using Federation.Contracts.Type.V1;
using Federation.Hosting.Errors;

namespace Federation.Cli.Commands;

/// <summary>What a question would cost and how far its answer would be off, told from signed catalogues
/// alone.</summary>
/// <param name="Query">The question.</param>
/// <param name="EpsilonMicros">The loss it would be asked at, in millionths of a nat.</param>
/// <param name="DeltaFemtos">δ that the answer may have, in units of 10⁻¹⁵; 0 for a pure answer.</param>
/// <param name="Silos">What each silo would do.</param>
/// <param name="Errors">Of each measure, how far it would be off in one group; null where that needs a guess of the
/// rows, or where no silo would answer.</param>
internal sealed record Explanation(
    AggregateQuery Query, long EpsilonMicros, long DeltaFemtos, IReadOnlyList<SiloExplanation> Silos,
    IReadOnlyList<ErrorBar?> Errors)
{
    /// <summary>Explains a question.</summary>
    /// <param name="catalogues">What the silos offer.</param>
    /// <param name="query">The question.</param>
    /// <param name="epsilonMicros">The loss it would be asked at, in millionths of a nat.</param>
    /// <param name="deltaFemtos">δ that the answer may have, in units of 10⁻¹⁵; 0 for a pure answer.</param>
    /// <param name="rowsCount">A guess of the rows of one group over all silos; null without.</param>
    /// <exception cref="CommandException">No silo offers the dataset.</exception>
    public static Explanation Of(
        IReadOnlyList<CatalogueOutcome> catalogues, AggregateQuery query, long epsilonMicros, long deltaFemtos,
        double? rowsCount)
    {
        var offering = catalogues.Count(outcome => outcome is { IsPinned: true, Catalogue: { } catalogue }
            && catalogue.Datasets.Any(listing => listing.Dataset == query.Dataset));
        query = QuantileForms.Of(query, offering);
        var silos = catalogues.Where(outcome => outcome is { IsPinned: true, Catalogue: not null })
            .SelectMany(outcome => outcome.Catalogue!.Datasets
                .Where(listing => listing.Dataset == query.Dataset)
                .Select(listing => OfSilo(outcome.Silo, listing, query, epsilonMicros, deltaFemtos)))
            .ToList();
        if (silos.Count == 0)
        {
            throw new CommandException(
                ExitCodes.Refused, $"No silo of the profile offers the dataset '{query.Dataset}'.");
        }

        return new Explanation(query, epsilonMicros, deltaFemtos, silos, ErrorsOf(silos, query, rowsCount));
    }

    /// <summary>The smallest ε, in millionths, at which every measure is as near as wanted; null where the silos allow
    /// none.</summary>
    /// <param name="catalogues">What the silos offer.</param>
    /// <param name="query">The question.</param>
    /// <param name="deltaFemtos">δ that the answer may have, in units of 10⁻¹⁵; 0 for a pure answer.</param>
    /// <param name="accuracy">How near.</param>
    /// <param name="rowsCount">A guess of the rows of one group over all silos; null without.</param>
    /// <exception cref="CommandException">No silo would answer, or a measure needs a guess of the rows.</exception>
    public static long? EpsilonFor(
        IReadOnlyList<CatalogueOutcome> catalogues, AggregateQuery query, long deltaFemtos, Accuracy accuracy,
        double? rowsCount)
    {
        var limits = catalogues.Where(outcome => outcome is { IsPinned: true, Catalogue: not null })
            .SelectMany(outcome => outcome.Catalogue!.Datasets)
            .Where(listing => listing.Dataset == query.Dataset)
            .Select(listing => listing.RequestEpsilonMicrosMax).ToList();
        long low = 0;
        var limit = limits.DefaultIfEmpty(1).Min();
        var high = limit;
        bool IsNear(long micros)
        {
            var explanation = Of(catalogues, query, micros, deltaFemtos, rowsCount);
            if (micros < limit && explanation.Silos.All(silo => silo.Cost is null))
            {
                return false; // So little that it cannot be shared among what is asked.
            }

            return explanation.Errors.Zip(query.Measures).All(pair => pair.First is { } error
                ? error.HalfWidth95 <= accuracy.TargetOf(pair.Second, explanation.Table(), rowsCount)
                : throw new CommandException(
                    ExitCodes.Usage, $"{SqlPrinter.Label(pair.Second)} depends on how many rows a group has: " +
                    "give a guess with --expect-rows N."));
        }

        if (!IsNear(high))
        {
            return null;
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = IsNear(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>The noises of all silos that would answer, added up.</summary>
    /// <exception cref="CommandException">None would, or they declare other columns or grids.</exception>
    private MergedTable Table() => Merged(Silos) ?? throw new CommandException(
        ExitCodes.Refused, Silos[0].Refusal ?? "The silos declare other grids, so their answers cannot be added up.");

    private static SiloExplanation OfSilo(
        string silo, DatasetListing listing, AggregateQuery query, long epsilonMicros, long deltaFemtos)
    {
        try
        {
            return new SiloExplanation(silo, CostPreviewer.Run(
                silo, listing, query, epsilonMicros, deltaFemtos), Refusal: null);
        }
        catch (RefusalException exception)
        {
            return new SiloExplanation(silo, Cost: null, exception.Refusal.Message);
        }
    }

    private static MergedTable? Merged(IReadOnlyList<SiloExplanation> silos)
    {
        List<SiloTable> tables = [.. silos.Where(silo => silo.Cost is not null).Select(silo => silo.Cost!.Table)];
        return tables.Count == 0 || tables.Skip(1).Any(table => Merge.FindMismatch(tables[0], table) is not null)
            ? null : Merge.Sum(tables);
    }

    private static List<ErrorBar?> ErrorsOf(
        IReadOnlyList<SiloExplanation> silos, AggregateQuery query, double? rowsCount)
    {
        if (Merged(silos) is not { } table)
        {
            return [.. query.Measures.Select(ErrorBar? (_) => null)];
        }

        var errors = new ExpectedErrors(table);
        return [.. query.Measures.Select(ErrorBar? (measure) => (measure.Kind, rowsCount) switch
        {
            (MeasureKind.Count, _) => errors.Count(measure.Column.Length == 0 ? null : measure.Column),
            (MeasureKind.Units, _) => errors.Distinct(measure.Column) ?? errors.Units(),
            (MeasureKind.Sum, _) => errors.Sum(measure.Column),
            (_, null) => null,
            (MeasureKind.Quantile, { } rows) => errors.Quantile(
                measure.Column, Texts.NumberOf(measure.Quantile), rows),
            (MeasureKind.Variance, { } rows) => errors.Variance(measure.Column, rows),
            (MeasureKind.StandardDeviation, { } rows) => errors.StandardDeviation(measure.Column, rows),
            (_, { } rows) => errors.Mean(measure.Column, rows),
        })];
    }
}

/// <summary>What one silo would do with a question.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Cost">Its plan and cost; null where it would refuse.</param>
/// <param name="Refusal">Why it would refuse.</param>
internal sealed record SiloExplanation(string Silo, CostPreview? Cost, string? Refusal);
