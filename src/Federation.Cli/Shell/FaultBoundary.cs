using System.CommandLine;
using System.CommandLine.Invocation;
using Federation.Audit;
using Federation.Client;
using Federation.Hosting.Configuration;
using Federation.Hosting.Errors;
using Federation.Stores;

namespace Federation.Cli.Shell;

/// <summary>The boundary of the process: every exception becomes a line and an exit code.</summary>
internal static class FaultBoundary
{
    /// <summary>Parses and runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything else goes.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = FederationCommand.Create().Parse(args);
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var fault in parsed.Errors)
            {
                await error.WriteLineAsync($"federation: {fault.Message}");
            }

            await error.WriteLineAsync($"Try: {CommandName(parsed)} --help");
            return ExitCodes.Usage;
        }

        var running = parsed.InvokeAsync(configuration);
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.IsCompletedSuccessfully)
        {
            return await running;
        }

        var (exitCode, message) = Explain(running.Exception?.InnerException);
        await error.WriteLineAsync($"federation: {message}");
        if (Environment.GetEnvironmentVariable("FEDERATION_DEBUG") == "1")
        {
            await error.WriteLineAsync(running.Exception?.InnerException?.ToString());
        }

        return exitCode;
    }

    private static (int ExitCode, string Message) Explain(Exception? exception) => exception switch
    {
        null or OperationCanceledException => (ExitCodes.Cancelled, "cancelled."),
        CommandException command => (command.ExitCode, command.Message),
        ConfigurationException configuration =>
            (ExitCodes.Usage, string.Join(Environment.NewLine, configuration.Faults)),
        FederationException { Kind: FederationFaultKind.Unreachable } fault =>
            (ExitCodes.Unreachable, fault.Message),
        FederationException { Kind: FederationFaultKind.Profile } fault => (ExitCodes.Usage, fault.Message),
        FederationException fault => (ExitCodes.Refused, fault.Message),
        InvalidDataException => (ExitCodes.Usage, exception.Message),
        AuditLogDamagedException => (
            ExitCodes.Refused, $"{exception.Message} Nothing is served. Keep the folder as it is, and look at it " +
                "with 'federation audit verify'."),
        AuditLogUnavailableException => (ExitCodes.Unreachable, exception.Message),
        RefusalException refusal => (ExitCodes.Refused, refusal.Message),
        StoreUnavailableException => (ExitCodes.Unreachable, exception.Message),
        FileNotFoundException or DirectoryNotFoundException => (ExitCodes.Unreachable, exception.Message),
        IOException or UnauthorizedAccessException =>
            (ExitCodes.Unreachable, exception.Message),
        _ => (ExitCodes.Fault, $"a fault of this program ({exception.GetType().Name}). " +
            "Set FEDERATION_DEBUG=1 to see its trace, and report it."),
    };

    private static string CommandName(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null;
            result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(result.Parent is null ? "federation" : result.Command.Name);
        }

        return string.Join(' ', names);
    }
}
