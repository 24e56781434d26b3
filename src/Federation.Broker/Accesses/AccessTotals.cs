using Federation.Contracts.Type.V1;

namespace Federation.Broker.Accesses;

/// <summary>What accesses add up to by day, days counted from 1970-01-01 UTC.</summary>
/// <param name="Spent">ε by dataset, silo, trainer and day, in millionths of a nat.</param>
/// <param name="Released">What left, by dataset and day.</param>
/// <param name="Refused">Refusals at the broker and at silos, by reason and day.</param>
public sealed record AccessTotals(
    IReadOnlyDictionary<SpentKey, SortedDictionary<long, long>> Spent,
    IReadOnlyDictionary<string, SortedDictionary<long, DayTotals>> Released,
    IReadOnlyDictionary<RefusalReason, SortedDictionary<long, long>> Refused);
