using System.CommandLine;
using System.Globalization;
using Federation.Audit;
using Federation.Cli.Shell;

namespace Federation.Cli.Commands.Audit;

/// <summary>The options that say which accesses are meant, for search and export.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _trainer = new("--trainer")
    {
        Description = "The fingerprint of the trainer's key, or its beginning.",
    };

    private readonly Option<string?> _dataset = new("--dataset") { Description = "The dataset." };

    private readonly Option<string?> _purpose = new("--purpose") { Description = "The purpose code." };

    private readonly Option<string?> _agreement = new("--agreement") { Description = "The agreement." };

    private readonly Option<string?> _decision = new("--decision") { Description = "allow or deny." };

    private readonly Option<Guid?> _access = new("--access") { Description = "The access id, as this log names it." };

    private readonly Option<string?> _from = new("--from")
    {
        Description = "No earlier than this: 2026-01-31 or 2026-01-31T10:00Z.",
    };

    private readonly Option<string?> _until = new("--until") { Description = "Earlier than this." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_trainer, _dataset, _purpose, _agreement, _decision, _access, _from, _until];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandException">A time or the decision cannot be read.</exception>
    public LogFilter Read(ParseResult parsed) => new()
    {
        Trainer = parsed.GetValue(_trainer),
        Dataset = parsed.GetValue(_dataset),
        Purpose = parsed.GetValue(_purpose),
        Agreement = parsed.GetValue(_agreement),
        AccessId = parsed.GetValue(_access),
        IsAllowed = parsed.GetValue(_decision) switch
        {
            null => null,
            "allow" => true,
            "deny" => false,
            _ => throw new CommandException(ExitCodes.Usage, "--decision is allow or deny."),
        },
        FromUnixMs = Time(parsed.GetValue(_from), "--from"),
        UntilUnixMs = Time(parsed.GetValue(_until), "--until"),
    };

    private static long? Time(string? text, string option)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw new CommandException(
                ExitCodes.Usage, $"{option} is no time: write 2026-01-31 or 2026-01-31T10:00Z.");
    }
}
