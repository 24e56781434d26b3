namespace Federation.Contracts;

/// <summary>The names of what an envelope carries, as request.proto lists them.</summary>
public static class PayloadTypes
{
    /// <summary>A question for statistics.</summary>
    public const string StatisticRequest = "application/vnd.federation.statistic-request.v1";

    /// <summary>A question for records.</summary>
    public const string SampleRequest = "application/vnd.federation.sample-request.v1";

    /// <summary>A silo's answer with statistics.</summary>
    public const string StatisticRelease = "application/vnd.federation.statistic-release.v1";

    /// <summary>A part of a sample.</summary>
    public const string SampleChunk = "application/vnd.federation.sample-chunk.v1";

    /// <summary>What was removed from a sample.</summary>
    public const string RemovalReport = "application/vnd.federation.removal-report.v1";

    /// <summary>What closes a sample.</summary>
    public const string SampleEnd = "application/vnd.federation.sample-end.v1";

    /// <summary>A question for what is left of a budget.</summary>
    public const string BudgetRequest = "application/vnd.federation.budget-request.v1";

    /// <summary>What is left of a budget.</summary>
    public const string BudgetReport = "application/vnd.federation.budget-report.v1";

    /// <summary>A part of a budget that an adapter may spend alone.</summary>
    public const string BudgetSlice = "application/vnd.federation.budget-slice.v1";

    /// <summary>What a silo offers.</summary>
    public const string Catalogue = "application/vnd.federation.catalogue.v1";

    /// <summary>Opens a broker's console.</summary>
    public const string ConsoleSignIn = "application/vnd.federation.console-sign-in.v1";
}
