namespace Federation.Adapter.Requests;

/// <summary>The names of what an envelope carries, as request.proto lists them.</summary>
internal static class PayloadTypes
{
    public const string StatisticRequest = "application/vnd.federation.statistic-request.v1";
    public const string SampleRequest = "application/vnd.federation.sample-request.v1";
    public const string StatisticRelease = "application/vnd.federation.statistic-release.v1";
    public const string SampleChunk = "application/vnd.federation.sample-chunk.v1";
    public const string RemovalReport = "application/vnd.federation.removal-report.v1";
    public const string SampleEnd = "application/vnd.federation.sample-end.v1";
    public const string BudgetRequest = "application/vnd.federation.budget-request.v1";
    public const string BudgetReport = "application/vnd.federation.budget-report.v1";
    public const string BudgetSlice = "application/vnd.federation.budget-slice.v1";
    public const string Catalogue = "application/vnd.federation.catalogue.v1";
}
