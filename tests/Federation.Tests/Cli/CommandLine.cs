using Federation.Cli.Shell;

namespace Federation.Tests.Cli;

/// <summary>Runs one command line in this process, with its output captured.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static async Task<CommandLine> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await FaultBoundary.RunAsync(args, output, error);
        return new CommandLine(exitCode, output.ToString(), error.ToString());
    }
}
