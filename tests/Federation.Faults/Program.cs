using Federation.Faults.Writing;
using Xunit.Runner.InProc.SystemConsole;

// The tests start this program once more, as the process that is killed, stopped and hindered.
return args is [LogWriter.Command, .. var rest]
    ? await LogWriter.RunAsync(rest)
    : await ConsoleRunner.Run(args);
