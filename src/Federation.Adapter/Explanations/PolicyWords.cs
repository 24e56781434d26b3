using Federation.Adapter.Policies;
using Federation.Stores;

namespace Federation.Adapter.Explanations;

/// <summary>A policy in plain words: what can leave and what cannot. A pure function of policy and time.</summary>
public static class PolicyWords
{
    /// <summary>The lines to show for one dataset.</summary>
    public static IReadOnlyList<string> Of(DatasetPolicy policy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            $"{policy.Dataset}: {Words.OneLine(policy.Description)}",
            $"  data: {SourceOf(policy.Store)}, epoch {policy.Shape.Epoch}",
            $"  protected: each {Words.Unit(policy)}, of whose records at most " +
                $"{Words.Count(policy.Shape.RecordsPerUnitBound, "counts", "count")} in any answer",
            $"  purposes: {Words.List(policy.Purposes)}; a request for another purpose is refused",
            $"  time: {TimeOf(policy)}",
            .. policy.RequiresWitnesses
                ? ["  witnesses: an answer leaves only once a quorum has cosigned the log that records it"]
                : Array.Empty<string>(),
            .. StatisticsWords.Of(policy).Concat(SampleWords.Of(policy)).Concat(AgreementWords.Of(policy, now))
                .Select(line => $"  {line}"),
        ];
    }

    /// <summary>What the holder should think about before serving, one sentence each.</summary>
    public static IReadOnlyList<string> WarningsOf(DatasetPolicy policy) => [.. SampleWords.WarningsOf(policy)];

    private static string TimeOf(DatasetPolicy policy) => policy.ReplySlotMs == 0
        ? "a reply leaves as soon as it is ready, so its time may tell of the data (replySlotMs: 0)"
        : $"a reply leaves {policy.ReplySlotMs} ms after it was admitted, or after twice, four times that where it "
            + "was not ready: its time tells no more of the data";

    private static string SourceOf(StoreOptions store) => store.View is { } view
        ? $"{SourceOf(store with { View = null })}, joined on {Words.Quoted(view.On)} with " +
            SourceOf(store with { Path = view.Path, Table = view.Table, View = null }) +
            "; a record is a pair of rows of one unit"
        : SourceOfOne(store);

    private static string SourceOfOne(StoreOptions store) => store.Kind switch
    {
        StoreKind.Csv => $"CSV file {store.Path}",
        StoreKind.Parquet => $"Parquet file {store.Path}",
        StoreKind.JsonLines => $"JSON Lines file {store.Path}",
        StoreKind.Postgres => $"table {store.Table} of PostgreSQL database {store.Server?.Database} "
            + $"at {store.Server?.Host}",
        _ => $"table {store.Table} of SQLite file {store.Path}",
    };
}
