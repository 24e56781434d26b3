using System.CommandLine;
using Federation.Adapter.Samples.Preparation;
using Federation.Cli.Shell;
using Federation.Curation.Decontamination;
using Federation.Curation.Duplicates;
using Federation.Curation.Explanations;
using Federation.Curation.Quality;

namespace Federation.Cli.Curate;

/// <summary>The options that say which stages documents go through, and which documents are shown.</summary>
internal sealed class ExplainOptions
{
    private static readonly string[] Filters =
    [
        QualityVerdicts.GopherQuality, QualityVerdicts.GopherRepetition, QualityVerdicts.C4, QualityVerdicts.FineWeb,
        QualityVerdicts.FineWeb2Chinese,
    ];

    private readonly RecipeOptions _recipe = new();

    private readonly Option<string?> _quality = new("--quality")
    {
        Description = "Quality filters that drop documents, with commas between. "
            + $"Known: {string.Join(", ", Filters)}.",
    };

    private readonly Option<bool> _dedup = new("--dedup")
    {
        Description = "Look for documents, paragraphs and near-duplicates in the file; reads it twice.",
    };

    private readonly Option<string[]> _evaluations = new("--eval", "-e")
    {
        Description = "A file of evaluation items that no document may share a passage with; can be repeated.",
    };

    private readonly Option<string[]> _ids = new("--id")
    {
        Description = "Show the document of this id only; can be repeated.",
    };

    private readonly Option<int> _limit = new("--limit", "-n")
    {
        Description = "Show so many documents at most; 0 for all.",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="limit">How many documents are shown where nothing is said; 0 for all.</param>
    public ExplainOptions(int limit) => _limit.DefaultValueFactory = _ => limit;

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _recipe.AddTo(command);
        foreach (var option in new Option[] { _quality, _dedup, _evaluations, _ids, _limit })
        {
            command.Add(option);
        }
    }

    /// <summary>Explains the documents of a file, one after another, as far as they are asked for.</summary>
    /// <exception cref="CommandException">An option does not hold.</exception>
    public IEnumerable<(TextLine Line, Explanation Explanation)> Read(
        ParseResult parsed, Terminal terminal, string path, Meter meter, CancellationToken cancellationToken)
    {
        var explainer = new DocumentExplainer(_recipe.RedactorOf(parsed), RecipeOf(
            parsed, terminal, path, cancellationToken));
        var wanted = parsed.GetValue(_ids) ?? [];
        var (limit, shown) = (parsed.GetValue(_limit), 0);
        var ids = new DocumentIds();
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
                continue;
            }

            var id = ids.Of(line);
            if (wanted.Length > 0 && !wanted.Contains(id, StringComparer.Ordinal))
            {
                continue;
            }

            yield return (line, explainer.Explain(id, line.Text));
            if (++shown == limit)
            {
                break;
            }
        }

        ids.Advise(terminal);
        if (shown == 0 && wanted.Length > 0)
        {
            throw new CommandException(ExitCodes.Usage, "No document of the file has an id that --id names.");
        }
    }

    private ExplainerRecipe RecipeOf(
        ParseResult parsed, Terminal terminal, string path, CancellationToken cancellationToken)
    {
        var recipe = new ExplainerRecipe
        {
            QualityFilters = FiltersOf(parsed.GetValue(_quality)),
            Evaluations = parsed.GetValue(_evaluations) is { Length: > 0 } evaluations
                ? new ContaminationSearch(EvaluationItems.Read(
                    terminal, evaluations, EvaluationItems.TokensMaxUsual, cancellationToken))
                : null,
        };
        if (!parsed.GetValue(_dedup))
        {
            return recipe;
        }

        var exact = new ExactDuplicates();
        return recipe with
        {
            Exact = exact,
            NearDuplicates = NearDuplicatesOf(terminal, path, exact, cancellationToken),
        };
    }

    private static Dictionary<string, string> NearDuplicatesOf(
        Terminal terminal, string path, ExactDuplicates exact, CancellationToken cancellationToken)
    {
        using var spill = new FileSpill(Path.GetTempPath());
        var finders = FinderChoice.Of(new DuplicateOptions().ThresholdMicros, kind: null, spill);
        var ids = new DocumentIds();
        var meter = new Meter(terminal, TimeProvider.System);
        foreach (var line in TextLines.Read(path, meter, cancellationToken).Where(line => line.Fault is null))
        {
            var id = ids.Of(line);
            exact.Add(id, line.Text);
            finders.Add(id, line.Text);
        }

        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var finder in finders.Finish())
        {
            finder.Find(_ => { }, cancellationToken);
            foreach (var cluster in finder.Clusters())
            {
                foreach (var dropped in cluster.Dropped)
                {
                    kept[dropped] = cluster.Kept;
                }
            }
        }

        return kept;
    }

    private static string[] FiltersOf(string? text)
    {
        var filters = text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return filters.FirstOrDefault(filter => !Filters.Contains(filter)) is { } unknown
            ? throw new CommandException(
                ExitCodes.Usage, $"--quality has '{unknown}', which is unknown. Known: {string.Join(", ", Filters)}.")
            : filters;
    }
}
