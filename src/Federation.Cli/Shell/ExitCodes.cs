namespace Federation.Cli.Shell;

/// <summary>What a script can tell from how the process ended. Codes are added, never changed.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Usage = 2;
    public const int Unreachable = 3;
    public const int Partial = 4;
    public const int Fault = 70;
    public const int Cancelled = 130;

    /// <summary>The table that the help shows.</summary>
    public const string Explained = """
        Exit codes:
          0   done
          1   refused, or a signature, receipt, log or merge does not verify
          2   wrong usage: an argument, a question, a profile or a configuration file
          3   the broker or a file cannot be reached
          4   done in part: some silos answered and some did not
          70  a fault of this program (FEDERATION_DEBUG=1 shows its trace)
          130 cancelled
        """;
}
