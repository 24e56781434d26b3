using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Federation.Cli.Shell;

/// <summary>Where a command writes: results to the output, everything else to the error stream.</summary>
internal sealed class Terminal
{
    public static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Write one JSON document for machines instead of tables.",
        Recursive = true,
    };

    public static readonly Option<bool> QuietOption = new("--quiet", "-q")
    {
        Description = "Write results only: no progress, no advice.",
        Recursive = true,
    };

    private static readonly JsonSerializerOptions JsonShape = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private Terminal(TextWriter output, TextWriter error, bool isJson, bool isQuiet)
    {
        Output = output;
        Error = error;
        IsJson = isJson;
        IsQuiet = isQuiet;
        IsInteractive = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        Screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsInteractive ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!IsInteractive)
        {
            Screen.Profile.Width = 160;
        }
    }

    /// <summary>Results.</summary>
    public TextWriter Output { get; }

    /// <summary>Progress, advice, errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a machine reads.</summary>
    public bool IsJson { get; }

    /// <summary>Whether only results are wanted.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether a person watches.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether progress is shown.</summary>
    public bool IsWatched => IsInteractive && !IsQuiet && !IsJson;

    /// <summary>Tables and colours.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>The terminal that a command was called on.</summary>
    public static Terminal Of(ParseResult parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        var configuration = parsed.InvocationConfiguration;
        return new Terminal(
            configuration.Output, configuration.Error, parsed.GetValue(JsonOption), parsed.GetValue(QuietOption));
    }

    /// <summary>Writes one JSON document.</summary>
    public void WriteJson(object document) => Output.WriteLine(JsonSerializer.Serialize(document, JsonShape));

    /// <summary>Writes a line for a person, unless quiet or a machine reads.</summary>
    public void Say(string line)
    {
        if (!IsQuiet && !IsJson)
        {
            Output.WriteLine(line);
        }
    }

    /// <summary>Writes a line of advice to the error stream, unless quiet.</summary>
    public void Advise(string line)
    {
        if (!IsQuiet)
        {
            Error.WriteLine(line);
        }
    }
}
