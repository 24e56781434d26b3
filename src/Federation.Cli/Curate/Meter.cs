using System.Globalization;
using Federation.Cli.Shell;

namespace Federation.Cli.Curate;

/// <summary>Counts what a command over a file has read, and says how fast on the error stream.</summary>
internal sealed class Meter(Terminal terminal, TimeProvider time)
{
    private const int FaultsShownMax = 20;
    private const long LinesBetweenLooks = 64;
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private readonly bool _isWatched = !terminal.IsQuiet && !Console.IsErrorRedirected;
    private TimeSpan _lastReport;

    /// <summary>How many lines were read.</summary>
    public long LinesCount { get; private set; }

    /// <summary>How many bytes were read.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>How many lines were no document.</summary>
    public long FaultsCount { get; private set; }

    /// <summary>Counts one line, and now and then shows how far the reading is.</summary>
    public void Count(long lengthBytes)
    {
        LinesCount++;
        LengthBytes += lengthBytes;
        if (!_isWatched || LinesCount % LinesBetweenLooks != 0)
        {
            return;
        }

        var elapsed = time.GetElapsedTime(_start);
        if (elapsed - _lastReport >= BetweenReports)
        {
            _lastReport = elapsed;
            terminal.Error.Write($"\r{Rate(elapsed)}   ");
        }
    }

    /// <summary>Counts a line that is no document and says so, with its number and never its content.</summary>
    public void CountFault(string path, TextLine line)
    {
        FaultsCount++;
        if (FaultsCount <= FaultsShownMax)
        {
            terminal.Error.WriteLine($"{path}:{line.Number}: left out, as {line.Fault}.");
        }
        else if (FaultsCount == FaultsShownMax + 1)
        {
            terminal.Error.WriteLine($"{path}: more lines are left out; only their number is told.");
        }
    }

    /// <summary>Says at the end what was read and how fast, and gives the exit code.</summary>
    /// <param name="outcome">What came of it, as the end of the sentence.</param>
    public int Finish(string outcome)
    {
        if (_isWatched)
        {
            terminal.Error.Write("\r");
        }

        var left = FaultsCount > 0 ? $" {FaultsCount} lines were left out." : "";
        terminal.Advise($"{Rate(time.GetElapsedTime(_start))}; {outcome}.{left}");
        return FaultsCount > 0 ? ExitCodes.Partial : ExitCodes.Done;
    }

    private string Rate(TimeSpan elapsed)
    {
        var megabytes = LengthBytes / 1e6;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{LinesCount} lines, {megabytes:F1} MB in {elapsed.TotalSeconds:F1} s, " +
            $"{megabytes / Math.Max(elapsed.TotalSeconds, 1e-3):F1} MB/s");
    }
}
