using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Curation.Models;

namespace Federation.Cli.Curate;

/// <summary>The options that name a model of persons and addresses.</summary>
internal sealed class ModelOptions
{
    private const long LengthBytesMax = 4 << 20;

    private readonly Option<string?> _path = new("--model")
    {
        Description = "A model that 'curate train' wrote: a further vote for persons and addresses.",
    };

    private readonly Option<string?> _sha256 = new("--model-sha256")
    {
        Description = "The SHA-256 that the model's file must have, as 'curate train' prints it.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_path);
        command.Add(_sha256);
    }

    /// <summary>The model that was named, or null.</summary>
    /// <exception cref="CommandException">It cannot be used.</exception>
    public NameModel? ModelOf(ParseResult parsed)
    {
        var sha256 = parsed.GetValue(_sha256);
        if (parsed.GetValue(_path) is not { } path)
        {
            return sha256 is null
                ? null
                : throw new CommandException(ExitCodes.Usage, "--model-sha256 needs --model.");
        }

        if (new FileInfo(path) is { Exists: true, Length: > LengthBytesMax })
        {
            throw new CommandException(ExitCodes.Usage, $"{path}: longer than any model is.");
        }

        try
        {
            return NameModel.Read(File.ReadAllBytes(path), sha256);
        }
        catch (ModelFormatException fault)
        {
            throw new CommandException(ExitCodes.Usage, $"{path}: {fault.Message}");
        }
    }
}
