using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Curation;
using Federation.Curation.Detection;
using Federation.Curation.Redaction;

namespace Federation.Cli.Curate;

/// <summary>The options that say what is cut and what stands in its place.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string?> _types = CurateOptions.Types();

    private readonly Option<string?> _transform = new("--transform")
    {
        Description = "What stands in the place of types, such as phone=mask,email=erase; else labels. " +
            $"Known: {string.Join(", ", TransformNames.All)}.",
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "A file of at least 32 secret bytes, for pseudonyms and surrogates.",
    };

    private readonly Option<string?> _release = new("--release")
    {
        Description = "What tells this release from every other: pseudonyms of two releases cannot be joined.",
    };

    private readonly Option<string?> _trainer = new("--trainer") { Description = "For whom the release is." };

    private readonly Option<string[]> _patterns = new("--pattern")
    {
        Description = "A regular expression of your own, without look-around and back-references; can be repeated.",
    };

    private readonly Option<int> _year = new("--reference-year")
    {
        Description = "The year of the texts: a later day is no date of birth, "
            + $"{RedactionRecipe.ReferenceYearMin} to {RedactionRecipe.ReferenceYearMax}.",
        DefaultValueFactory = _ => RedactionRecipe.DefaultReferenceYear,
    };

    private readonly ModelOptions _model = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _model.AddTo(command);
        foreach (var option in new Option[] { _types, _transform, _keyFile, _release, _trainer, _patterns, _year })
        {
            command.Add(option);
        }
    }

    /// <summary>The redactor that was asked for.</summary>
    /// <exception cref="CommandException">An option does not hold.</exception>
    public Redactor RedactorOf(ParseResult parsed)
    {
        var names = CurateOptions.NamesOf(parsed.GetValue(_types));
        try
        {
            return Redactor.Of(new RedactionRecipe(
                names, TransformsOf(parsed.GetValue(_transform)),
                [.. (parsed.GetValue(_patterns) ?? []).Select(CustomPattern.Of)], KeyOf(parsed))
            {
                ReferenceYear = parsed.GetValue(_year),
                Model = _model.ModelOf(parsed),
            });
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(ExitCodes.Usage, fault.Message);
        }
    }

    private static Dictionary<PiiType, Transform> TransformsOf(string? text)
    {
        var transforms = new Dictionary<PiiType, Transform>();
        foreach (var item in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            var parts = item.Split('=');
            var types = PiiTypes.OfPolicyName(parts[0]);
            if (parts.Length != 2 || types.Count == 0 || !TransformNames.TryParse(parts[1], out var transform))
            {
                throw new CommandException(
                    ExitCodes.Usage, $"--transform has '{item}': write TYPE=TRANSFORM, such as phone=mask.");
            }

            foreach (var type in types)
            {
                transforms[type] = transform;
            }
        }

        return transforms;
    }

    private PseudonymKey? KeyOf(ParseResult parsed)
    {
        if (parsed.GetValue(_keyFile) is not { } path)
        {
            return null;
        }

        return parsed.GetValue(_release) is { Length: > 0 } release
            && parsed.GetValue(_trainer) is { Length: > 0 } trainer
            ? PseudonymKey.Derive(File.ReadAllBytes(path), release, trainer)
            : throw new CommandException(
                ExitCodes.Usage, "--key-file needs --release and --trainer: each has pseudonyms of its own.");
    }
}
